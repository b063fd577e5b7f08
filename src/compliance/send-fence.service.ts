import { Injectable } from '@nestjs/common';
import { monotonicMs } from '../platform/clock/clock';
import { type SessionLock, SessionLocks } from '../platform/database/session-locks';
import type { LeaveToSend } from '../platform/http/leaving-request';
import { phoneLock, platformPhoneLock } from './contact-facts';

/** A request that leaves so long before the fence comes down has arrived by then, whether or not it has been answered. */
const ON_THE_WAY_MS = 2_500;

/** Up around one number: no revocation and no suppression of it is committed. */
export interface Fence extends LeaveToSend {
  /** The request has been answered, or provably never left. Idempotent. */
  release(): void;
}

/**
 * Keeps a contact and the taking away of leave apart: whoever is about to contact a number puts the fence up before it reads what the
 * person has said, and takes it down when the carrier has answered; a revocation locks the number for itself before it writes. So it
 * is committed before the decision, which then sees it, or after the request has arrived. A fence comes down by itself before a
 * waiting revocation would give up (`lock_timeout`, 5 s); a request that has no connection early enough before that never leaves.
 */
@Injectable()
export class SendFence {
  constructor(private readonly locks: SessionLocks) {}

  /** Null while a revocation of this number is being written, or without a database to ask; ask again shortly. */
  async raise(tenantId: string, phone: string): Promise<Fence | null> {
    const lock = await this.locks.tryShared([phoneLock(tenantId, phone), platformPhoneLock(phone)]);
    return lock && fenceOf(lock);
  }
}

function fenceOf(lock: SessionLock): Fence {
  const leaveByMs = lock.heldUntilMs - ON_THE_WAY_MS;
  return {
    leaveByMs,
    mayLeave: () => monotonicMs() < leaveByMs && lock.isHeld(),
    release: () => lock.release(),
  };
}
