import type { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { insertHealthyEscalations } from './escalation-plants';
import { insertHealthyTransfer } from './healthy-transfers';

/** Four fifths of the weight are met. */
const VERDICTS = JSON.stringify([
  { field: 'budget', operator: 'exists', weight: 80, required: false, verdict: 'MET', isOpen: false },
  { field: 'timeline', operator: 'in', weight: 20, required: false, verdict: 'NOT_MET', isOpen: false },
]);

/** 14:00 in New York; the calls of the healthy data were dialed then. */
export const DIALED_AT = new Date('2026-07-07T18:00:00.000Z');

/** The program's present moment in the healthy data. */
export const PRESENT = new Date('2026-07-07T18:04:00.000Z');

const ZONE = 'US-NY/America/New_York';

/** Ids of one tenant's healthy rows, for plants to spoil. */
export interface HealthyTenant {
  readonly tenant: string;
  readonly campaign: string;
  readonly completedCampaign: string;
  readonly agent: string;
  /** Enrolment, call and lead by what they stand for. */
  readonly cases: Readonly<
    Record<CaseName, { lead: string; enrolment: string; call: string; phone: string; conversation: string }>
  >;
}

const CASES = [
  'fresh',
  'dialing',
  'retry',
  'wrapUp',
  'qualified',
  'optedOut',
  'notPlaced',
  'completed',
  'exhausted',
] as const;
export type CaseName = (typeof CASES)[number];

interface Sheet {
  readonly client: Client;
  readonly ids: HealthyTenant;
  readonly rubric: string;
  readonly project: string;
}

/** A tenant with a person in every state a campaign knows, written through the triggers as the program does. */
export async function insertHealthyTenant(client: Client, index: number): Promise<HealthyTenant> {
  const ids: HealthyTenant = {
    tenant: uuidv7(),
    campaign: uuidv7(),
    completedCampaign: uuidv7(),
    agent: uuidv7(),
    cases: Object.fromEntries(
      CASES.map((name, position) => [
        name,
        {
          lead: uuidv7(),
          enrolment: uuidv7(),
          call: uuidv7(),
          conversation: uuidv7(),
          phone: `+1212555${String(1000 * index + position).padStart(4, '0')}`,
        },
      ]),
    ) as HealthyTenant['cases'],
  };
  const sheet = { client, ids, rubric: uuidv7(), project: uuidv7() };
  await company(sheet);
  await campaigns(sheet);
  for (const name of CASES) await person(sheet, name);
  await imported(sheet);
  await dialing(sheet);
  await retry(sheet);
  await answered(sheet, 'wrapUp', null);
  await answered(sheet, 'qualified', 'QUALIFIED');
  await answered(sheet, 'optedOut', 'OPTED_OUT');
  await answered(sheet, 'completed', 'UNQUALIFIED');
  await notPlaced(sheet);
  await afterwards(sheet);
  await texts(sheet);
  await promised(sheet);
  await exhausted(sheet);
  await insertHealthyEscalations(client, ids);
  await insertHealthyTransfer((text, parameters) => run(sheet, text, parameters), ids, index);
  return ids;
}

function run({ client, ids }: Sheet, text: string, parameters: readonly unknown[] = []): Promise<unknown> {
  return client.query(
    text.replaceAll('$tenant', `'${ids.tenant}'::uuid`).replaceAll('$now', `'${PRESENT.toISOString()}'::timestamptz`),
    [...parameters],
  );
}

async function company(sheet: Sheet): Promise<void> {
  const { ids, rubric, project } = sheet;
  await run(sheet, `insert into tenants (id, name, slug) values ($tenant, 'Acme', $1)`, [`t-${ids.tenant}`]);
  await run(
    sheet,
    `insert into projects (tenant_id, id, name, created_at, updated_at) values ($tenant, $1, 'Towers', $now, $now)`,
    [project],
  );
  await run(sheet, `insert into dial_zones values ($tenant, $1, '{US-NY}', '{America/New_York}')`, [ZONE]);
  await run(
    sheet,
    `insert into agents (tenant_id, id, project_id, name, greeting, prompt, is_active, created_at, updated_at)
     values ($tenant, $1, $2, 'Ava', 'Hello', 'Be kind', true, $now, $now)`,
    [ids.agent, project],
  );
  await run(
    sheet,
    `insert into agent_versions values ($tenant, $1, 1, 'Polly.Joanna-Neural', 'en-US', 'Hello', 'Be kind', $now)`,
    [ids.agent],
  );
  await run(
    sheet,
    `insert into rubrics (tenant_id, id, name, criteria, created_at, updated_at) values ($tenant, $1, 'Buyers', '[]', $now, $now)`,
    [rubric],
  );
  for (const seq of [1, 2, 3]) await audit(sheet, seq);
}

async function audit(sheet: Sheet, seq: number): Promise<void> {
  await run(
    sheet,
    `insert into audit_log (tenant_id, seq, actor, action, target, body, prev_hash, row_hash)
     select $tenant, $1::bigint, 'test', 'thing.done', 'thing', $2::text, p.row_hash, sha256(coalesce(p.row_hash, ''::bytea) || convert_to($2::text, 'UTF8'))
     from (select (select row_hash from audit_log where tenant_id = $tenant and seq = $1::bigint - 1) as row_hash) p`,
    [seq, `{"seq":${seq}}`],
  );
}

async function campaigns(sheet: Sheet): Promise<void> {
  const { ids, project, rubric } = sheet;
  for (const campaign of [ids.campaign, ids.completedCampaign]) {
    await run(
      sheet,
      `insert into campaigns (tenant_id, id, project_id, rubric_id, name, created_at, updated_at) values ($tenant, $1, $2, $3, 'Spring', $now, $now)`,
      [campaign, project, rubric],
    );
    await run(sheet, `insert into campaign_agents values ($tenant, $1, $2)`, [campaign, ids.agent]);
    await run(sheet, `insert into campaign_progress (tenant_id, campaign_id) values ($tenant, $1)`, [campaign]);
    await status(sheet, campaign, 'ACTIVE', -1_800_000);
  }
}

async function status(sheet: Sheet, campaign: string, to: string, afterDialMs: number): Promise<void> {
  const at = new Date(DIALED_AT.getTime() + afterDialMs);
  await run(sheet, `update campaigns set status = $2::text where id = $1 and status <> $2::text`, [campaign, to]);
  await run(
    sheet,
    `insert into campaign_status_log (tenant_id, id, campaign_id, status, actor, at) values ($tenant, $1, $2, $3, 'test', $4)`,
    [uuidv7(), campaign, to, at],
  );
}

async function person(sheet: Sheet, name: CaseName): Promise<void> {
  const { lead, enrolment, phone } = sheet.ids.cases[name];
  await run(
    sheet,
    `insert into leads (tenant_id, id, phone, zone_key, source, created_at, updated_at) values ($tenant, $1, $2, $3, 'CSV', $now, $now)`,
    [lead, phone, ZONE],
  );
  await run(
    sheet,
    `insert into consents (tenant_id, id, phone, kind, type, seller, channels, purposes, signature, discloses_automated_voice,
       discloses_not_condition, occurred_at, text_shown, source, lead_id, recorded_at, recorded_by)
     values ($tenant, gen_random_uuid(), $1, 'GRANT', 'PEWC', 'Acme', '{AI_VOICE,SMS}', '{MARKETING}', 'esign_checkbox', true, true,
       '2026-01-05T15:00Z', 'Acme may call me.', 'CSV', $2, '2026-01-05T15:00Z', 'test')`,
    [phone, lead],
  );
  await run(
    sheet,
    `insert into enrolments (tenant_id, id, campaign_id, lead_id, phone, zone_key, due_at, created_at, updated_at)
     values ($tenant, $1, $2, $3, $4, $5, $now, $now, $now)`,
    [enrolment, name === 'completed' ? sheet.ids.completedCampaign : sheet.ids.campaign, lead, phone, ZONE],
  );
}

/** A file of three rows: one new lead, one that was known, one refused. */
async function imported(sheet: Sheet): Promise<void> {
  const file = uuidv7();
  await run(
    sheet,
    `insert into lead_imports (tenant_id, id, rows_read, created_count, unchanged_count, rejected_count, started_at, updated_at)
     values ($tenant, $1, 3, 1, 1, 1, $now, $now)`,
    [file],
  );
  await run(sheet, `update leads set import_id = $1 where id = $2`, [file, sheet.ids.cases.fresh.lead]);
  await run(
    sheet,
    `insert into lead_import_errors (tenant_id, import_id, line, reason) values ($tenant, $1, 4, 'no phone')`,
    [file],
  );
}

/** Claims the person, allows the dial and begins it. */
async function dial(sheet: Sheet, name: CaseName): Promise<void> {
  const { ids, project, rubric } = sheet;
  const { lead, enrolment, call, phone } = ids.cases[name];
  const campaign = name === 'completed' ? ids.completedCampaign : ids.campaign;
  await run(
    sheet,
    `insert into calls (tenant_id, id, lead_id, enrolment_id, campaign_id, project_id, agent_id, agent_version, rubric_id, origin, phone, from_number,
       zone_key, ring_timeout_seconds, max_call_seconds, queued_at, created_at, updated_at)
     values ($tenant, $1, $2, $3, $4, $5, $6, 1, $7, 'CAMPAIGN', $8, '+12125550100', $9, 25, 600, $10, $10, $10)`,
    [call, lead, enrolment, campaign, project, ids.agent, rubric, phone, ZONE, new Date(DIALED_AT.getTime() - 1_000)],
  );
  await run(sheet, `update enrolments set state = 'IN_FLIGHT', attempts = 1, attempts_allowed = 3 where id = $1`, [
    enrolment,
  ]);
  await run(
    sheet,
    `insert into dial_checks (tenant_id, id, lead_id, call_id, enrolment_id, campaign_id, verdict, reason, explanation, zone_key, time_zones,
       jurisdictions, rows_applied, facts, rules_version, decided_at) values ($tenant, $1, $2, $3, $4, $5, 'ALLOW', 'OK', 'yes', $6,
       '{America/New_York}', '{US,US-NY}', '{US@1900-01-01}', '{"attempts":{}}', '1', $7)`,
    [uuidv7(), lead, call, enrolment, campaign, ZONE, DIALED_AT],
  );
  await run(
    sheet,
    `update calls set status = 'DIALING', dial_started_at = $2::timestamptz, window_closes_at = '2026-07-08T01:00Z', lease_until = $2::timestamptz + interval '30 seconds', updated_at = $2::timestamptz
     where id = $1`,
    [call, DIALED_AT],
  );
}

async function dialing(sheet: Sheet): Promise<void> {
  await dial(sheet, 'dialing');
  const { call } = sheet.ids.cases.dialing;
  await run(
    sheet,
    `update calls set provider_call_id = 'CA' || id, updated_at = $now, lease_until = null where id = $1`,
    [call],
  );
  await run(
    sheet,
    `insert into call_events (tenant_id, id, call_id, provider, dedupe_key, type, received_at, payload, applied_at)
     values ($tenant, $1, $2, 'TWILIO', $3, 'STATUS', $4, '{}', $4)`,
    [uuidv7(), call, `initiated-${call}`, DIALED_AT],
  );
}

async function retry(sheet: Sheet): Promise<void> {
  await dial(sheet, 'retry');
  const { call, enrolment } = sheet.ids.cases.retry;
  await run(
    sheet,
    `update calls set status = 'NO_ANSWER', outcome = 'NO_ANSWER', ended_at = $now, updated_at = $now where id = $1`,
    [call],
  );
  await run(
    sheet,
    `update enrolments set state = 'WAITING', priority = 3, last_outcome = 'NO_ANSWER', no_answer_count = 1 where id = $1`,
    [enrolment],
  );
}

/** The call that was not answered had been promised in an earlier one. */
async function promised(sheet: Sheet): Promise<void> {
  const { retry: asked, qualified } = sheet.ids.cases;
  await run(
    sheet,
    `insert into callbacks (tenant_id, id, campaign_id, enrolment_id, lead_id, promised_by, promised_at, due_at, missed_after, status, call_id,
       called_at, created_at, updated_at)
     values ($tenant, gen_random_uuid(), $1, $2, $3, $4, $5::timestamptz - interval '30 seconds', $5::timestamptz - interval '30 seconds',
       $5::timestamptz + interval '270 seconds', 'PENDING', null, null, $now, $now)`,
    [sheet.ids.campaign, asked.enrolment, asked.lead, qualified.call, DIALED_AT],
  );
  await run(sheet, `update callbacks set status = 'KEPT', call_id = $1, called_at = $2 where enrolment_id = $3`, [
    asked.call,
    DIALED_AT,
    asked.enrolment,
  ]);
}

/** The last attempt was not answered, and was followed by a text. */
async function exhausted(sheet: Sheet): Promise<void> {
  const person = sheet.ids.cases.exhausted;
  await dial(sheet, 'exhausted');
  await run(
    sheet,
    `update calls set status = 'NO_ANSWER', outcome = 'NO_ANSWER', ended_at = $now, updated_at = $now where id = $1`,
    [person.call],
  );
  await run(
    sheet,
    `update enrolments set state = 'ENDED', outcome = 'NO_ANSWER', last_outcome = 'NO_ANSWER', no_answer_count = 1, end_reason = 'ATTEMPTS_EXHAUSTED',
       ended_at = $now where id = $1`,
    [person.enrolment],
  );
  await text(sheet, person, PRESENT, 'MARKETING', null);
  await run(sheet, `update text_messages set request_key = 'fallback:' || $1::text where lead_id = $2`, [
    person.enrolment,
    person.lead,
  ]);
  await run(
    sheet,
    `insert into fallback_texts (tenant_id, enrolment_id, campaign_id, lead_id, body, purpose, status, due_at, give_up_at, created_at, updated_at)
     values ($tenant, $1, $2, $3, 'words', 'MARKETING', 'WAITING', $now, $now + interval '72 hours', $now, $now)`,
    [person.enrolment, sheet.ids.campaign, person.lead],
  );
  await run(
    sheet,
    `update fallback_texts set status = 'SENT', text_message_id = (select id from text_messages where lead_id = $2) where enrolment_id = $1`,
    [person.enrolment, person.lead],
  );
}

async function notPlaced(sheet: Sheet): Promise<void> {
  await dial(sheet, 'notPlaced');
  const { call, enrolment } = sheet.ids.cases.notPlaced;
  await run(
    sheet,
    `update calls set status = 'CANCELED', outcome = 'FAILED', not_placed = true, ended_at = $now, updated_at = $now where id = $1`,
    [call],
  );
  await run(sheet, `update enrolments set state = 'WAITING', attempts = 0 where id = $1`, [enrolment]);
}

async function answered(sheet: Sheet, name: CaseName, outcome: string | null): Promise<void> {
  const { ids, rubric } = sheet;
  const { lead, call, enrolment, conversation } = ids.cases[name];
  await dial(sheet, name);
  await run(
    sheet,
    `update calls set status = 'IN_PROGRESS', answered_at = $now, provider_call_id = 'CA' || id where id = $1`,
    [call],
  );
  await run(
    sheet,
    `insert into conversations (tenant_id, id, lead_id, call_id, channel, agent_id, agent_version, turn_count, started_at, updated_at)
     values ($tenant, $1, $2, $3, 'VOICE', $4, 1, 2, $now, $now)`,
    [conversation, lead, call, ids.agent],
  );
  for (const [seq, speaker] of [
    [1, 'AGENT'],
    [2, 'LEAD'],
  ]) {
    await run(
      sheet,
      `insert into turns (tenant_id, conversation_id, seq, exchange, speaker, text, spoken_at) values ($tenant, $1, $2::int, $2::int, $3, 'words', $now)`,
      [conversation, seq, speaker],
    );
  }
  await run(
    sheet,
    `update calls set status = 'COMPLETED', outcome = $2, ended_at = $now, cost_micros = 4200, cost_currency = 'USD', updated_at = $now where id = $1`,
    [call, outcome],
  );
  await run(sheet, `update conversations set status = 'ENDED', ended_at = $now where id = $1`, [conversation]);
  const assessment = uuidv7();
  await run(
    sheet,
    `insert into assessments (tenant_id, id, lead_id, call_id, conversation_id, campaign_id, rubric_id, due_at, created_at)
     values ($tenant, $1, $2, $3, $4, $5, $6, $now, $now)`,
    [assessment, lead, call, conversation, ids.campaign, rubric],
  );
  if (outcome)
    await run(
      sheet,
      `update assessments set status = 'COMPLETED', score = 80, coverage = 100, ceiling = 80, verdicts = $2, completed_at = $now where id = $1`,
      [assessment, VERDICTS],
    );
  if (outcome)
    await run(
      sheet,
      `insert into lead_facts (tenant_id, id, lead_id, field, status, value, quotes, conversation_id, turn_seq, confidence, extractor,
         extraction_version, said_at, recorded_at)
       values ($tenant, $1, $2, 'budget', 'STATED', '800000', '[]', $3, 2, 0.9, 'MODEL', 'model-2', $now, $now)`,
      [uuidv7(), lead, conversation],
    );
  await run(sheet, `update enrolments set state = 'WRAP_UP', connected = true where id = $1`, [enrolment]);
  if (outcome) {
    await run(
      sheet,
      `update enrolments set state = 'ENDED', outcome = $2::text, last_outcome = $2::text, end_reason = $2::text, ended_at = $now where id = $1`,
      [enrolment, outcome],
    );
  }
}

/** One person is texted; another texts a stop at the very moment they are suppressed, and is confirmed it once. */
async function texts(sheet: Sheet): Promise<void> {
  const { retry: asked, optedOut } = sheet.ids.cases;
  await text(sheet, asked, DIALED_AT, 'MARKETING', null);
  const stop = uuidv7();
  await run(
    sheet,
    `insert into text_messages (tenant_id, id, lead_id, phone, our_number, channel, direction, body, command, provider_id, status, received_at,
       created_at, updated_at) values ($tenant, $1::uuid, $2, $3, '+12125550100', 'SMS', 'INBOUND', 'STOP', 'OPT_OUT', 'SM' || $1::text, 'RECEIVED', $now, $now, $now)`,
    [stop, optedOut.lead, optedOut.phone],
  );
  await text(sheet, optedOut, PRESENT, 'OPT_OUT_CONFIRMATION', stop);
  await heard(sheet, asked);
}

/** Somebody has texted in words, hours before they were called. */
async function heard(sheet: Sheet, { lead, phone }: { lead: string; phone: string }): Promise<void> {
  const [id, conversation] = [uuidv7(), uuidv7()];
  const at = new Date(DIALED_AT.getTime() - 2 * 3_600_000);
  await run(
    sheet,
    `insert into conversations (tenant_id, id, lead_id, channel, turn_count, last_heard_at, started_at, updated_at)
     values ($tenant, $1, $2, 'SMS', 1, $3, $3, $3)`,
    [conversation, lead, at],
  );
  await run(
    sheet,
    `insert into turns (tenant_id, conversation_id, seq, exchange, speaker, text, message_key, spoken_at)
     values ($tenant, $1, 1, 1, 'LEAD', 'words', 'SM' || $2::text, $3)`,
    [conversation, id, at],
  );
  await run(
    sheet,
    `insert into text_messages (tenant_id, id, lead_id, phone, our_number, channel, direction, body, provider_id, status, received_at,
       created_at, updated_at, conversation_id) values ($tenant, $1::uuid, $2, $3, '+12125550100', 'SMS', 'INBOUND', 'words', 'SM' || $1::text,
       'RECEIVED', $4, $4, $4, $5)`,
    [id, lead, phone, at, conversation],
  );
  const answer = uuidv7();
  await run(
    sheet,
    `insert into answers (tenant_id, id, conversation_id, lead_id, exchange, due_at, heard_at, created_at, updated_at)
     values ($tenant, $1, $2, $3, 1, $4, $4, $4, $4)`,
    [answer, conversation, lead, at],
  );
  await run(sheet, `update answers set state = 'SKIPPED', skip_reason = 'NOT_ALLOWED' where id = $1`, [answer]);
}

async function text(
  sheet: Sheet,
  { lead, phone }: { lead: string; phone: string },
  sentAt: Date,
  purpose: string,
  replyTo: string | null,
): Promise<void> {
  const id = uuidv7();
  await run(
    sheet,
    `insert into text_messages (tenant_id, id, lead_id, phone, our_number, channel, direction, purpose, body, reply_to_id, status, lease_until,
       sent_at, created_at, updated_at) values ($tenant, $1, $2, $3, '+12125550100', 'SMS', 'OUTBOUND', $4, 'words', $5, 'SENDING', $6, $6, $6, $6)`,
    [id, lead, phone, purpose, replyTo, sentAt],
  );
  await run(
    sheet,
    `update text_messages set status = 'ACCEPTED', provider_id = 'SM' || id, lease_until = null where id = $1`,
    [id],
  );
  await run(
    sheet,
    `insert into dial_checks (tenant_id, id, lead_id, text_message_id, channel, purpose, verdict, reason, explanation, zone_key, time_zones,
       jurisdictions, rows_applied, facts, rules_version, decided_at) values ($tenant, $1, $2, $3, 'SMS', $4, 'ALLOW', 'OK', 'yes', $5,
       '{America/New_York}', '{US,US-NY}', '{US@1900-01-01}', '{"attempts":{}}', '1', $6)`,
    [uuidv7(), lead, id, purpose, ZONE, sentAt],
  );
}

/** Who once took everything back, opted in again in writing, and was called after that. */
async function changedTheirMind(sheet: Sheet): Promise<void> {
  const { phone } = sheet.ids.cases.retry;
  await run(
    sheet,
    `insert into consents (tenant_id, id, phone, kind, scope, method, occurred_at, text_hash, source, evidence_hash, recorded_at, recorded_by)
     values ($tenant, $1, $2, 'REVOCATION', 'ALL', 'EMAIL', '2026-06-01Z', '', 'TEST', '', '2026-06-01Z', 'test')`,
    [uuidv7(), phone],
  );
  await run(
    sheet,
    `insert into consents (tenant_id, id, phone, kind, type, seller, reopt_in_at, occurred_at, text_shown, text_hash, source, evidence_hash,
       recorded_at, recorded_by)
     values ($tenant, $1, $2, 'GRANT', 'PEWC', 'Acme', '2026-06-05Z', '2026-06-05Z', 'I agree', '', 'TEST', '', '2026-06-05Z', 'test')`,
    [uuidv7(), phone],
  );
}

async function afterwards(sheet: Sheet): Promise<void> {
  const { ids } = sheet;
  await changedTheirMind(sheet);
  await run(
    sheet,
    `update campaign_progress p set spend_micros = (select sum(cost_micros) from calls c where c.campaign_id = p.campaign_id) where p.tenant_id = $tenant`,
  );
  await status(sheet, ids.completedCampaign, 'COMPLETED', 200_000);
  await run(
    sheet,
    `insert into suppressions (tenant_id, id, phone, reason, source, created_by, added_at) values ($tenant, $1, $2, 'asked', 'SPOKEN', 'test', $now)`,
    [uuidv7(), ids.cases.optedOut.phone],
  );
  await run(
    sheet,
    `insert into token_budgets (tenant_id, period, token_limit, used, reserved, money_limit_micros, money_used_micros, money_reserved_micros)
     values ($tenant, '2026-07', 1000, 70, 200, 1000, 35, 100)`,
  );
  await run(
    sheet,
    `insert into campaign_budgets (tenant_id, campaign_id, token_limit, used, reserved, money_limit_micros, money_used_micros,
       money_reserved_micros, updated_at) values ($tenant, $1, 500, 70, 200, 500, 35, 100, $now)`,
    [ids.campaign],
  );
  const settled = uuidv7();
  await run(
    sheet,
    `insert into token_reservations
       (tenant_id, id, period, day, purpose, model, call_id, campaign_id, amount, micros, state, settled_amount, settled_micros,
        created_at, expires_at) values
      ($tenant, $1, '2026-07', '2026-07-07', 'CALL_TURN', 'm', $4, $5, 100, 50, 'SETTLED', 70, 35, $now, $now),
      ($tenant, $2, '2026-07', '2026-07-07', 'CALL_TURN', 'm', $4, $5, 200, 100, 'HELD', null, null, $now, $now),
      ($tenant, $3, '2026-07', '2026-07-07', 'CALL_TURN', 'm', $4, $5, 50, 25, 'RELEASED', 0, 0, $now, $now)`,
    [settled, uuidv7(), uuidv7(), ids.cases.qualified.call, ids.campaign],
  );
  await run(
    sheet,
    `insert into usage_entries (tenant_id, id, period, day, reservation_id, kind, purpose, model, call_id, campaign_id, tokens, cost_micros,
       created_at) values ($tenant, $1, '2026-07', '2026-07-07', $2, 'MODEL_TOKENS', 'CALL_TURN', 'm', $3, $4, 70, 35, $now)`,
    [uuidv7(), settled, ids.cases.qualified.call, ids.campaign],
  );
  await run(
    sheet,
    `insert into outbox (tenant_id, id, name, payload, occurred_at) values ($tenant, $1, 'lead.updated', '{}', $now)`,
    [uuidv7()],
  );
}
