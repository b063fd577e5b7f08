import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../platform/graphql/enum-of';
import { ESCALATION_STATUSES, type EscalationStatus } from './escalation-life-cycle';
import { ESCALATION_TRIGGERS, type EscalationTrigger } from './triggers/escalation-trigger';

export const EscalationStatusEnum: Readonly<Record<EscalationStatus, EscalationStatus>> = enumOf(ESCALATION_STATUSES);
registerEnumType(EscalationStatusEnum, {
  name: 'EscalationStatus',
  description: 'Where a request for a human stands.',
  valuesMap: {
    RAISED: { description: 'Waits for somebody.' },
    CLAIMED: { description: 'Somebody has taken it.' },
    RESOLVED: { description: 'Done.' },
  },
});

export const EscalationTriggerEnum: Readonly<Record<EscalationTrigger, EscalationTrigger>> =
  enumOf(ESCALATION_TRIGGERS);
registerEnumType(EscalationTriggerEnum, {
  name: 'EscalationTrigger',
  description: 'Why a human is asked for.',
  valuesMap: {
    HUMAN_REQUESTED: { description: 'The person asked for a human.' },
    LOW_CONFIDENCE: { description: 'The agent was less than 60 % sure.' },
    HIGH_VALUE: { description: 'The rubric says that the lead is worth a person’s time.' },
    TOO_MANY_EXCHANGES: { description: 'More than 20 exchanges.' },
    KEYWORD: { description: 'The person said a word such as manager, agent or representative, and nothing else.' },
    ANGER: { description: 'The person is angry.' },
    MODEL_REFUSED: { description: 'The language model declined, or gave no usable answer.' },
    NO_KNOWLEDGE: { description: 'A question nothing in the knowledge base answers; the person took the offer.' },
    UNDELIVERED: { description: 'The carrier took none of the attempts to send an answer.' },
    MANUAL: { description: 'Somebody of the company asked for it.' },
  },
});
