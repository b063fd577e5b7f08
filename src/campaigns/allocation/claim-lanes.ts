import type { EntityManager } from 'typeorm';
import { rowsOf } from '../../platform/database/sql';
import { claimDueEnrolments, type ClaimOrder } from '../dialing/claim';
import { PRIORITY } from '../rules/enrolment-state';

/** Calls that a pass has made. */
export interface ClaimedCalls {
  readonly normal: readonly string[];
  readonly hot: readonly string[];
}

export const NOTHING_CLAIMED: ClaimedCalls = { normal: [], hot: [] };

export function allOf({ normal, hot }: ClaimedCalls): string[] {
  return [...hot, ...normal];
}

/**
 * Claims up to the order's limit: `normalLimit` calls to whoever's turn it is, the others, which are kept for them, to people never called.
 * First calls of a campaign that calls at once go into the HOT lane: their people wait.
 */
export async function claimInLanes(tx: EntityManager, order: ClaimOrder, normalLimit: number): Promise<ClaimedCalls> {
  const ids = await claimDueEnrolments(tx, { ...order, limit: normalLimit });
  const kept = { ...order, limit: order.limit - normalLimit, priorities: [PRIORITY.NEVER_CALLED] };
  ids.push(...(await claimDueEnrolments(tx, kept)));
  if (order.campaign.kind !== 'AUTO_CALL' || ids.length === 0) return { normal: ids, hot: [] };
  const rows = await rowsOf<{ id: string }>(tx, TO_HOT_LANE, [order.campaign.tenantId, ids]);
  const hot = new Set(rows.map(({ id }) => id));
  return { normal: ids.filter((id) => !hot.has(id)), hot: [...hot] };
}

const TO_HOT_LANE = /* sql */ `
update calls set lane = 'HOT' where tenant_id = $1 and id = any($2) and attempt = 1 returning id
`;
