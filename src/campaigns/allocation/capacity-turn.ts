import type { EntityManager } from 'typeorm';
import { CAPACITY_LOCK } from '../../calls/call-slots.port';

/** Whoever holds the turn may wait so long for a row somebody else holds, */
const LOCK_WAIT = '1s';
/** and be busy with one statement, or silent between two, for so long: a frozen process must not keep all companies from dialing. */
const STALL = '3s';

/**
 * Takes CAPACITY_LOCK until the transaction ends. From then on the server ends it as soon as it stalls: what it has claimed is undone, and
 * the others go on before their own patience ends.
 * @throws QueryFailedError with SQLSTATE 55P03 when the wait for the turn exceeds `lock_timeout`.
 */
export async function takeCapacityTurn(tx: EntityManager): Promise<void> {
  await tx.query(TAKE, [CAPACITY_LOCK, LOCK_WAIT, STALL]);
}

/** From left to right: the settings are made once the turn has come, and end with the transaction. */
const TAKE = /* sql */ `
select pg_advisory_xact_lock(hashtextextended($1, 0)), set_config('lock_timeout', $2, true),
  set_config('statement_timeout', $3, true), set_config('idle_in_transaction_session_timeout', $3, true)
`;
