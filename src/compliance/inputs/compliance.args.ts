import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsIn } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { ContactChannelEnum, ContactPurposeEnum } from '../contact-verdict.model';

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
