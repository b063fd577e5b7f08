import { Field, InputType } from '@nestjs/graphql';
import { DateTimeScalar, TimeZoneScalar } from '../../platform/graphql/scalars';
import { ContactChannelEnum } from '../contact-verdict.model';
import { ConsentPurposeEnum, ConsentTypeEnum } from './consent-enums';
import type { ConsentPurpose, ConsentType } from './consent-terms';
import type { SaidConsent } from './said-consent';

@InputType('ConsentInput', {
  description: 'What a person agreed to, with the evidence. What is not known is left out and weakens it.',
})
export class ConsentInput implements Omit<SaidConsent, 'source'> {
  @Field(() => String, { description: 'Exactly what the person read or heard, at most 10000 characters.' })
  readonly text!: string;

  @Field(() => ConsentTypeEnum, {
    nullable: true,
    description: 'Told from the rest when left out; PEWC is refused when a part of it is missing.',
  })
  readonly type?: ConsentType | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the text in hexadecimal, when you keep one: it must be that of the text.',
  })
  readonly textHash?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The company the text names: your legal name, which is taken when left out. No other is accepted.',
  })
  readonly seller?: string | null;

  @Field(() => [ContactChannelEnum], {
    nullable: true,
    description: 'How the person may be contacted; by calls when left out.',
  })
  readonly channels?: (keyof typeof ContactChannelEnum)[] | null;

  @Field(() => [ConsentPurposeEnum], { nullable: true, description: 'What for; everything when left out.' })
  readonly purposes?: ConsentPurpose[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'How it was signed, for example esign_checkbox; left out when it was not. At most 200 characters.',
  })
  readonly signature?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the text says that calls may be made with automated systems or artificial voices.',
  })
  readonly automatedVoice?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the text says that consent is no condition of a purchase.',
  })
  readonly notConditionOfPurchase?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the person asked to be called.' })
  readonly invitedCall?: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was given; now when left out.' })
  readonly at?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on it no longer holds; never when left out.' })
  readonly expiresAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Page on which it was given.' })
  readonly pageUrl?: string | null;

  @Field(() => String, { nullable: true, description: 'Call in which it was given.' })
  readonly callId?: string | null;

  @Field(() => String, { nullable: true, description: 'IP address of the person.' })
  readonly ip?: string | null;

  @Field(() => String, { nullable: true, description: 'Browser of the person.' })
  readonly userAgent?: string | null;

  @Field(() => String, { nullable: true, description: 'Reference of a certificate of the consent.' })
  readonly certificate?: string | null;

  @Field(() => String, { nullable: true, description: 'Who collected it, when it was not you.' })
  readonly vendor?: string | null;

  @Field(() => String, { nullable: true, description: 'Language of the text, for example en-US.' })
  readonly language?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  readonly subject?: string | null;

  @Field(() => TimeZoneScalar, { nullable: true, description: 'Time zone the person stated.' })
  readonly statedTimeZone?: string | null;

  @Field(() => String, { nullable: true, description: 'Address the person stated.' })
  readonly statedAddress?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the box was empty until the person ticked it.' })
  readonly uncheckedByDefault?: boolean | null;
}

export function saidByClient({ ...said }: ConsentInput): SaidConsent {
  return { ...said, source: 'API' };
}
