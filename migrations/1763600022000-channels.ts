import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How people reach a company: numbers of its own, chats of web pages, calls nobody took, and the hold while they write. */
export class Channels1763600022000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(NUMBERS);
    await db.query(TEXTS);
    await db.query(CHATS);
    await db.query(MISSED_CALLS);
    await db.query(POLICIES);
  }

  async down(): Promise<void> {
    throw new Error('Channels cannot be reverted: restore a backup instead.');
  }
}

const NUMBERS = /* sql */ `
-- A number of the platform's accounts that is one company's alone: who contacts it first is that company's. Only the platform gives
-- numbers out, so the one unique index that is not led by the tenant tells no company what another one has.
create table company_numbers (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  channel text not null check (channel in ('SMS', 'WHATSAPP', 'VOICE')),
  phone text not null check (phone ~ '^[+][1-9][0-9]{6,14}$'),
  project_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects (tenant_id, id)
);
create unique index company_numbers_channel_phone on company_numbers (channel, phone);
create index company_numbers_project on company_numbers (tenant_id, project_id) where project_id is not null;
call protect_tenant_table('company_numbers', 'select');
grant update (project_id, updated_at) on company_numbers to callwright_app;
grant insert, delete on company_numbers to callwright_platform;
`;

const TEXTS = /* sql */ `
-- Where a person's text was heard. From now on none of a lead's own words is stored without; older ones stay as they are.
alter table text_messages add column conversation_id uuid;
alter table text_messages add foreign key (tenant_id, conversation_id) references conversations (tenant_id, id);
alter table text_messages add constraint text_messages_heard check (
  direction = 'OUTBOUND' or command is not null or lead_id is null or conversation_id is not null
) not valid;
create index text_messages_conversation on text_messages (tenant_id, conversation_id) where conversation_id is not null;
`;

const CHATS = /* sql */ `
-- A chat of a web page, by the page's own id of it: whose it is. first_seq is where it began in the conversation it is held in now.
create table chat_sessions (
  tenant_id uuid not null references tenants (id),
  session_id text not null check (length(session_id) between 16 and 80),
  lead_id uuid not null,
  conversation_id uuid,
  first_seq integer,
  opened_at timestamptz not null,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  check ((conversation_id is null) = (first_seq is null))
);
create index chat_sessions_lead on chat_sessions (tenant_id, lead_id);
create index chat_sessions_conversation on chat_sessions (tenant_id, conversation_id) where conversation_id is not null;
call protect_tenant_table('chat_sessions', 'select, insert, update');
`;

const MISSED_CALLS = /* sql */ `
-- A call of a person that nobody took, by the id its sender gave it, and what the company wanted done about it.
create table missed_calls (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  lead_id uuid not null,
  phone text not null check (phone ~ '^[+][1-9][0-9]{6,14}$'),
  source_call_id text not null check (length(source_call_id) between 1 and 200),
  called_number text,
  called_at timestamptz not null,
  reaction text not null check (reaction in ('NONE', 'TEXT_BACK', 'CALL_BACK')),
  received_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id)
);
create unique index missed_calls_source on missed_calls (tenant_id, source_call_id);
create index missed_calls_phone on missed_calls (tenant_id, phone, called_at);
create index missed_calls_lead on missed_calls (tenant_id, lead_id);
call protect_tenant_table('missed_calls', 'select, insert');
alter table intake_events drop constraint intake_events_channel_check;
alter table intake_events add constraint intake_events_channel_check check (channel in ('WEB_FORM', 'LIVE_CHAT', 'MISSED_CALL'));
`;

const POLICIES = /* sql */ `
-- conversation_hold_minutes: so long after a person's last message nobody calls them.
alter table tenants add column conversation_hold_minutes integer not null default 30 check (conversation_hold_minutes between 0 and 1440);
alter table tenants add column missed_call_policy text not null default 'NONE' check (missed_call_policy in ('NONE', 'TEXT_BACK', 'CALL_BACK'));
alter table tenants add column missed_call_text text check (length(missed_call_text) between 1 and 500);
grant update (conversation_hold_minutes, missed_call_policy, missed_call_text) on tenants to callwright_app;
`;
