import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '../platform/graphql/scalars';
import type { DialVerdict } from './dial-rules';
import type { ContactChannel } from './rules/contact-question';

export const DialVerdictEnum = { ALLOW: 'ALLOW', DEFER: 'DEFER', DENY: 'DENY' } as const satisfies {
  [V in DialVerdict['verdict']]: V;
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
    HUMAN_VOICE: { description: 'A call by a person.' },
    SMS: { description: 'A text message.' },
    WHATSAPP: { description: 'A message on WhatsApp; the rules for texts hold.' },
  },
});

@ObjectType('ContactVerdict', { description: 'Whether a person may be contacted at this moment, and why.' })
export class ContactVerdictModel {
  @Field(() => DialVerdictEnum, { description: 'The answer.' })
  readonly verdict!: DialVerdict['verdict'];

  @Field(() => String, { description: 'Stable code of the rule that decided.' })
  readonly reason!: string;

  @Field(() => String, { description: 'The reason in a sentence for people.' })
  readonly explanation!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment the contact would be allowed; only when deferred.',
  })
  readonly nextAllowedAt!: Date | null;

  static of(answer: DialVerdict): ContactVerdictModel {
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
