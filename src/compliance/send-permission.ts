import type { LeaveToSend } from '../platform/http/leaving-request';
import type { Fence } from './send-fence.service';

/** How long a permission may wait for the carrier to be asked. */
const PERMISSION_MS = 60_000;

/** Whom a permission is for, and when it was decided. */
export interface Decided {
  readonly tenantId: string;
  readonly phone: string;
  readonly decidedAt: Date;
}

/**
 * Leave to contact one number once, for a minute, unless it is taken away before the request leaves. What each gate grants has a private
 * mark of its own beside this, so that nothing else passes for it: it can be held and read outside its gate, never made.
 */
export abstract class SendPermission implements LeaveToSend {
  readonly #fence: Fence;
  #isUsed = false;
  readonly tenantId: string;
  readonly phone: string;
  readonly decidedAt: Date;
  readonly expiresAt: Date;
  readonly leaveByMs: number;

  protected constructor({ tenantId, phone, decidedAt }: Decided, fence: Fence) {
    this.#fence = fence;
    this.tenantId = tenantId;
    this.phone = phone;
    this.decidedAt = decidedAt;
    this.expiresAt = new Date(decidedAt.getTime() + PERMISSION_MS);
    this.leaveByMs = fence.leaveByMs;
  }

  /** False from `expiresAt` on. */
  isValidAt(moment: Date): boolean {
    return moment < this.expiresAt;
  }

  /** True the first time: whoever is about to ask the carrier uses it up. */
  use(): boolean {
    const isFirst = !this.#isUsed;
    this.#isUsed = true;
    return isFirst;
  }

  /** False once a revocation might be committed: the request must not leave any more. */
  mayLeave(): boolean {
    return this.#fence.mayLeave();
  }

  /** The carrier has answered, or provably was not asked: whoever waits to take leave away may. */
  release(): void {
    this.#fence.release();
  }
}
