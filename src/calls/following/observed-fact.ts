import { endingOf } from '../../voice/call-ending';
import type { CallSnapshot, CarrierEvent, CarrierStatus } from '../../voice/carrier.port';
import type { CallChange } from '../call-store.service';
import type { Ending } from '../call-status';

/** A carrier's report in our words. */
export interface ObservedFact {
  readonly providerCallId: string;
  /** Where the call stands now, when it still lives. */
  readonly status?: 'DIALING' | 'RINGING' | 'IN_PROGRESS';
  /** How it ended, when it has. */
  readonly ending?: Ending;
  readonly answeredBy?: string;
  /** Whether the carrier ever dialed, where the report says so; events do not. */
  readonly wasDialed?: boolean;
  readonly details: CallChange;
}

const LIVE: Partial<Record<CarrierStatus, 'DIALING' | 'RINGING' | 'IN_PROGRESS'>> = {
  QUEUED: 'DIALING',
  INITIATED: 'DIALING',
  RINGING: 'RINGING',
  IN_PROGRESS: 'IN_PROGRESS',
};

export function readFact(report: CarrierEvent | CallSnapshot): ObservedFact {
  const status = report.status && LIVE[report.status];
  const ending = report.status !== undefined && !status ? endingOf(report) : null;
  return {
    providerCallId: report.providerCallId,
    ...(status ? { status } : {}),
    ...(ending ? { ending } : {}),
    ...(report.answeredBy ? { answeredBy: report.answeredBy } : {}),
    ...('createdAt' in report ? { wasDialed: report.startedAt !== undefined } : {}),
    details: detailsOf(report),
  };
}

function detailsOf(report: CarrierEvent | CallSnapshot): CallChange {
  return {
    ...(report.durationSeconds === undefined ? {} : { durationSeconds: report.durationSeconds }),
    ...('sipCode' in report && report.sipCode !== undefined ? { sipCode: report.sipCode } : {}),
    ...('errorCode' in report && report.errorCode !== undefined ? { carrierErrorCode: report.errorCode } : {}),
  };
}
