import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { DateTimeScalar, JsonScalar, PhoneNumberScalar } from '../../platform/graphql/scalars';
import { ContactChannelEnum } from '../contact-verdict.model';
import { ConsentEntryKindEnum, ConsentPurposeEnum, ConsentScopeEnum, ConsentTypeEnum } from './consent-enums';
import type { JudgedConsent } from './consent-lists.service';
import type { Consent } from './consent.entity';
import type { ConsentEvidence } from './consent-terms';

@ObjectType('Consent', {
  description:
    'An entry of the ledger of consents: what a person allowed, or took back. Written once and never changed.',
})
export class ConsentModel {
  @Field(() => ID, { description: 'Id of the entry.' })
  readonly id!: string;

  @Field(() => ConsentEntryKindEnum, { description: 'Given or taken back.' })
  readonly kind!: Consent['kind'];

  @Field(() => PhoneNumberScalar, { description: 'The number it is for.' })
  readonly phone!: string;

  @Field(() => ID, { nullable: true, description: 'The lead who gave it or took it back.' })
  readonly leadId!: string | null;

  @Field(() => ConsentTypeEnum, { nullable: true, description: 'How strong it is; null for a revocation.' })
  readonly type!: Consent['type'];

  @Field(() => String, { nullable: true, description: 'The company it names; null for a revocation.' })
  readonly seller!: string | null;

  @Field(() => [ContactChannelEnum], { description: 'How the person may be contacted; empty for a revocation.' })
  readonly channels!: Consent['channels'];

  @Field(() => [ConsentPurposeEnum], { description: 'What for; empty for a revocation.' })
  readonly purposes!: Consent['purposes'];

  @Field(() => String, { nullable: true, description: 'How it was signed.' })
  readonly signature!: string | null;

  @Field(() => Boolean, { description: 'Whether the text discloses automated or artificial voices.' })
  readonly automatedVoice!: boolean;

  @Field(() => Boolean, { description: 'Whether the text says that consent is no condition of a purchase.' })
  readonly notConditionOfPurchase!: boolean;

  @Field(() => Boolean, { description: 'Whether the person asked to be called.' })
  readonly invitedCall!: boolean;

  @Field(() => Boolean, { description: 'Whether it was given again after an opt-out, which it lifted.' })
  readonly isReoptIn!: boolean;

  @Field(() => ConsentScopeEnum, { nullable: true, description: 'What was taken back; null for a grant.' })
  readonly scope!: Consent['scope'];

  @Field(() => String, { nullable: true, description: 'How it was taken back; null for a grant.' })
  readonly method!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was given or taken back.' })
  readonly at!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on it no longer holds.' })
  readonly expiresAt!: Date | null;

  @Field(() => String, { description: 'What the person read or heard; empty when nobody kept it.' })
  readonly text!: string;

  @Field(() => String, { description: 'SHA-256 of the text in UTF-8, hexadecimal.' })
  readonly textHash!: string;

  @Field(() => String, { description: 'Where the entry comes from, for example WEB_FORM, CSV or API.' })
  readonly source!: string;

  @Field(() => JsonScalar, { description: 'What else shows it: page, addresses, browser, certificate, vendor.' })
  readonly evidence!: ConsentEvidence;

  @Field(() => String, { description: 'SHA-256 of the entry with its evidence, hexadecimal.' })
  readonly evidenceHash!: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  readonly recordedAt!: Date;

  @Field(() => [String], {
    description:
      'What is missing now for a marketing call by AI to rest on it, in sentences; empty when it is enough, and for a revocation.',
  })
  readonly missingForAiCalls!: readonly string[];

  static of({ consent, missing }: JudgedConsent): ConsentModel {
    const isGrant = consent.kind === 'GRANT';
    return Object.assign(new ConsentModel(), {
      id: consent.id,
      kind: consent.kind,
      phone: consent.phone,
      leadId: consent.leadId,
      type: consent.type,
      seller: isGrant ? consent.seller : null,
      channels: consent.channels,
      purposes: consent.purposes,
      signature: consent.signature,
      automatedVoice: consent.disclosesAutomatedVoice,
      notConditionOfPurchase: consent.disclosesNotCondition,
      invitedCall: consent.invitedCall,
      isReoptIn: consent.reoptInAt !== null,
      scope: consent.scope,
      method: consent.method,
      at: consent.occurredAt,
      expiresAt: consent.expiresAt,
      text: consent.textShown,
      textHash: consent.textHash,
      source: consent.source,
      evidence: consent.evidence,
      evidenceHash: consent.evidenceHash,
      recordedAt: consent.recordedAt,
      missingForAiCalls: missing,
    } satisfies ConsentModel);
  }
}

@ObjectType({ description: 'A page of the ledger of consents.' })
export class ConsentConnection extends Connection(ConsentModel) {}
