import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { rowOf } from '../platform/database/sql';
import type { DialRequest } from './dial-request';
import { type DialVerdict, RULES_VERSION } from './dial-rules';
import { dialZoneOfKey } from './dial-zone';

/**
 * Writes the receipt of a decision and answers its id. A deferral that repeats an earlier one of the same enrolment (lead, reason and
 * end) adds nothing to know and keeps the earlier receipt.
 */
export async function writeDialCheck(
  tx: EntityManager,
  tenantId: string,
  request: DialRequest,
  verdict: DialVerdict,
): Promise<string> {
  const earlier = verdict.verdict === 'DEFER' ? await sameDeferral(tx, tenantId, request, verdict) : undefined;
  if (earlier) return earlier;
  const id = uuidv7();
  await tx.query(
    `insert into dial_checks (tenant_id, id, lead_id, call_id, enrolment_id, campaign_id, verdict, reason, explanation,
                              zone_key, time_zones, rules_version, next_allowed_at, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      tenantId,
      id,
      request.leadId,
      request.callId ?? null,
      request.enrolmentId ?? null,
      request.campaignId ?? null,
      verdict.verdict,
      verdict.reason,
      verdict.explanation,
      request.zoneKey,
      dialZoneOfKey(request.zoneKey).timeZones,
      RULES_VERSION,
      verdict.verdict === 'DEFER' ? verdict.until : null,
      request.moment,
    ],
  );
  return id;
}

async function sameDeferral(
  tx: EntityManager,
  tenantId: string,
  { leadId, enrolmentId }: DialRequest,
  { reason, until }: DialVerdict & { verdict: 'DEFER' },
): Promise<string | undefined> {
  if (!enrolmentId) return undefined;
  const row = await rowOf<{ id: string }>(
    tx,
    `select id from dial_checks
      where tenant_id = $1 and lead_id = $2 and enrolment_id = $3 and verdict = 'DEFER' and reason = $4 and next_allowed_at = $5
      order by decided_at desc, id desc limit 1`,
    [tenantId, leadId, enrolmentId, reason, until],
  );
  return row?.id;
}
