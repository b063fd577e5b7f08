import type { AnsweredBy, CarrierStatus, RefusalCause } from './carrier.port';

/** Outcomes a carrier alone can know; the others need the conversation. */
export type CarrierOutcome = 'VOICEMAIL' | 'NO_ANSWER' | 'BUSY' | 'FAILED' | 'INVALID_NUMBER';

/** How a call ended. `outcome` is null when somebody talked: the assessment decides. */
export interface CarrierEnding {
  readonly status: 'COMPLETED' | 'NO_ANSWER' | 'BUSY' | 'FAILED' | 'CANCELED';
  readonly outcome: CarrierOutcome | null;
  /** Present when the fault is ours or the account's, not the lead's: nobody was rung, as when the carrier refuses at once. */
  readonly cause?: 'RATE_LIMITED' | 'CONFIGURATION' | 'ACCOUNT';
}

/** The parts of an event or snapshot that tell how a call ended. */
export interface EndingEvidence {
  readonly status?: CarrierStatus;
  readonly answeredBy?: AnsweredBy;
  readonly sipCode?: number;
  readonly cause?: RefusalCause;
}

const FAILED: CarrierEnding = { status: 'FAILED', outcome: 'FAILED' };
const INVALID: CarrierEnding = { status: 'FAILED', outcome: 'INVALID_NUMBER' };
const NOT_REACHED: CarrierEnding = { status: 'NO_ANSWER', outcome: 'NO_ANSWER' };
const BUSY: CarrierEnding = { status: 'BUSY', outcome: 'BUSY' };
/** The person was not reached and may have heard it ring, so it weighs like no answer, never like a fault to repeat at once. */
const CANCELED: CarrierEnding = { status: 'CANCELED', outcome: 'NO_ANSWER' };
const MISCONFIGURED: CarrierEnding = { ...FAILED, cause: 'CONFIGURATION' };
const RATE_LIMITED: CarrierEnding = { ...FAILED, cause: 'RATE_LIMITED' };
const ACCOUNT: CarrierEnding = { ...FAILED, cause: 'ACCOUNT' };

/**
 * SIP final responses (RFC 3261 section 21; 607 RFC 8197; 608 RFC 8688) of a call the carrier reports as failed. A phone that
 * is off or out of coverage comes as failed with 480: it can be reached later. A declined call is given the caution of a busy line.
 */
const BY_SIP_CODE: ReadonlyMap<number, CarrierEnding> = new Map([
  ...each([404, 410, 484, 604], INVALID),
  ...each([408, 480], NOT_REACHED),
  ...each([486, 600], BUSY),
  ...each([403, 603, 607, 608], BUSY),
  ...each([487], CANCELED),
  ...each([401, 407], MISCONFIGURED),
  ...each([488, 500, 501, 502, 503, 504, 580, 606], FAILED),
]);

/** What the carrier itself says outweighs the network's code. */
const BY_CAUSE: Readonly<Partial<Record<RefusalCause, CarrierEnding>>> = {
  NUMBER: INVALID,
  BLOCKED: FAILED,
  CONFIGURATION: MISCONFIGURED,
  ACCOUNT,
  RATE_LIMITED,
};

/** How the call ended, or null when it has not. Pure: the same evidence always ends the same way. */
export function endingOf(evidence: EndingEvidence): CarrierEnding | null {
  switch (evidence.status) {
    case 'COMPLETED':
      return { status: 'COMPLETED', outcome: isMachine(evidence.answeredBy) ? 'VOICEMAIL' : null };
    case 'NO_ANSWER':
      return NOT_REACHED;
    case 'BUSY':
      return BUSY;
    case 'CANCELED':
      return CANCELED;
    case 'FAILED':
      return byCause(evidence.cause) ?? bySipCode(evidence.sipCode) ?? FAILED;
    default:
      return null;
  }
}

/** A machine is not a person: nobody has been reached by a call it answers. */
export function isMachine(answeredBy: string | null | undefined): boolean {
  return answeredBy === 'MACHINE' || answeredBy === 'FAX';
}

function byCause(cause: RefusalCause | undefined): CarrierEnding | undefined {
  return cause && BY_CAUSE[cause];
}

function bySipCode(code: number | undefined): CarrierEnding | undefined {
  return code === undefined ? undefined : BY_SIP_CODE.get(code);
}

function each<K>(keys: readonly K[], ending: CarrierEnding): [K, CarrierEnding][] {
  return keys.map((key) => [key, ending]);
}
