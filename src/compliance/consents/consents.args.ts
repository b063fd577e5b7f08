import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { DateTimeScalar, PhoneNumberScalar } from '../../platform/graphql/scalars';
import { ConsentScopeEnum, RevocationMethodEnum } from './consent-enums';
import { ConsentInput } from './consent-input';

@ArgsType()
export class ConsentsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'The lead whose number is meant; or give the number.' })
  @IsOptional()
  @IsId()
  readonly leadId?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'The number; or give the lead.' })
  readonly phone?: string | null;
}

@InputType('RecordConsentInput', { description: 'A consent to record, of a lead or of a number.' })
export class RecordConsentInput extends ConsentInput {
  @Field(() => ID, { nullable: true, description: 'The lead who gave it; or give the number.' })
  @IsOptional()
  @IsId()
  readonly leadId?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'The number it is for; or give the lead.' })
  readonly phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why an earlier revocation of marketing is lifted, at most 500 characters; needs written consent given after it. Left out, none is. ' +
      'What is on the do-not-contact list is taken off by removeSuppression alone.',
  })
  readonly renewalReason?: string | null;
}

@InputType('RevokeConsentInput', { description: 'A consent that a person took back.' })
export class RevokeConsentInput {
  @Field(() => ID, { nullable: true, description: 'The lead who took it back; or give the number.' })
  @IsOptional()
  @IsId()
  readonly leadId?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'The number it is for; or give the lead.' })
  readonly phone?: string | null;

  @Field(() => ConsentScopeEnum, { defaultValue: 'ALL', description: 'What is taken back.' })
  readonly scope!: keyof typeof ConsentScopeEnum;

  @Field(() => RevocationMethodEnum, { defaultValue: 'API', description: 'How the person did it.' })
  readonly method!: keyof typeof RevocationMethodEnum;

  @Field(() => String, { nullable: true, description: 'In their words or yours, at most 500 characters.' })
  readonly reason?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the person did it; now when left out.' })
  readonly at?: Date | null;
}
