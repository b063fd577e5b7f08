import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests for a human with their clocks, tickets and appointments. */
export class Escalations1763600020000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(ESCALATIONS);
    await db.query(TICKETS);
    await db.query(APPOINTMENTS);
  }

  async down(): Promise<void> {
    throw new Error('Escalations cannot be reverted: restore a backup instead.');
  }
}

const ESCALATIONS = /* sql */ `
-- Without a row the defaults of the program hold. emails: told beside the members; reminder_minutes: of waiting unclaimed.
create table escalation_settings (
  tenant_id uuid primary key references tenants (id),
  emails text[] not null default '{}' check (cardinality(emails) <= 20),
  reminder_minutes integer[] not null default '{5,15,60}' check (cardinality(reminder_minutes) <= 10),
  updated_at timestamptz not null
);
call protect_tenant_table('escalation_settings', 'select, insert, update');

-- What the lead said is in the transcript and stays there: at_turn says how far it went. raise_key: raised again under it, it is the same
-- one, whatever became of it. assignee_id is no reference: who leaves the company must not take the record along. waiting_since: from when
-- it waits for somebody; remind_at: when the next reminder is due, null when none is left. handed_back_at: the AI may speak again.
create table escalations (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  lead_id uuid not null,
  conversation_id uuid,
  call_id uuid,
  trigger text not null check (trigger in ('HUMAN_REQUESTED', 'LOW_CONFIDENCE', 'HIGH_VALUE', 'TOO_MANY_EXCHANGES', 'KEYWORD', 'ANGER',
    'MODEL_REFUSED', 'NO_KNOWLEDGE', 'MANUAL')),
  reason text check (length(reason) between 1 and 1000),
  raise_key text check (length(raise_key) between 1 and 200),
  raised_by text not null,
  status text not null default 'RAISED',
  at_turn integer not null default 0 check (at_turn >= 0),
  assignee_id uuid,
  raised_at timestamptz not null,
  waiting_since timestamptz not null,
  first_claimed_at timestamptz,
  claimed_at timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  resolution text check (length(resolution) between 1 and 5000),
  handed_back_at timestamptz,
  reminders_sent smallint not null default 0 check (reminders_sent >= 0),
  remind_at timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id),
  check ((status = 'RESOLVED') = (resolved_at is not null)),
  check ((resolved_at is null) = (resolved_by is null)),
  check ((status = 'CLAIMED') = (claimed_at is not null and resolved_at is null)),
  check (status <> 'CLAIMED' or (assignee_id is not null and first_claimed_at is not null)),
  check (status = 'RAISED' or remind_at is null)
);
create unique index escalations_open_conversation on escalations (tenant_id, conversation_id)
  where conversation_id is not null and status <> 'RESOLVED';
create unique index escalations_open_lead on escalations (tenant_id, lead_id) where conversation_id is null and status <> 'RESOLVED';
create unique index escalations_once on escalations (tenant_id, raise_key) where raise_key is not null;
create index escalations_list on escalations (tenant_id, raised_at, id);
create index escalations_status on escalations (tenant_id, status, raised_at, id);
create index escalations_assignee on escalations (tenant_id, assignee_id, raised_at, id) where assignee_id is not null;
create index escalations_lead on escalations (tenant_id, lead_id, raised_at, id);
create index escalations_conversation on escalations (tenant_id, conversation_id, raised_at, id) where conversation_id is not null;
create index escalations_call on escalations (tenant_id, call_id) where call_id is not null;
create index escalations_remind on escalations (remind_at) where remind_at is not null;
create index escalations_claimed on escalations (tenant_id, assignee_id) where status = 'CLAIMED';
call protect_tenant_table('escalations', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('escalation', '-', 'RAISED'), ('escalation', 'RAISED', 'CLAIMED'), ('escalation', 'RAISED', 'RESOLVED'),
  ('escalation', 'CLAIMED', 'RAISED'), ('escalation', 'CLAIMED', 'RESOLVED');
create trigger escalations_life_cycle before insert or update of status on escalations
  for each row execute function refuse_illegal_move('escalation', 'status');
`;

const TICKETS = /* sql */ `
create table tickets (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  lead_id uuid not null,
  conversation_id uuid,
  subject text not null check (length(subject) between 1 and 200),
  description text not null check (length(description) <= 10000),
  priority text not null default 'NORMAL' check (priority in ('LOW', 'NORMAL', 'HIGH')),
  status text not null default 'OPEN',
  assignee_id uuid,
  open_key text check (length(open_key) between 1 and 200),
  opened_by text not null,
  opened_at timestamptz not null,
  resolved_at timestamptz,
  closed_at timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  check (status <> 'RESOLVED' or resolved_at is not null),
  check ((status = 'CLOSED') = (closed_at is not null))
);
create unique index tickets_once on tickets (tenant_id, open_key) where open_key is not null;
create index tickets_list on tickets (tenant_id, opened_at, id);
create index tickets_status on tickets (tenant_id, status, opened_at, id);
create index tickets_assignee on tickets (tenant_id, assignee_id, opened_at, id) where assignee_id is not null;
create index tickets_lead on tickets (tenant_id, lead_id, opened_at, id);
create index tickets_conversation on tickets (tenant_id, conversation_id) where conversation_id is not null;
call protect_tenant_table('tickets', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('ticket', '-', 'OPEN'), ('ticket', 'OPEN', 'IN_PROGRESS'), ('ticket', 'OPEN', 'RESOLVED'), ('ticket', 'OPEN', 'CLOSED'),
  ('ticket', 'IN_PROGRESS', 'OPEN'), ('ticket', 'IN_PROGRESS', 'RESOLVED'), ('ticket', 'IN_PROGRESS', 'CLOSED'),
  ('ticket', 'RESOLVED', 'OPEN'), ('ticket', 'RESOLVED', 'CLOSED'), ('ticket', 'CLOSED', 'OPEN');
create trigger tickets_life_cycle before insert or update of status on tickets
  for each row execute function refuse_illegal_move('ticket', 'status');
`;

const APPOINTMENTS = /* sql */ `
-- calendar: where the slot is kept; INTERNAL is this table. words: how the person said it.
create table appointments (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  lead_id uuid not null,
  conversation_id uuid,
  call_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  time_zone text not null check (length(time_zone) between 1 and 100),
  words text check (length(words) between 1 and 1000),
  status text not null default 'PROMISED',
  calendar text not null check (length(calendar) between 1 and 100),
  calendar_reference text check (length(calendar_reference) between 1 and 500),
  cancelled_because text check (length(cancelled_because) between 1 and 500),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id),
  check (ends_at > starts_at)
);
create unique index appointments_slot on appointments (tenant_id, lead_id, starts_at) where status in ('PROMISED', 'CONFIRMED');
create index appointments_list on appointments (tenant_id, starts_at, id);
create index appointments_status on appointments (tenant_id, status, starts_at, id);
create index appointments_lead on appointments (tenant_id, lead_id, starts_at, id);
create index appointments_conversation on appointments (tenant_id, conversation_id) where conversation_id is not null;
create index appointments_call on appointments (tenant_id, call_id) where call_id is not null;
call protect_tenant_table('appointments', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('appointment', '-', 'PROMISED'), ('appointment', 'PROMISED', 'CONFIRMED'), ('appointment', 'PROMISED', 'CANCELLED'),
  ('appointment', 'PROMISED', 'KEPT'), ('appointment', 'PROMISED', 'MISSED'), ('appointment', 'CONFIRMED', 'CANCELLED'),
  ('appointment', 'CONFIRMED', 'KEPT'), ('appointment', 'CONFIRMED', 'MISSED');
create trigger appointments_life_cycle before insert or update of status on appointments
  for each row execute function refuse_illegal_move('appointment', 'status');
`;
