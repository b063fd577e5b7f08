import type { CallingWindows } from '../compliance/calling-window';
import type { DialCondition } from '../compliance/dial-gate.service';
import type { Call } from './call.entity';

/** What the owner of a call demands at the moment of dialing. */
export interface OwnerTerms {
  readonly conditions: readonly DialCondition[];
  readonly windows?: CallingWindows;
  readonly purpose: 'MARKETING' | 'INFORMATIONAL';
  /** True when the person asked to be called now, by a promise or by ringing us. */
  readonly promised?: boolean;
}

/** Why a claimed call was given back without a dial, and when its lead is due again; `until` absent ends the enrolment. */
export interface Withdrawal {
  readonly reason: string;
  readonly until?: Date;
}

/**
 * The campaign side of a call, kept in the same unit of work as the call itself: whoever ends a call moves its enrolment and
 * its lead with it, or nothing moves at all. Provided by the campaigns room.
 */
export abstract class CampaignLedger {
  /** State of the campaign, caps and budget, asked again inside the transaction that would dial. */
  abstract termsOf(call: Call, moment: Date): Promise<OwnerTerms>;

  /** The attempt is about to be made. */
  abstract dialed(call: Call, moment: Date): Promise<void>;

  /** A claimed call was not dialed. */
  abstract withdrawn(call: Call, withdrawal: Withdrawal, moment: Date): Promise<void>;

  /** The carrier proved that it never dialed; the attempt does not count. */
  abstract notPlaced(call: Call, dueAt: Date, moment: Date): Promise<void>;

  /** Somebody picked up. */
  abstract connected(call: Call, moment: Date): Promise<void>;

  /** It was a machine that picked up: nobody has been reached by this call. */
  abstract machineAnswered(call: Call, moment: Date): Promise<void>;

  /** The call is over: `call.outcome` is null when an assessment will decide it. Told again if the carrier decides it after all. */
  abstract ended(call: Call, moment: Date): Promise<void>;

  /** What the call cost became known, or changed by this much. */
  abstract spent(call: Call, deltaMicros: number): Promise<void>;
}
