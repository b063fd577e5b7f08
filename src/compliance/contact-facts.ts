import type { EntityManager } from 'typeorm';
import { advisoryLock, rowOf } from '../platform/database/sql';
import { PERSON_CAP, PERSON_CAP_PERIOD_MS } from './dial-rules';

/** What the tenant's own records say about calling a number. */
export interface ContactFacts {
  readonly suppressed: boolean;
  /** Start of the `PERSON_CAP`th latest counted call within the period before the moment; null while calls are left. */
  readonly capStart: Date | null;
}

/**
 * Holds off a suppression of this number until the open transaction ends, or waits for one being written. Statements after it see
 * every suppression committed before it was answered. Deciding takes it shared, suppressing exclusive.
 */
export async function lockPhone(
  tx: EntityManager,
  tenantId: string,
  phone: string,
  mode: 'SHARED' | 'EXCLUSIVE',
): Promise<void> {
  await advisoryLock(tx, `suppression ${tenantId} ${phone}`, mode);
}

/**
 * Calls that went out, or may have gone out, count; those the carrier proved it never placed do not. The call being decided is
 * left out.
 */
export async function readContactFacts(
  tx: EntityManager,
  tenantId: string,
  asked: { phone: string; moment: Date; callId?: string },
): Promise<ContactFacts> {
  const row = await rowOf<{ suppressed: boolean; cap_start: Date | null }>(
    tx,
    `select exists (select 1 from suppressions where tenant_id = $1 and phone = $2 and removed_at is null) as suppressed,
            (select dial_started_at from calls
              where tenant_id = $1 and phone = $2 and dial_started_at > $3 and not not_placed and id is distinct from $4::uuid
              order by dial_started_at desc offset $5 limit 1) as cap_start`,
    [
      tenantId,
      asked.phone,
      new Date(asked.moment.getTime() - PERSON_CAP_PERIOD_MS),
      asked.callId ?? null,
      PERSON_CAP - 1,
    ],
  );
  return { suppressed: row?.suppressed ?? true, capStart: row?.cap_start ?? null };
}
