import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a decision rested on, why a campaign contacts people, where a lead's time zone comes from, and how far leads have been given the zones of the rules in force. */
export class ContactDecisions1763600006000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(RECEIPTS);
    await db.query(PURPOSES);
    await db.query(ZONES);
  }

  async down(): Promise<void> {
    throw new Error('Contact decisions cannot be reverted: restore a backup instead.');
  }
}

const RECEIPTS = /* sql */ `
-- facts: what the decision rested on without personal data (ids, counts, moments, flags), enough to decide again years later.
-- A text may answer somebody who is no lead.
alter table dial_checks
  alter column lead_id drop not null,
  add check (lead_id is not null or channel in ('SMS', 'WHATSAPP')),
  add column purpose text not null default 'MARKETING'
    check (purpose in ('MARKETING', 'INFORMATIONAL', 'RESPONSIVE', 'OPT_OUT_CONFIRMATION')),
  add column jurisdictions text[] not null default '{}',
  add column rows_applied text[] not null default '{}',
  add column facts jsonb not null default '{}' check (jsonb_typeof(facts) = 'object'),
  add column text_message_id uuid,
  add check (channel in ('AI_VOICE', 'HUMAN_VOICE', 'SMS', 'WHATSAPP')),
  add check (text_message_id is null or (call_id is null and channel in ('SMS', 'WHATSAPP')));
create index dial_checks_text on dial_checks (tenant_id, text_message_id) where text_message_id is not null;
-- What the retention sweep looks at, across tenants. Call details are kept for five years (16 CFR 310.5); younger receipts nobody deletes.
create index dial_checks_age on dial_checks (decided_at);
grant delete on dial_checks to callwright_platform;
create policy kept_by_law on dial_checks as restrictive for delete to callwright_platform
  using (decided_at < clock_timestamp() - interval '5 years');
`;

const PURPOSES = /* sql */ `
alter table campaigns
  add column purpose text not null default 'MARKETING' check (purpose in ('MARKETING', 'INFORMATIONAL'));
-- What the call was allowed for; a promised callback answers the person's own request.
alter table calls
  add column purpose text not null default 'MARKETING' check (purpose in ('MARKETING', 'INFORMATIONAL', 'RESPONSIVE'));
-- What a person asked for on the phone: to be called back, or not to be offered this again.
create index calls_wished on calls (tenant_id, phone, outcome, ended_at) where outcome in ('CALLBACK_REQUESTED', 'NOT_INTERESTED');
`;

const ZONES = /* sql */ `
-- Null, and IMPORTED: a zone some list or form named, one candidate among others. The other two: the person's own word.
alter table leads
  add column time_zone_source text check (time_zone_source in ('IMPORTED', 'LEAD_STATED', 'AGENT_CONFIRMED'));

-- One row: under which rules leads were last given their zones, and the last lead done so far. One worker at a time holds the lease.
create table lead_zoning (
  only_row boolean primary key default true check (only_row),
  rules_version text not null,
  after_tenant uuid not null default '00000000-0000-0000-0000-000000000000',
  after_lead uuid not null default '00000000-0000-0000-0000-000000000000',
  leased_until timestamptz,
  begun_at timestamptz not null,
  finished_at timestamptz
);
grant select, insert, update on lead_zoning to callwright_platform;
grant select on lead_zoning to callwright_judge;
`;
