import type { HealthyTenant } from './healthy-data';

/** Statements that break one invariant, run by the owner with triggers and foreign keys asleep. */
export interface Plant {
  readonly invariant: string;
  readonly what: string;
  readonly statements: (own: HealthyTenant, other: HealthyTenant) => readonly string[];
}

/** One line per way an invariant can break; together they name every file of this folder. */
export const PLANTS: readonly Plant[] = [
  plant('one-live-call-per-phone', 'two leads with one number', ({ cases }) => [
    'drop index calls_one_live_per_phone',
    `update calls set status = 'RINGING', ended_at = null, outcome = null, phone = '${cases.dialing.phone}' where id = '${cases.retry.call}'`,
  ]),
  plant('attempts-within-cap', 'a cap of one, two dials', ({ cases }) => [
    `update enrolments set attempts_allowed = 1 where id = '${cases.retry.enrolment}'`,
    `update calls set enrolment_id = '${cases.retry.enrolment}', attempt = 2 where id = '${cases.dialing.call}'`,
  ]),
  plant('attempts-within-cap', 'a dial nobody allowed', ({ cases }) => [
    `update enrolments set attempts_allowed = null where id = '${cases.retry.enrolment}'`,
  ]),
  plant('attempts-equal-dialed-calls', 'an attempt nobody made', ({ cases }) => [
    `update enrolments set attempts = 2 where id = '${cases.retry.enrolment}'`,
  ]),
  plant('attempts-equal-dialed-calls', 'a dial nobody counted', ({ cases }) => [
    `update enrolments set attempts = 0 where id = '${cases.dialing.enrolment}'`,
  ]),
  plant('dial-allowed-first', 'no receipt', ({ cases }) => [
    `delete from dial_checks where call_id = '${cases.dialing.call}'`,
  ]),
  plant('dial-allowed-first', 'a receipt that says no', ({ cases }) => [
    `update dial_checks set verdict = 'DENY' where call_id = '${cases.dialing.call}'`,
  ]),
  plant('dial-allowed-first', 'a receipt written afterwards', ({ cases }) => [
    `update dial_checks set decided_at = decided_at + interval '1 millisecond' where call_id = '${cases.dialing.call}'`,
  ]),
  plant('dial-allowed-first', 'a stale receipt', ({ cases }) => [
    `update dial_checks set decided_at = decided_at - interval '61 seconds' where call_id = '${cases.dialing.call}'`,
  ]),
  plant('dial-allowed-first', 'a receipt for another purpose', ({ cases }) => [
    `update calls set purpose = 'INFORMATIONAL' where id = '${cases.dialing.call}'`,
  ]),
  plant('dial-inside-window', 'too early in one of its zones', () => [
    `update dial_checks set time_zones = '{America/New_York,Pacific/Honolulu,Pacific/Midway}'`,
  ]),
  plant('dial-inside-window', 'too late for another country that claims the person', () => [
    `update dial_checks set jurisdictions = '{US,AE}', time_zones = '{America/New_York,Asia/Dubai}'`,
  ]),
  plant('dial-inside-window', 'a sales call without hours', ({ cases }) => [
    `update calls set window_closes_at = null where id = '${cases.retry.call}'`,
  ]),
  plant('dial-inside-window', 'at nine in the evening', ({ cases }) => [
    `update calls set dial_started_at = '2026-07-08T01:00Z', window_closes_at = '2026-07-08T02:00Z' where id = '${cases.retry.call}'`,
  ]),
  plant('dial-inside-window', 'after its own window', ({ cases }) => [
    `update calls set window_closes_at = dial_started_at where id = '${cases.retry.call}'`,
  ]),
  plant('dial-inside-window', 'a place nobody knows', () => [`update dial_checks set time_zones = '{}'`]),
  plant('receipt-shows-its-rules', 'no rows', ({ cases }) => [
    `update dial_checks set rows_applied = '{}' where call_id = '${cases.retry.call}'`,
  ]),
  plant('receipt-shows-its-rules', 'nothing it rests on', ({ cases }) => [
    `update dial_checks set facts = '{}', verdict = 'DENY' where call_id = '${cases.retry.call}'`,
  ]),
  plant('receipt-shows-its-rules', 'rules nobody can look up', ({ cases }) => [
    `update dial_checks set rules_version = '' where call_id = '${cases.retry.call}'`,
  ]),
  plant('no-dial-after-revocation', 'everything taken back a second before', (own) => [revocation(own, 'ALL')]),
  plant('no-dial-after-revocation', 'marketing taken back a second before a sales call', (own) => [
    revocation(own, 'MARKETING'),
  ]),
  plant('no-dial-after-revocation', 'an opt-in that came only after the call', (own) => [
    revocation(own, 'ALL'),
    optIn(own, '2026-07-07T18:00:01Z'),
  ]),
  plant('no-dial-after-suppression', 'suppressed a moment before', ({ cases }) => [
    `update suppressions set added_at = '2026-07-07T17:59:59Z' where phone = '${cases.optedOut.phone}'`,
  ]),
  plant('no-dial-after-suppression', 'suppressed for the whole platform a moment before', ({ cases }) => [
    `insert into platform_suppressions (id, phone, reason, source, added_at, added_by)
     values ('${cases.retry.call}', '${cases.retry.phone}', 'asked', 'MANUAL', '2026-07-01T00:00:00Z', 'test')`,
  ]),
  plant('text-allowed-first', 'no receipt', ({ cases }) => [
    `delete from dial_checks where text_message_id is not null and lead_id = '${cases.retry.lead}'`,
  ]),
  plant('text-allowed-first', 'a receipt for another channel', ({ cases }) => [
    `update dial_checks set channel = 'WHATSAPP' where text_message_id is not null and lead_id = '${cases.retry.lead}'`,
  ]),
  plant('text-allowed-first', 'a stale receipt', ({ cases }) => [
    `update dial_checks set decided_at = decided_at - interval '61 seconds' where text_message_id is not null and lead_id = '${cases.retry.lead}'`,
  ]),
  plant('no-text-after-suppression', 'another text to who opted out', ({ cases }) => [
    `update text_messages set purpose = 'MARKETING' where direction = 'OUTBOUND' and lead_id = '${cases.optedOut.lead}'`,
  ]),
  plant('no-text-after-suppression', 'a confirmation that comes too late', ({ cases }) => [
    `update text_messages set sent_at = sent_at + interval '301 seconds' where direction = 'OUTBOUND' and lead_id = '${cases.optedOut.lead}'`,
  ]),
  plant('no-text-after-suppression', 'suppressed for the whole platform a moment before', ({ cases }) => [
    `insert into platform_suppressions (id, phone, reason, source, added_at, added_by)
     values ('${cases.retry.call}', '${cases.retry.phone}', 'asked', 'MANUAL', '2026-07-01T00:00:00Z', 'test')`,
  ]),
  plant('stop-by-text-is-obeyed', 'a stop nobody acted on', ({ cases }) => [
    `update text_messages set command = 'OPT_OUT', direction = 'INBOUND', status = 'RECEIVED', received_at = sent_at, sent_at = null, purpose = null
     where lead_id = '${cases.retry.lead}' and direction = 'OUTBOUND'`,
  ]),
  plant('stop-by-text-is-obeyed', 'two confirmations', ({ cases }) => [
    'drop index text_messages_reply',
    `insert into text_messages select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'provider_id', null))).*
     from text_messages m where m.direction = 'OUTBOUND' and m.lead_id = '${cases.optedOut.lead}'`,
  ]),
  plant('no-text-is-forgotten', 'a request nobody answered', ({ cases }) => [
    `update text_messages set status = 'SENDING', lease_until = '2026-07-07T18:01:59Z' where direction = 'OUTBOUND' and lead_id = '${cases.retry.lead}'`,
  ]),
  plant('no-text-is-forgotten', 'one nobody looked up', ({ cases }) => [
    `update text_messages set status = 'UNKNOWN', sent_at = '2026-07-07T17:48:59Z' where direction = 'OUTBOUND' and lead_id = '${cases.retry.lead}'`,
  ]),
  ...[
    `type = 'PEC'`,
    'signature = null',
    'discloses_automated_voice = false',
    'discloses_not_condition = false',
    `channels = '{SMS}'`,
    `purposes = '{INFORMATIONAL}'`,
    `expires_at = '2026-07-07T17:59:59Z'`,
    `occurred_at = '2026-07-07T18:00:01Z'`,
    `recorded_at = '2026-07-07T18:00:01Z'`,
  ].map((change) =>
    plant('sales-calls-rest-on-written-consent', change, ({ cases }) => [
      `update consents set ${change} where phone = '${cases.dialing.phone}'`,
    ]),
  ),
  ...[`seller = 'Globex'`, `text_shown = 'Anybody may call me.'`, `evidence = '{"ip": "192.0.2.1"}'`].map((change) =>
    plant('consents-are-as-recorded', change, ({ cases }) => [
      `update consents set ${change} where phone = '${cases.fresh.phone}'`,
    ]),
  ),
  plant('opted-out-is-suppressed', 'no entry for who opted out', ({ cases }) => [
    `delete from suppressions where phone = '${cases.optedOut.phone}'`,
  ]),
  plant('no-dial-of-inactive-campaign', 'paused a minute before', ({ tenant, campaign }) => [
    `insert into campaign_status_log values ('${tenant}', '${campaign}', '${campaign}', 'PAUSED', 'USER', 'test', '2026-07-07T17:59:00Z')`,
  ]),
  plant('no-dial-of-inactive-campaign', 'no log at all', ({ campaign }) => [
    `delete from campaign_status_log where campaign_id = '${campaign}'`,
  ]),
  plant('campaign-status-is-logged', 'a move nobody logged', ({ campaign }) => [
    `update campaigns set status = 'CANCELLED' where id = '${campaign}'`,
  ]),
  ...[
    'total',
    'remaining',
    'in_flight',
    'called',
    'connected',
    'qualified',
    'failed',
    'opted_out',
    'calls',
    'spend_micros',
  ].map((column) =>
    plant('progress-equals-recount', `${column} off by one`, ({ campaign }) => [
      `update campaign_progress set ${column} = ${column} + 1 where campaign_id = '${campaign}'`,
    ]),
  ),
  plant('progress-equals-recount', 'no figures', ({ campaign }) => [
    `delete from campaign_progress where campaign_id = '${campaign}'`,
  ]),
  plant('ended-call-has-outcome', 'unanswered, without outcome', ({ cases }) => [
    `update calls set outcome = null where id = '${cases.retry.call}'`,
  ]),
  plant('ended-call-has-outcome', 'assessed, outcome lost', ({ cases }) => [
    `update calls set outcome = null where id = '${cases.qualified.call}'`,
  ]),
  plant('ended-call-has-outcome', 'an outcome before the end', ({ cases }) => [
    `update calls set outcome = 'BUSY' where id = '${cases.dialing.call}'`,
  ]),
  plant('in-flight-has-one-live-call', 'in flight without a call', ({ cases }) => [
    `update enrolments set state = 'IN_FLIGHT' where id = '${cases.fresh.enrolment}'`,
  ]),
  plant('in-flight-has-one-live-call', 'a call of someone waiting', ({ cases }) => [
    `update enrolments set state = 'WAITING' where id = '${cases.dialing.enrolment}'`,
  ]),
  plant('wrap-up-awaits-one-assessment', 'waiting for nothing', ({ cases }) => [
    `update calls set outcome = 'QUALIFIED' where id = '${cases.wrapUp.call}'`,
  ]),
  plant('wrap-up-awaits-one-assessment', 'due again too early', ({ cases }) => [
    `update enrolments set state = 'WAITING' where id = '${cases.wrapUp.enrolment}'`,
  ]),
  plant('ended-campaign-has-no-open-enrolment', 'completed with a call to wrap up', ({ campaign }) => [
    `update campaigns set status = 'COMPLETED' where id = '${campaign}'`,
  ]),
  plant('ended-campaign-has-no-open-enrolment', 'cancelled with somebody waiting', ({ completedCampaign, cases }) => [
    `update campaigns set status = 'CANCELLED' where id = '${completedCampaign}'`,
    `update enrolments set state = 'WAITING', end_reason = null where id = '${cases.completed.enrolment}'`,
  ]),
  plant('active-campaign-has-work-left', 'everybody done, still active', ({ completedCampaign }) => [
    `update campaigns set status = 'ACTIVE' where id = '${completedCampaign}'`,
    `update campaign_progress set updated_at = clock_timestamp() - interval '11 seconds' where campaign_id = '${completedCampaign}'`,
  ]),
  plant('tokens-never-above-limit', 'above the limit', () => [
    'alter table token_budgets drop constraint token_budgets_check',
    'update token_budgets set token_limit = used + reserved - 1',
  ]),
  plant('tokens-reserved-equal-held', 'a hold nobody keeps', () => [
    'update token_budgets set reserved = reserved + 1',
  ]),
  plant('tokens-used-equal-ledger', 'spent without an entry', () => ['update token_budgets set used = used + 1']),
  plant('tokens-used-equal-ledger', 'an entry nobody counted', () => ['update usage_entries set tokens = tokens - 1']),
  plant('reservations-end-once', 'booked without an entry', () => ['delete from usage_entries']),
  plant('reservations-end-once', 'booked in another month', () => [`update usage_entries set period = '1999-12'`]),
  plant('reservations-end-once', 'given back and booked', () => [
    `update token_reservations set state = 'RELEASED' where state = 'SETTLED'`,
  ]),
  plant('reservations-do-not-outlive-their-term', 'held for three minutes too long', () => [
    `update token_reservations set expires_at = expires_at - interval '3 minutes' where state = 'HELD'`,
  ]),
  plant('outbox-is-delivered', 'a minute old', () => [
    `update outbox set recorded_at = clock_timestamp() - interval '61 seconds'`,
  ]),
  plant('outbox-is-delivered', 'given up', () => ['update outbox set parked_at = clock_timestamp()']),
  plant('carrier-event-applied-once', 'stored twice', ({ tenant }) => [
    'drop index call_events_once',
    `insert into call_events select tenant_id, '${tenant}', call_id, provider, dedupe_key, type, sequence, occurred_at, received_at, payload, applied_at
     from call_events where tenant_id = '${tenant}'`,
  ]),
  plant('carrier-events-are-applied', 'acknowledged and forgotten', () => ['update call_events set applied_at = null']),
  plant('provider-call-ids-unique', 'shared with another tenant', ({ cases }, other) => [
    `update calls set provider_call_id = 'CA${cases.dialing.call}' where id = '${other.cases.dialing.call}'`,
  ]),
  plant('one-call-per-attempt', 'the first attempt made twice', ({ cases }) => [
    'drop index calls_one_per_attempt',
    `update calls set enrolment_id = '${cases.retry.enrolment}' where id = '${cases.dialing.call}'`,
  ]),
  plant('no-call-is-forgotten', 'queued for two hours', ({ cases }) => [
    `update calls set status = 'QUEUED', queued_at = queued_at - interval '2 hours' where id = '${cases.dialing.call}'`,
  ]),
  plant('no-call-is-forgotten', 'dialing without a worker', ({ cases }) => [
    `update calls set provider_call_id = null, lease_until = dial_started_at where id = '${cases.dialing.call}'`,
  ]),
  plant('no-call-is-forgotten', 'unknown for half an hour', ({ cases }) => [
    `update calls set status = 'UNKNOWN', unknown_since = dial_started_at - interval '30 minutes' where id = '${cases.dialing.call}'`,
  ]),
  plant('queued-calls-stop-in-time', 'waiting at the carrier after its hours', ({ cases }) => [
    `update calls set ring_by = dial_started_at - interval '5 minutes' where id = '${cases.dialing.call}'`,
  ]),
  plant('queued-calls-stop-in-time', 'allowed to ring beyond its hours', ({ cases }) => [
    `update calls set ring_by = window_closes_at + interval '100 seconds' where id = '${cases.dialing.call}'`,
  ]),
  plant('queued-calls-stop-in-time', 'rang too late', ({ cases }) => [
    `update calls set ring_by = dial_started_at + interval '1 minute', ringing_at = dial_started_at + interval '5 minutes' where id = '${cases.qualified.call}'`,
  ]),
  plant('unsent-calls-were-not-dialed', 'known to the carrier', ({ cases }) => [
    `update calls set unsent = true where id = '${cases.dialing.call}'`,
  ]),
  plant('unsent-calls-were-not-dialed', 'held for ever', ({ cases }) => [
    `update calls set unsent = true, provider_call_id = null, dial_started_at = dial_started_at - interval '1 hour', lease_until = null where id = '${cases.dialing.call}'`,
  ]),
  plant('settled-calls-are-audited', 'by nobody', ({ cases }) => [
    `update calls set ended_reason = 'SETTLED_PLACED', attention_since = dial_started_at, attention_reason = 'CONTESTED' where id = '${cases.retry.call}'`,
  ]),
  plant('no-call-is-forgotten', 'ringing for an hour', ({ cases }) => [
    `update calls set status = 'RINGING', updated_at = updated_at - interval '1 hour' where id = '${cases.dialing.call}'`,
  ]),
  plant('no-call-is-forgotten', 'talking for an hour', ({ cases }) => [
    `update calls set status = 'IN_PROGRESS', dial_started_at = dial_started_at - interval '1 hour' where id = '${cases.dialing.call}'`,
  ]),
  plant('assessment-belongs-to-its-call', 'of another lead', ({ cases }) => [
    `update assessments set lead_id = '${cases.fresh.lead}' where call_id = '${cases.qualified.call}'`,
  ]),
  plant('assessment-belongs-to-its-call', 'of a call that lives', ({ cases }) => [
    `update assessments set call_id = '${cases.dialing.call}' where call_id = '${cases.qualified.call}'`,
  ]),
  plant('score-follows-from-verdicts', 'a score nobody earned', ({ cases }) => [
    `update assessments set score = 95 where call_id = '${cases.qualified.call}'`,
  ]),
  plant('score-follows-from-verdicts', 'a verdict turned round', ({ cases }) => [
    `update assessments set verdicts = jsonb_set(verdicts, '{1,verdict}', '"MET"') where call_id = '${cases.qualified.call}'`,
  ]),
  plant('assessment-belongs-to-its-call', 'of a call that it does not name', ({ cases }) => [
    `update assessments set call_id = null where call_id = '${cases.qualified.call}'`,
  ]),
  plant('one-fact-holds-per-field', 'two budgets', ({ cases }) => [
    'drop index lead_facts_current',
    `insert into lead_facts select tenant_id, gen_random_uuid(), lead_id, field, status, '5', money, quotes, conversation_id, turn_seq,
       confidence, extractor, extraction_version, model, said_at, recorded_at, superseded_at, superseded_by
     from lead_facts where lead_id = '${cases.qualified.lead}'`,
  ]),
  plant('one-fact-holds-per-field', 'replaced by a fact about something else', ({ cases }) => [
    `insert into lead_facts select tenant_id, gen_random_uuid(), lead_id, 'timeline', status, value, money, quotes, conversation_id, turn_seq,
       confidence, extractor, extraction_version, model, said_at, recorded_at, now(), id
     from lead_facts where lead_id = '${cases.qualified.lead}'`,
  ]),
  plant('one-fact-holds-per-field', 'of another lead’s conversation', ({ cases }) => [
    `update lead_facts set lead_id = '${cases.fresh.lead}' where lead_id = '${cases.qualified.lead}'`,
  ]),
  plant('scores-name-kept-versions', 'by a version nobody saved', ({ cases }) => [
    `update assessments set rubric_version = 7 where call_id = '${cases.qualified.call}'`,
  ]),
  plant('conversation-ends-with-its-call', 'still talking', ({ cases }) => [
    `update conversations set status = 'ACTIVE' where id = '${cases.qualified.conversation}'`,
  ]),
  plant('conversation-ends-with-its-call', 'with somebody else', ({ cases }) => [
    `update conversations set lead_id = '${cases.fresh.lead}' where id = '${cases.qualified.conversation}'`,
  ]),
  plant('turns-are-in-order', 'a gap', ({ cases }) => [
    `update turns set seq = 3 where seq = 2 and conversation_id = '${cases.qualified.conversation}'`,
  ]),
  plant('turns-are-in-order', 'miscounted', ({ cases }) => [
    `update conversations set turn_count = 3 where id = '${cases.qualified.conversation}'`,
  ]),
  plant('import-counts-add-up', 'a row nobody accounts for', () => [
    'update lead_imports set rows_read = rows_read + 1',
  ]),
  plant('import-counts-add-up', 'a new lead that is not there', () => [
    'update lead_imports set created_count = created_count + 1, rows_read = rows_read + 1',
  ]),
  plant('import-counts-add-up', 'a refusal without its reason', () => ['delete from lead_import_errors']),
  plant('audit-chain-is-whole', 'an entry rewritten', ({ tenant }) => [
    `update audit_log set body = '{}' where seq = 2 and tenant_id = '${tenant}'`,
  ]),
  plant('audit-chain-is-whole', 'an entry removed', ({ tenant }) => [
    `delete from audit_log where seq = 2 and tenant_id = '${tenant}'`,
  ]),
  plant('audit-chain-is-whole', 'the beginning removed', ({ tenant }) => [
    `delete from audit_log where seq = 1 and tenant_id = '${tenant}'`,
  ]),
  plant('audit-chain-is-whole', "an entry of the platform's own log rewritten", () => [
    `insert into platform_audit_log (seq, actor, action, target, body, row_hash, created_at)
     values (1, 'test', 'test.done', 'test', '{}', sha256('{ }'), now())`,
  ]),
  plant('no-reference-to-another-tenant', "a call to another tenant's lead", ({ cases }, other) => [
    `update calls set lead_id = '${other.cases.fresh.lead}' where id = '${cases.dialing.call}'`,
  ]),
  plant(
    'no-reference-to-another-tenant',
    "usage of another tenant's call, which no foreign key watches",
    ({ tenant }, other) => [
      `update usage_entries set call_id = '${other.cases.fresh.call}' where tenant_id = '${tenant}'`,
    ],
  ),
  plant(
    'no-reference-to-another-tenant',
    "usage of another tenant's conversation, which no foreign key watches",
    ({ tenant }, other) => [
      `update usage_entries set conversation_id = '${other.cases.fresh.conversation}' where tenant_id = '${tenant}'`,
    ],
  ),
  ...['enrolment', 'campaign'].map((kind) =>
    plant('no-reference-to-another-tenant', `a receipt for another tenant's ${kind}`, ({ tenant }, other) => [
      `update dial_checks set ${kind}_id = '${kind === 'campaign' ? other.campaign : other.cases.fresh.enrolment}'
       where tenant_id = '${tenant}' and ${kind}_id is not null`,
    ]),
  ),
  plant('row-security-is-forced', 'switched off', () => ['alter table leads disable row level security']),
  plant('row-security-is-forced', 'not for the owner', () => ['alter table calls no force row level security']),
  plant('row-security-is-forced', 'a table without a tenant', () => ['create table notes (id uuid primary key)']),
  plant('row-security-is-forced', 'a table without a policy', () => [
    'create table notes (tenant_id uuid not null)',
    'alter table notes enable row level security',
    'alter table notes force row level security',
  ]),
  plant('row-security-is-forced', 'a table whose rows may lack a tenant', () => [
    'alter table suppressions drop constraint suppressions_pkey cascade',
    'alter table suppressions alter column tenant_id drop not null',
  ]),
  plant('program-roles-are-bounded', 'may pass row security by', () => ['alter role callwright_app bypassrls']),
  plant('program-roles-are-bounded', 'owns a table', () => ['alter table leads owner to callwright_app']),
  plant('tenant-policy-compares-the-tenant', 'an open policy', () => [
    'create policy everything on leads to callwright_app using (true)',
  ]),
  plant('tenant-policy-compares-the-tenant', 'open for writing', () => [
    'create policy writers on leads to callwright_app using (tenant_id = current_tenant()) with check (true)',
  ]),
  plant('views-run-as-their-caller', 'a materialised view', () => [
    'create materialized view everybody as select * from leads',
  ]),
  plant('views-run-as-their-caller', "a view with its owner's rights", () => [
    'create view everybody as select * from leads',
  ]),
  plant('no-function-runs-as-its-owner', 'a borrowed right', () => [
    "create function sly() returns int language sql security definer as 'select 1'",
  ]),
  plant('references-carry-the-tenant', 'a key without the tenant', () => [
    'create unique index leads_id on leads (id)',
    'alter table calls add foreign key (lead_id) references leads (id)',
  ]),
  plant('references-carry-the-tenant', 'a key nobody checked', () => [
    'alter table calls add foreign key (tenant_id, lead_id) references leads (tenant_id, id) not valid',
  ]),
  plant('unique-indexes-lead-with-the-tenant', 'an oracle', () => [
    'create unique index oracle on leads (phone, tenant_id)',
  ]),
  plant('life-cycles-are-enforced', 'a trigger switched off', () => [
    'alter table calls disable trigger calls_life_cycle',
  ]),
  plant('life-cycles-are-enforced', 'that of texts', () => ['drop trigger text_messages_life_cycle on text_messages']),
  plant('life-cycles-are-enforced', 'that of carrier accounts', () => [
    'drop trigger carrier_accounts_life_cycle on carrier_accounts',
  ]),
  plant('campaign-on-trial-calls-one-at-a-time', 'two at once', ({ cases }) => [
    `update calls set status = 'RINGING', ended_at = null, outcome = null where id in ('${cases.dialing.call}', '${cases.retry.call}')`,
    `update campaigns c set is_probing = true, probe_at = (select min(queued_at) from calls) from calls l where l.id = '${cases.dialing.call}' and c.id = l.campaign_id`,
  ]),
  plant('no-simulation-is-forgotten', 'one whose process died', (own) => [
    simulation(own, `'RUNNING', '2026-07-07T17:31:59Z', '2026-07-07T17:29:59Z'`),
  ]),
  plant('no-simulation-is-forgotten', 'one nobody began', (own) => [
    simulation(own, `'QUEUED', '2026-07-07T05:59:59Z', null`),
  ]),
  plant('life-cycles-are-enforced', 'that of simulations', () => [
    'drop trigger simulations_life_cycle on simulations',
  ]),
  plant('life-cycles-are-enforced', 'a trigger dropped', () => ['drop trigger enrolments_life_cycle on enrolments']),
];

function plant(invariant: string, what: string, statements: Plant['statements']): Plant {
  return { invariant, what, statements };
}

/** Of a person whose phone rang at 18:00:00. */
function revocation({ tenant, cases }: HealthyTenant, scope: 'ALL' | 'MARKETING'): string {
  return `insert into consents (tenant_id, id, phone, kind, scope, method, occurred_at, text_hash, source, evidence_hash, recorded_at, recorded_by)
    values ('${tenant}', gen_random_uuid(), '${cases.retry.phone}', 'REVOCATION', '${scope}', 'EMAIL', '2026-07-07T17:59:59Z', '', 'TEST', 'r',
      '2026-07-07T17:59:59Z', 'test')`;
}

function optIn({ tenant, cases }: HealthyTenant, at: string): string {
  return `insert into consents (tenant_id, id, phone, kind, type, reopt_in_at, occurred_at, text_hash, source, evidence_hash, recorded_at, recorded_by)
    values ('${tenant}', gen_random_uuid(), '${cases.retry.phone}', 'GRANT', 'PEWC', '${at}', '${at}', '', 'TEST', 'g', '${at}', 'test')`;
}

/** `values`: status, when it was asked for, and the end of its lease. */
function simulation({ tenant, campaign }: HealthyTenant, values: string): string {
  return `insert into simulations (tenant_id, id, campaign_id, status, created_at, lease_until, seed, starts_at, days, requested_by, updated_at)
    values ('${tenant}', gen_random_uuid(), '${campaign}', ${values}, 1, '2026-07-07T18:00:00Z', 60, 'test', '2026-07-07T18:00:00Z')`;
}
