import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy, rowsOf } from '../platform/database/sql';
import type { LeadTemperature } from './lead-temperature';

/** What a lead is worth. */
export interface LeadStanding {
  readonly leadId: string;
  /** 0 to 100, null without evidence. */
  readonly score: number | null;
  readonly temperature: LeadTemperature;
}

/** Writes those that differ; the leads are locked in the order of phones, as whoever receives leads locks them. @returns their ids. */
export async function storeScores(tx: EntityManager, standings: readonly LeadStanding[], now: Date): Promise<string[]> {
  const rows = JSON.stringify(standings.map(({ leadId, score, temperature }) => ({ leadId, score, temperature })));
  const moved = await rowsOf<{ id: string }>(
    tx,
    `select l.id from leads l join jsonb_to_recordset($2::jsonb) as n ("leadId" uuid, score numeric, temperature text) on n."leadId" = l.id
     where l.tenant_id = $1 and (l.score, l.temperature) is distinct from (n.score, n.temperature) order by l.phone for no key update of l`,
    [currentTenantId(), rows],
  );
  if (moved.length === 0) return [];
  await changedBy(
    tx,
    `update leads l set score = n.score, temperature = n.temperature, updated_at = $4
     from jsonb_to_recordset($2::jsonb) as n ("leadId" uuid, score numeric, temperature text)
     where l.tenant_id = $1 and l.id = n."leadId" and l.id = any($3::uuid[])`,
    [currentTenantId(), rows, moved.map(({ id }) => id), now],
  );
  return moved.map(({ id }) => id);
}
