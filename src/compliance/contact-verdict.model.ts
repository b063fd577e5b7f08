import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '../platform/graphql/scalars';
import type { ContactVerdict } from './contact-verdict';
import type { ContactChannel, ContactPurpose } from './rules/contact-question';

export const DialVerdictEnum = { ALLOW: 'ALLOW', DEFER: 'DEFER', DENY: 'DENY' } as const satisfies {
  [V in ContactVerdict['verdict']]: V;
};

registerEnumType(DialVerdictEnum, {
  name: 'DialVerdict',
  description: 'Whether a person may be contacted.',
  valuesMap: {
    ALLOW: { description: 'Now.' },
    DEFER: { description: 'Later: only time must pass.' },
    DENY: { description: 'Not at all, until a fact changes.' },
  },
});

export const ContactChannelEnum = {
  AI_VOICE: 'AI_VOICE',
  HUMAN_VOICE: 'HUMAN_VOICE',
  SMS: 'SMS',
  WHATSAPP: 'WHATSAPP',
} as const satisfies { [C in ContactChannel]: C };

registerEnumType(ContactChannelEnum, {
  name: 'ContactChannel',
  description: 'A way to contact a person.',
  valuesMap: {
    AI_VOICE: { description: 'A call spoken by an AI agent.' },
    HUMAN_VOICE: { description: 'A call spoken by a person.' },
    SMS: { description: 'A text message.' },
    WHATSAPP: { description: 'A WhatsApp message.' },
  },
});

export const ContactPurposeEnum = {
  MARKETING: 'MARKETING',
  INFORMATIONAL: 'INFORMATIONAL',
  RESPONSIVE: 'RESPONSIVE',
  OPT_OUT_CONFIRMATION: 'OPT_OUT_CONFIRMATION',
} as const satisfies { [P in ContactPurpose]: P };

registerEnumType(ContactPurposeEnum, {
  name: 'ContactPurpose',
  description: 'Why a person is contacted.',
  valuesMap: {
    MARKETING: { description: 'To sell.' },
    INFORMATIONAL: { description: 'To tell what the person needs to know; nothing is offered.' },
    RESPONSIVE: { description: 'To answer the person’s own message or request of the last 24 hours.' },
    OPT_OUT_CONFIRMATION: { description: 'The one text that confirms an opt-out.' },
  },
});

@ObjectType('ContactVerdict', { description: 'Whether a person may be contacted at this moment, and why.' })
export class ContactVerdictModel {
  @Field(() => DialVerdictEnum, { description: 'The answer.' })
  readonly verdict!: ContactVerdict['verdict'];

  @Field(() => String, { description: 'Stable code of the rule that decided.' })
  readonly reason!: string;

  @Field(() => String, { description: 'The reason in a sentence for people.' })
  readonly explanation!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment the contact would be allowed; only when deferred.',
  })
  readonly nextAllowedAt!: Date | null;

  static of(answer: ContactVerdict): ContactVerdictModel {
    const { verdict, reason, explanation } = answer;
    const nextAllowedAt = answer.verdict === 'DEFER' ? answer.until : null;
    return Object.assign(new ContactVerdictModel(), {
      verdict,
      reason,
      explanation,
      nextAllowedAt,
    } satisfies ContactVerdictModel);
  }
}
