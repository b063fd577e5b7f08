import { registerEnumType } from '@nestjs/graphql';
import { CALL_OUTCOMES } from './call-outcome';
import { CALL_STATUSES } from './call-status';
import { enumOf } from '../platform/graphql/enum-of';

export const CallStatusEnum = enumOf(CALL_STATUSES);
registerEnumType(CallStatusEnum, {
  name: 'CallStatus',
  description: 'Where a call stands. States may be skipped, never reversed.',
  valuesMap: {
    QUEUED: { description: 'Claimed; the carrier has not been asked.' },
    DIALING: { description: 'The carrier has been asked.' },
    UNKNOWN: {
      description: 'The carrier did not answer our request; waits for reconciliation, never dialed again blindly.',
    },
    RINGING: { description: 'The phone rings.' },
    IN_PROGRESS: { description: 'Somebody, or something, picked up.' },
    COMPLETED: { description: 'Over, after it was picked up.' },
    NO_ANSWER: { description: 'Over; nobody picked up.' },
    BUSY: { description: 'Over; the line was busy or declined.' },
    FAILED: { description: 'Over; the carrier could not put it through.' },
    CANCELED: { description: 'Over; given up before anybody picked up.' },
  },
});

export const CallOutcomeEnum = enumOf(CALL_OUTCOMES);
registerEnumType(CallOutcomeEnum, {
  name: 'CallOutcome',
  description: 'What became of a call.',
  valuesMap: {
    QUALIFIED: { description: 'The person meets the criteria.' },
    UNQUALIFIED: { description: 'The person does not meet the criteria, or said too little.' },
    CALLBACK_REQUESTED: { description: 'The person asked to be called at another time.' },
    NOT_INTERESTED: { description: 'The person is not interested.' },
    WRONG_NUMBER: { description: 'Somebody else has this number.' },
    VOICEMAIL: { description: 'A machine picked up.' },
    NO_ANSWER: { description: 'Nobody picked up.' },
    BUSY: { description: 'The line was busy or declined.' },
    FAILED: { description: 'The call was never put through.' },
    INVALID_NUMBER: { description: 'The number does not exist.' },
    OPTED_OUT: { description: 'The person wants no more contact.' },
  },
});

export const CallOriginEnum = { CAMPAIGN: 'CAMPAIGN', AUTO_CALL: 'AUTO_CALL', MANUAL: 'MANUAL' } as const;
registerEnumType(CallOriginEnum, {
  name: 'CallOrigin',
  description: 'Who asked for a call.',
  valuesMap: {
    CAMPAIGN: { description: 'A campaign.' },
    AUTO_CALL: { description: 'A project that calls new leads at once.' },
    MANUAL: { description: 'A person.' },
  },
});
