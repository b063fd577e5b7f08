import { registerEnumType } from '@nestjs/graphql';
import { CALL_OUTCOMES, type CallOutcome } from './call-outcome';
import { CALL_STATUSES, type CallStatus } from './call-status';

export const CallStatusEnum = Object.fromEntries(CALL_STATUSES.map((status) => [status, status])) as Record<
  CallStatus,
  CallStatus
>;
registerEnumType(CallStatusEnum, {
  name: 'CallStatus',
  description:
    'Where a call stands. States may be skipped, never reversed; UNKNOWN waits for reconciliation with the carrier.',
});

export const CallOutcomeEnum = Object.fromEntries(CALL_OUTCOMES.map((outcome) => [outcome, outcome])) as Record<
  CallOutcome,
  CallOutcome
>;
registerEnumType(CallOutcomeEnum, { name: 'CallOutcome', description: 'What became of a call.' });

export const CallOriginEnum = { CAMPAIGN: 'CAMPAIGN', AUTO_CALL: 'AUTO_CALL', MANUAL: 'MANUAL' } as const;
registerEnumType(CallOriginEnum, { name: 'CallOrigin', description: 'Who asked for a call.' });
