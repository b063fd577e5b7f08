import { ArgsType, Field, ID } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { IsIn, IsString, Length } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { PhoneNumberScalar } from '../../platform/graphql/scalars';
import { ContactChannelEnum, ContactPurposeEnum } from '../contact-verdict.model';

@ArgsType()
export class AddSuppressionArgs {
  @Field(() => PhoneNumberScalar, { description: 'The number to leave alone from now on.' })
  @IsString()
  phone!: string;

  @Field(() => String, { description: 'Why, for whoever reads the list later; 1 to 500 characters.' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @Length(1, 500)
  reason!: string;
}

@ArgsType()
export class DialChecksArgs extends PageArgs {
  @Field(() => ID, { description: 'Id of the lead.' })
  @IsId()
  leadId!: string;
}

@ArgsType()
export class MayContactArgs {
  @Field(() => ID, { description: 'Id of the lead.' })
  @IsId()
  leadId!: string;

  @Field(() => ContactChannelEnum, { defaultValue: 'AI_VOICE', description: 'The channel to contact the person on.' })
  @IsIn(Object.values(ContactChannelEnum))
  channel!: keyof typeof ContactChannelEnum;

  @Field(() => ContactPurposeEnum, { defaultValue: 'MARKETING', description: 'Why the person would be contacted.' })
  @IsIn(Object.values(ContactPurposeEnum))
  purpose!: keyof typeof ContactPurposeEnum;
}
