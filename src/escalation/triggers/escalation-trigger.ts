/** Why a human is asked for. */
export const ESCALATION_TRIGGERS = [
  'HUMAN_REQUESTED',
  'LOW_CONFIDENCE',
  'HIGH_VALUE',
  'TOO_MANY_EXCHANGES',
  'KEYWORD',
  'ANGER',
  'MODEL_REFUSED',
  'NO_KNOWLEDGE',
  'UNDELIVERED',
  'MANUAL',
] as const;

export type EscalationTrigger = (typeof ESCALATION_TRIGGERS)[number];
