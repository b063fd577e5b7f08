import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was said, and what follows from it: conversations, turns, assessments with their facts. */
export class Conversations1763600003000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(CONVERSATIONS);
    await db.query(ASSESSMENTS);
  }

  async down(): Promise<void> {
    throw new Error('Conversations cannot be reverted: restore a backup instead.');
  }
}

const CONVERSATIONS = /* sql */ `
create table conversations (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  lead_id uuid not null,
  call_id uuid,
  channel text not null check (channel in ('VOICE')),
  agent_id uuid not null,
  agent_version integer not null,
  status text not null default 'ACTIVE',
  language text,
  turn_count integer not null default 0,
  started_at timestamptz not null,
  ended_at timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id),
  foreign key (tenant_id, agent_id, agent_version) references agent_versions (tenant_id, agent_id, version)
);
create unique index conversations_call on conversations (tenant_id, call_id) where call_id is not null;
create index conversations_list on conversations (tenant_id, started_at, id);
create index conversations_lead on conversations (tenant_id, lead_id, started_at, id);
create index conversations_active on conversations (tenant_id, started_at, id) where status = 'ACTIVE';
call protect_tenant_table('conversations', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values ('conversation', '-', 'ACTIVE'), ('conversation', 'ACTIVE', 'ENDED');
create trigger conversations_life_cycle before insert or update of status on conversations
  for each row execute function refuse_illegal_move('conversation', 'status');

-- exchange: the number of the gather this turn belongs to, 0 for the opening words; one turn per speaker and exchange.
create table turns (
  tenant_id uuid not null references tenants (id),
  conversation_id uuid not null,
  seq integer not null check (seq >= 1),
  exchange integer not null check (exchange >= 0),
  speaker text not null check (speaker in ('LEAD', 'AGENT')),
  text text not null,
  language text,
  confidence numeric(4, 3),
  model text,
  action text,
  spoken_at timestamptz not null,
  primary key (tenant_id, conversation_id, seq),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
);
create unique index turns_exchange on turns (tenant_id, conversation_id, exchange, speaker);
call protect_tenant_table('turns', 'select, insert');
`;

const ASSESSMENTS = /* sql */ `
-- PENDING until a model has answered: due_at and attempts are its retry clock, so an outage delays and never loses it.
create table assessments (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  lead_id uuid not null,
  call_id uuid not null,
  conversation_id uuid not null,
  campaign_id uuid,
  rubric_id uuid,
  rubric_version integer,
  status text not null default 'PENDING',
  attempts integer not null default 0,
  due_at timestamptz not null,
  lease_until timestamptz,
  last_error text,
  score numeric(5, 2) check (score between 0 and 100),
  coverage numeric(5, 2) check (coverage between 0 and 100),
  temperature text check (temperature in ('HOT', 'WARM', 'COLD', 'UNSCORED')),
  outcome_signal text,
  callback_at timestamptz,
  next_action text check (next_action in ('SCHEDULE_DEMO', 'SEND_PROPOSAL', 'NURTURE', 'HUMAN_HANDOFF', 'CLOSE')),
  notes text,
  language text,
  model text,
  created_at timestamptz not null,
  completed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id),
  foreign key (tenant_id, rubric_id) references rubrics (tenant_id, id),
  check ((status = 'COMPLETED') = (completed_at is not null))
);
create unique index assessments_call on assessments (tenant_id, call_id);
create unique index assessments_conversation on assessments (tenant_id, conversation_id);
create index assessments_lead on assessments (tenant_id, lead_id, created_at, id);
create index assessments_rubric on assessments (tenant_id, rubric_id);
create index assessments_due on assessments (due_at) where status = 'PENDING';
call protect_tenant_table('assessments', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values ('assessment', '-', 'PENDING'), ('assessment', 'PENDING', 'COMPLETED');
create trigger assessments_life_cycle before insert or update of status on assessments
  for each row execute function refuse_illegal_move('assessment', 'status');

create table assessment_facts (
  tenant_id uuid not null references tenants (id),
  assessment_id uuid not null,
  field text not null,
  status text not null check (status in ('STATED', 'IMPLIED', 'REFUSED', 'NOT_MENTIONED')),
  value jsonb,
  raw text,
  quote text,
  turn_seq integer,
  confidence numeric(4, 3),
  verified boolean not null,
  rejection text,
  primary key (tenant_id, assessment_id, field),
  foreign key (tenant_id, assessment_id) references assessments (tenant_id, id)
);
call protect_tenant_table('assessment_facts', 'select, insert');
`;
