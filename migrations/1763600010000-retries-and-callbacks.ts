import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How companies call again, what people were promised, and the text that may follow a last attempt. */
export class RetriesAndCallbacks1763600010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(DIALING_POLICIES);
    await db.query(ENROLMENT_COLUMNS);
    await db.query(CALLBACKS);
    await db.query(FALLBACK_TEXTS);
  }

  async down(): Promise<void> {
    throw new Error('Retries and callbacks cannot be reverted: restore a backup instead.');
  }
}

const DIALING_POLICIES = /* sql */ `
-- When a company calls people again; a missing row, and a missing key of retry_policy, is the default of the product. A campaign overrides
-- retry_policy key by key. max_attempts is that of campaigns made from now on which name none. Attempts of the last
-- person_window_days that reached nobody count for every campaign of the company. A callback is kept when it is dialed within
-- callback_tolerance_seconds of its moment.
create table dialing_policies (
  tenant_id uuid primary key references tenants (id),
  max_attempts smallint check (max_attempts between 1 and 10),
  retry_policy jsonb not null default '{}' check (jsonb_typeof(retry_policy) = 'object'),
  person_window_days smallint not null default 7 check (person_window_days between 1 and 90),
  callback_tolerance_seconds integer not null default 300 check (callback_tolerance_seconds between 30 and 86400),
  updated_at timestamptz not null
);
call protect_tenant_table('dialing_policies', 'select, insert, update');
`;

const ENROLMENT_COLUMNS = /* sql */ `
-- held_for_person: put off because of other calls to the same person. person_since: from when on attempts of others were counted at the
-- latest attempt; null when it was a promised one, which no budget holds.
alter table enrolments
  add column voicemail_count smallint not null default 0,
  add column held_for_person boolean not null default false,
  add column person_since timestamptz;
alter table campaigns add column fallback_text text check (length(fallback_text) between 1 and 1000);
`;

const CALLBACKS = /* sql */ `
-- A time a person was promised to be called at. due_at is its first lawful moment, moved_because the rule that moved it. PENDING until
-- it is dialed or missed_after has passed; MISSED ones are called still, and are LATE then. call_id is the call that kept it.
create table callbacks (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  campaign_id uuid not null,
  enrolment_id uuid not null,
  lead_id uuid not null,
  promised_by uuid not null,
  promised_at timestamptz not null,
  due_at timestamptz not null,
  moved_because text,
  missed_after timestamptz not null,
  status text not null default 'PENDING' check (status in ('PENDING', 'KEPT', 'LATE', 'MISSED', 'CANCELLED')),
  call_id uuid,
  called_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id),
  foreign key (tenant_id, enrolment_id) references enrolments (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, promised_by) references calls (tenant_id, id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id),
  check (due_at >= promised_at),
  check ((due_at > promised_at) = (moved_because is not null)),
  check ((status in ('KEPT', 'LATE')) = (call_id is not null)),
  check ((call_id is null) = (called_at is null))
);
create unique index callbacks_promise on callbacks (tenant_id, promised_by);
create unique index callbacks_open on callbacks (tenant_id, enrolment_id) where status in ('PENDING', 'MISSED');
create index callbacks_list on callbacks (tenant_id, promised_at, id);
create index callbacks_lead on callbacks (tenant_id, lead_id, promised_at, id);
create index callbacks_campaign on callbacks (tenant_id, campaign_id, status, promised_at, id);
create index callbacks_enrolment on callbacks (tenant_id, enrolment_id);
create index callbacks_call on callbacks (tenant_id, call_id) where call_id is not null;
-- What the sweep looks at, across tenants.
create index callbacks_awaited on callbacks (missed_after) where status = 'PENDING';
call protect_tenant_table('callbacks', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('callback', '-', 'PENDING'),
  ('callback', 'PENDING', 'KEPT'), ('callback', 'PENDING', 'LATE'), ('callback', 'PENDING', 'MISSED'), ('callback', 'PENDING', 'CANCELLED'),
  ('callback', 'MISSED', 'LATE');
create trigger callbacks_life_cycle before insert or update of status on callbacks
  for each row execute function refuse_illegal_move('callback', 'status');
`;

const FALLBACK_TEXTS = /* sql */ `
-- The one text after the last attempt of an enrolment that reached nobody; its key is the enrolment, so there is never a second.
create table fallback_texts (
  tenant_id uuid not null references tenants (id),
  enrolment_id uuid not null,
  campaign_id uuid not null,
  lead_id uuid not null,
  body text not null check (length(body) between 1 and 1600),
  purpose text not null check (purpose in ('MARKETING', 'INFORMATIONAL')),
  status text not null default 'WAITING' check (status in ('WAITING', 'SENT', 'REFUSED', 'GIVEN_UP')),
  reason text,
  due_at timestamptz not null,
  give_up_at timestamptz not null,
  text_message_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, enrolment_id),
  foreign key (tenant_id, enrolment_id) references enrolments (tenant_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, text_message_id) references text_messages (tenant_id, id),
  check ((status = 'SENT') = (text_message_id is not null)),
  check ((status in ('REFUSED', 'GIVEN_UP')) <= (reason is not null))
);
create index fallback_texts_campaign on fallback_texts (tenant_id, campaign_id, status, created_at, enrolment_id);
create index fallback_texts_lead on fallback_texts (tenant_id, lead_id);
create unique index fallback_texts_message on fallback_texts (tenant_id, text_message_id) where text_message_id is not null;
-- What the sweep looks at, across tenants.
create index fallback_texts_due on fallback_texts (due_at) where status = 'WAITING';
call protect_tenant_table('fallback_texts', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('fallback_text', '-', 'WAITING'),
  ('fallback_text', 'WAITING', 'SENT'), ('fallback_text', 'WAITING', 'REFUSED'), ('fallback_text', 'WAITING', 'GIVEN_UP');
create trigger fallback_texts_life_cycle before insert or update of status on fallback_texts
  for each row execute function refuse_illegal_move('fallback_text', 'status');
`;
