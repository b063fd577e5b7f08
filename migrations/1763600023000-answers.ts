import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The answers written messages get, step by step. */
export class Answers1763600023000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(ANSWERS);
  }

  async down(): Promise<void> {
    throw new Error('Answers cannot be reverted: restore a backup instead.');
  }
}

const ANSWERS = /* sql */ `
-- What was decided to say to the messages of a thread up to exchange, the place of the last of them. Each step is stored before the next
-- begins, so that whoever goes on after a death repeats one step at most; due_at, attempts and lease_until are its clock. sends counts
-- the requests to send it: one that provably never left is followed by another under a key of its own. next_question is what would be worth knowing once it is answered.
create table answers (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  conversation_id uuid not null,
  lead_id uuid not null,
  exchange integer not null check (exchange >= 1),
  state text not null default 'PLANNED',
  attempts integer not null default 0,
  sends integer not null default 0,
  due_at timestamptz not null,
  lease_until timestamptz,
  last_error text,
  route jsonb,
  reply jsonb,
  text_id uuid,
  next_question text,
  skip_reason text,
  heard_at timestamptz not null,
  delivered_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, text_id) references text_messages (tenant_id, id),
  check (state not in ('COMPOSED', 'DELIVERED', 'DONE') or reply is not null),
  check ((state = 'SKIPPED') = (skip_reason is not null))
);
-- A message is answered once, and a thread one answer at a time.
create unique index answers_exchange on answers (tenant_id, conversation_id, exchange);
create unique index answers_open on answers (tenant_id, conversation_id) where state not in ('DONE', 'SKIPPED');
create index answers_lead on answers (tenant_id, lead_id, created_at);
create index answers_text on answers (tenant_id, text_id) where text_id is not null;
create index answers_due on answers (due_at) where state not in ('DONE', 'SKIPPED');
call protect_tenant_table('answers', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state)
select 'answer', f, t from (values
  ('-', array['PLANNED']),
  ('PLANNED', array['ROUTED', 'SKIPPED']),
  ('ROUTED', array['PLANNED', 'COMPOSED', 'SKIPPED']),
  ('COMPOSED', array['DELIVERED', 'SKIPPED']),
  ('DELIVERED', array['DONE'])
) as moves (f, targets) cross join lateral unnest(targets) as t;
create trigger answers_life_cycle before insert or update of state on answers
  for each row execute function refuse_illegal_move('answer', 'state');
-- How the company wishes to sound, in its own words.
alter table tenants add column brand_voice text check (length(brand_voice) <= 2000);
grant update (brand_voice) on tenants to callwright_app;
-- What the conversation is about, by the intent of what was written last.
alter table conversations add column flow text check (flow in ('SALES', 'SUPPORT', 'GENERAL'));
`;
