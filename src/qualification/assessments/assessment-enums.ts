import { registerEnumType } from '@nestjs/graphql';

export const AssessmentStatusEnum = { PENDING: 'PENDING', COMPLETED: 'COMPLETED' } as const;
registerEnumType(AssessmentStatusEnum, {
  name: 'AssessmentStatus',
  description: 'Whether a conversation has been assessed.',
  valuesMap: {
    PENDING: { description: 'Not yet; tried again until a model answers.' },
    COMPLETED: { description: 'Assessed.' },
  },
});

export const NextActionEnum = {
  SCHEDULE_DEMO: 'SCHEDULE_DEMO',
  SEND_PROPOSAL: 'SEND_PROPOSAL',
  NURTURE: 'NURTURE',
  HUMAN_HANDOFF: 'HUMAN_HANDOFF',
  CLOSE: 'CLOSE',
} as const;
registerEnumType(NextActionEnum, {
  name: 'NextAction',
  description: 'What to do next with a lead.',
  valuesMap: {
    SCHEDULE_DEMO: { description: 'Arrange a meeting or a visit.' },
    SEND_PROPOSAL: { description: 'Send an offer.' },
    NURTURE: { description: 'Stay in touch.' },
    HUMAN_HANDOFF: { description: 'Let a person take over.' },
    CLOSE: { description: 'Nothing more.' },
  },
});

export const DecisionEnum = {
  QUALIFIED: 'QUALIFIED',
  UNQUALIFIED: 'UNQUALIFIED',
  INCOMPLETE: 'INCOMPLETE',
} as const;
registerEnumType(DecisionEnum, {
  name: 'QualificationDecision',
  description: 'What the rubric says of a lead by what is known.',
  valuesMap: {
    QUALIFIED: { description: 'The score suffices, and everything required is met.' },
    UNQUALIFIED: { description: 'No further answer could make it suffice.' },
    INCOMPLETE: { description: 'Further answers could.' },
  },
});

export const VerdictEnum = { MET: 'MET', NOT_MET: 'NOT_MET', UNKNOWN: 'UNKNOWN' } as const;
registerEnumType(VerdictEnum, {
  name: 'CriterionVerdictKind',
  description: 'What became of one criterion.',
  valuesMap: {
    MET: { description: 'Met.' },
    NOT_MET: { description: 'Not met.' },
    UNKNOWN: { description: 'Nothing is known that would tell.' },
  },
});

export const ExtractorEnum = { MODEL: 'MODEL', RULES: 'RULES' } as const;
registerEnumType(ExtractorEnum, {
  name: 'Extractor',
  description: 'Who read what was said.',
  valuesMap: {
    MODEL: { description: 'A language model.' },
    RULES: { description: 'Rules that look for words, where no model could be asked.' },
  },
});
