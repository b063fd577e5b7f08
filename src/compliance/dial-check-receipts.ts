import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { rowOf } from '../platform/database/sql';
import type { Judgement } from './judge';
import type { ContactRequest } from './dial-request';
import { receiptFactsOf } from './receipt-facts';

/** A no to a wish to call that was answered with the same no within this keeps its receipt. */
const SAME_NO_MS = 3_600_000;

/**
 * Writes the receipt of a decision and answers its id. A deferral that repeats an earlier one of the same enrolment (lead, reason, rules
 * and end), or of the same wish to call that made no call, adds nothing to know and keeps the earlier receipt; so does a denial of such a
 * wish that repeats one of the last hour. One statement.
 */
export async function writeReceipt(
  tx: EntityManager,
  tenantId: string,
  request: ContactRequest,
  judgement: Judgement,
): Promise<string> {
  const { verdict, decision, question, zone } = judgement;
  const row = await rowOf<{ id: string }>(tx, WRITE, [
    tenantId,
    uuidv7(),
    request.leadId,
    request.callId ?? null,
    request.textId ?? null,
    request.enrolmentId ?? null,
    request.campaignId ?? null,
    request.channel,
    question.occasion.purpose,
    verdict.verdict,
    verdict.reason,
    verdict.explanation,
    zone.key,
    decision.place.candidateZones,
    decision.place.jurisdictions,
    decision.rowsApplied,
    decision.rulesVersion,
    verdict.verdict === 'DEFER' ? verdict.until : null,
    request.moment,
    JSON.stringify(receiptFactsOf(judgement)),
    new Date(request.moment.getTime() - SAME_NO_MS),
  ]);
  if (!row) throw new Error('A receipt was not written.');
  return row.id;
}

const WRITE = /* sql */ `
with earlier as (
  select id from dial_checks
  where tenant_id = $1 and lead_id = $3 and verdict = $10 and reason = $11 and rules_version = $17 and (
    $10 = 'DEFER' and next_allowed_at = $18
      and (enrolment_id = $6 or (num_nonnulls($4::uuid, $5::uuid, $6::uuid, call_id, text_message_id, enrolment_id) = 0 and channel = $8))
    or $10 = 'DENY' and decided_at > $21 and channel = $8
      and num_nonnulls($4::uuid, $5::uuid, $6::uuid, call_id, text_message_id, enrolment_id) = 0
  )
  order by decided_at desc, id desc limit 1
), written as (
  insert into dial_checks (tenant_id, id, lead_id, call_id, text_message_id, enrolment_id, campaign_id, channel, purpose, verdict,
    reason, explanation, zone_key, time_zones, jurisdictions, rows_applied, rules_version, next_allowed_at, decided_at, facts)
  select $1, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::uuid, $7::uuid, $8, $9, $10, $11, $12, $13, $14::text[], $15::text[],
    $16::text[], $17, $18::timestamptz, $19::timestamptz, $20::jsonb
  where not exists (select 1 from earlier)
  returning id
)
select id from written union all select id from earlier`;
