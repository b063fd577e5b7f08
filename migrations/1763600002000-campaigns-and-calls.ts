import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agents, rubrics, campaigns with their enrolments and progress, calls with what the carrier said of them. */
export class CampaignsAndCalls1763600002000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(AGENTS);
    await db.query(CAMPAIGNS);
    await db.query(ENROLMENTS);
    await db.query(CALLS);
    await db.query(PROGRESS);
  }

  async down(): Promise<void> {
    throw new Error('Campaigns and calls cannot be reverted: restore a backup instead.');
  }
}

const AGENTS = /* sql */ `
create table agents (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  project_id uuid,
  name text not null check (length(name) between 1 and 200),
  version integer not null default 1,
  provider text not null default 'TWILIO' check (provider in ('TWILIO')),
  provider_agent_id text,
  voice text not null default 'Polly.Joanna-Neural',
  language text not null default 'en-US',
  greeting text not null,
  prompt text not null,
  is_active boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects (tenant_id, id)
);
create index agents_list on agents (tenant_id, created_at, id) where deleted_at is null;
create index agents_project on agents (tenant_id, project_id) where deleted_at is null and is_active;
call protect_tenant_table('agents', 'select, insert, update');

-- What an agent was when it spoke: one row per version, never changed.
create table agent_versions (
  tenant_id uuid not null references tenants (id),
  agent_id uuid not null,
  version integer not null,
  voice text not null,
  language text not null,
  greeting text not null,
  prompt text not null,
  created_at timestamptz not null,
  primary key (tenant_id, agent_id, version),
  foreign key (tenant_id, agent_id) references agents (tenant_id, id)
);
call protect_tenant_table('agent_versions', 'select, insert');

create table rubrics (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  version integer not null default 1,
  criteria jsonb not null,
  min_score numeric(5, 2) not null default 70 check (min_score between 0 and 100),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index rubrics_name on rubrics (tenant_id, lower(name));
create index rubrics_list on rubrics (tenant_id, created_at, id);
call protect_tenant_table('rubrics', 'select, insert, update');
`;

const CAMPAIGNS = /* sql */ `
create table campaigns (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  kind text not null default 'OUTREACH' check (kind in ('OUTREACH', 'AUTO_CALL')),
  project_id uuid not null,
  rubric_id uuid,
  name text not null check (length(name) between 1 and 200),
  status text not null default 'DRAFT',
  pause_reason text check (pause_reason in ('USER', 'NO_LEADS', 'AGENT_UNAVAILABLE', 'BUDGET_EXCEEDED', 'FAILURE_BREAKER', 'TENANT_PAUSED')),
  guidance text not null default '',
  from_number text,
  calling_windows jsonb not null default '{}',
  max_attempts smallint not null default 3 check (max_attempts between 1 and 10),
  max_concurrent_calls integer not null default 10 check (max_concurrent_calls between 1 and 10000),
  daily_call_limit integer not null default 100 check (daily_call_limit between 1 and 1000000),
  ring_timeout_seconds smallint not null default 25 check (ring_timeout_seconds between 5 and 120),
  max_call_seconds integer not null default 600 check (max_call_seconds between 30 and 14400),
  retry_policy jsonb not null default '{}',
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects (tenant_id, id),
  foreign key (tenant_id, rubric_id) references rubrics (tenant_id, id),
  check ((status = 'PAUSED') = (pause_reason is not null))
);
create index campaigns_list on campaigns (tenant_id, created_at, id) where deleted_at is null;
create index campaigns_project on campaigns (tenant_id, project_id);
create index campaigns_rubric on campaigns (tenant_id, rubric_id);
create unique index campaigns_auto_call on campaigns (tenant_id, project_id) where kind = 'AUTO_CALL' and deleted_at is null;
-- What the pacing sweep looks at, across tenants: active ones, and those whose pause ends with its cause.
create index campaigns_paced on campaigns (tenant_id, id)
  where status = 'ACTIVE' or pause_reason in ('TENANT_PAUSED', 'AGENT_UNAVAILABLE', 'BUDGET_EXCEEDED');
call protect_tenant_table('campaigns', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('campaign', '-', 'DRAFT'),
  ('campaign', 'DRAFT', 'ACTIVE'), ('campaign', 'ACTIVE', 'PAUSED'), ('campaign', 'PAUSED', 'ACTIVE'),
  ('campaign', 'ACTIVE', 'COMPLETED'), ('campaign', 'PAUSED', 'COMPLETED'),
  ('campaign', 'DRAFT', 'CANCELLED'), ('campaign', 'ACTIVE', 'CANCELLED'), ('campaign', 'PAUSED', 'CANCELLED');
create trigger campaigns_life_cycle before insert or update of status on campaigns
  for each row execute function refuse_illegal_move('campaign', 'status');

create table campaign_agents (
  tenant_id uuid not null references tenants (id),
  campaign_id uuid not null,
  agent_id uuid not null,
  primary key (tenant_id, campaign_id, agent_id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id),
  foreign key (tenant_id, agent_id) references agents (tenant_id, id)
);
create index campaign_agents_agent on campaign_agents (tenant_id, agent_id);
call protect_tenant_table('campaign_agents', 'select, insert, delete');

create table campaign_status_log (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  campaign_id uuid not null,
  status text not null,
  reason text,
  actor text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id)
);
create index campaign_status_log_at on campaign_status_log (tenant_id, campaign_id, at);
call protect_tenant_table('campaign_status_log', 'select, insert');
`;

const ENROLMENTS = /* sql */ `
-- A lead in a campaign. WAITING is due at due_at; IN_FLIGHT has exactly one live call; WRAP_UP waits for the assessment
-- of a call that has ended. attempts_allowed is the cap that held at the latest attempt. Priority: 0 promised callback, 1 never called, 2 retry that is due, 3 no answer.
create table enrolments (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  campaign_id uuid not null,
  lead_id uuid not null,
  phone text not null,
  zone_key text not null,
  state text not null default 'WAITING',
  priority smallint not null default 1 check (priority between 0 and 3),
  due_at timestamptz not null,
  attempts smallint not null default 0,
  attempts_allowed smallint,
  busy_count smallint not null default 0,
  failed_count smallint not null default 0,
  no_answer_count smallint not null default 0,
  connected boolean not null default false,
  last_outcome text,
  outcome text,
  end_reason text,
  promised_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, zone_key) references dial_zones (tenant_id, zone_key),
  check ((state = 'ENDED') = (end_reason is not null))
);
create unique index enrolments_lead on enrolments (tenant_id, campaign_id, lead_id);
create index enrolments_due on enrolments (tenant_id, campaign_id, zone_key, priority, due_at, id) where state = 'WAITING';
create index enrolments_under_way on enrolments (tenant_id, campaign_id) where state in ('IN_FLIGHT', 'WRAP_UP');
create index enrolments_open on enrolments (tenant_id, lead_id) where state <> 'ENDED';
create index enrolments_phone on enrolments (tenant_id, phone) where state <> 'ENDED';
call protect_tenant_table('enrolments', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('enrolment', '-', 'WAITING'),
  ('enrolment', 'WAITING', 'IN_FLIGHT'), ('enrolment', 'WAITING', 'ENDED'),
  ('enrolment', 'IN_FLIGHT', 'WAITING'), ('enrolment', 'IN_FLIGHT', 'WRAP_UP'), ('enrolment', 'IN_FLIGHT', 'ENDED'),
  ('enrolment', 'WRAP_UP', 'WAITING'), ('enrolment', 'WRAP_UP', 'ENDED');
create trigger enrolments_life_cycle before insert or update of state on enrolments
  for each row execute function refuse_illegal_move('enrolment', 'state');
`;

const CALLS = /* sql */ `
-- One attempt on one phone. The id is made before the carrier is asked and travels in every callback address.
-- dial_started_at is written, and committed, before the request leaves; not_placed says the carrier proved it never dialed.
create table calls (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  lead_id uuid not null,
  enrolment_id uuid,
  campaign_id uuid,
  project_id uuid,
  agent_id uuid not null,
  agent_version integer not null,
  rubric_id uuid,
  guidance text not null default '',
  origin text not null check (origin in ('CAMPAIGN', 'AUTO_CALL', 'MANUAL')),
  attempt smallint not null default 1,
  phone text not null,
  from_number text not null,
  zone_key text not null,
  status text not null default 'QUEUED',
  outcome text check (outcome in ('QUALIFIED', 'UNQUALIFIED', 'CALLBACK_REQUESTED', 'NOT_INTERESTED', 'WRONG_NUMBER',
    'VOICEMAIL', 'NO_ANSWER', 'BUSY', 'FAILED', 'INVALID_NUMBER', 'OPTED_OUT')),
  ended_reason text,
  provider text not null default 'TWILIO',
  provider_call_id text,
  ring_timeout_seconds smallint not null,
  max_call_seconds integer not null,
  lease_until timestamptz,
  lease_owner text,
  window_closes_at timestamptz,
  queued_at timestamptz not null,
  dial_started_at timestamptz,
  accepted_at timestamptz,
  unknown_since timestamptz,
  missing_since timestamptz,
  reconcile_at timestamptz,
  ringing_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  not_placed boolean not null default false,
  answered_by text,
  duration_seconds integer,
  cost_micros bigint,
  cost_currency char(3),
  sip_code smallint,
  carrier_error_code text,
  details_due_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, enrolment_id) references enrolments (tenant_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id),
  foreign key (tenant_id, project_id) references projects (tenant_id, id),
  foreign key (tenant_id, rubric_id) references rubrics (tenant_id, id),
  foreign key (tenant_id, agent_id, agent_version) references agent_versions (tenant_id, agent_id, version),
  check ((ended_at is null) = (status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS'))),
  check (status not in ('DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS') or dial_started_at is not null)
);
-- The law of the dialer: never two live calls to one person of a tenant.
create unique index calls_one_live_per_phone on calls (tenant_id, phone)
  where status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS');
create unique index calls_one_per_attempt on calls (tenant_id, enrolment_id, attempt)
  where enrolment_id is not null and status <> 'CANCELED' and not not_placed;
create unique index calls_provider_call on calls (tenant_id, provider, provider_call_id) where provider_call_id is not null;
-- The carrier account is shared by all tenants: whose a carrier call is, is asked across them.
create index calls_carrier_call on calls (provider_call_id) where provider_call_id is not null;
create index calls_list on calls (tenant_id, created_at, id);
create index calls_lead on calls (tenant_id, lead_id, created_at, id);
create index calls_enrolment on calls (tenant_id, enrolment_id);
create index calls_campaign on calls (tenant_id, campaign_id, created_at, id);
create index calls_project on calls (tenant_id, project_id, created_at, id);
create index calls_agent on calls (tenant_id, agent_id, created_at, id);
create index calls_dialed on calls (tenant_id, campaign_id, dial_started_at) where dial_started_at is not null and not not_placed;
create index calls_person on calls (tenant_id, phone, dial_started_at) where dial_started_at is not null and not not_placed;
create index calls_live on calls (tenant_id, campaign_id, status)
  where status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS');
-- What the safety sweep looks at, across tenants: calls nobody has touched for too long.
create index calls_unattended on calls (updated_at)
  where status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS');
create index calls_details_due on calls (details_due_at) where details_due_at is not null;
call protect_tenant_table('calls', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state)
select 'call', f, t from (values
  ('-', array['QUEUED']),
  ('QUEUED', array['DIALING', 'CANCELED', 'FAILED']),
  ('DIALING', array['UNKNOWN', 'RINGING', 'IN_PROGRESS', 'COMPLETED', 'NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED']),
  ('UNKNOWN', array['DIALING', 'RINGING', 'IN_PROGRESS', 'COMPLETED', 'NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED']),
  ('RINGING', array['IN_PROGRESS', 'COMPLETED', 'NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED']),
  ('IN_PROGRESS', array['COMPLETED', 'NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED'])
) as moves (f, targets) cross join lateral unnest(targets) as t;
create trigger calls_life_cycle before insert or update of status on calls
  for each row execute function refuse_illegal_move('call', 'status');
alter table dial_checks add foreign key (tenant_id, call_id) references calls (tenant_id, id);

-- What the carrier told us, as it came, once per fact.
create table call_events (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  call_id uuid not null,
  provider text not null,
  dedupe_key text not null,
  type text not null,
  sequence integer,
  occurred_at timestamptz,
  received_at timestamptz not null,
  payload jsonb not null,
  applied_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id)
);
create unique index call_events_once on call_events (tenant_id, provider, dedupe_key);
create index call_events_call on call_events (tenant_id, call_id, received_at);
create index call_events_unapplied on call_events (received_at) where applied_at is null;
call protect_tenant_table('call_events', 'select, insert, update');
`;

const PROGRESS = /* sql */ `
-- Kept by the very transactions that move enrolments, through the trigger below, so it always equals the recount.
create table campaign_progress (
  tenant_id uuid not null references tenants (id),
  campaign_id uuid not null,
  total integer not null default 0,
  remaining integer not null default 0,
  in_flight integer not null default 0,
  called integer not null default 0,
  connected integer not null default 0,
  qualified integer not null default 0,
  failed integer not null default 0,
  opted_out integer not null default 0,
  calls integer not null default 0,
  spend_micros bigint not null default 0,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, campaign_id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id)
);
call protect_tenant_table('campaign_progress', 'select, insert, update');

create function enrolment_counts(e enrolments, out total int, out remaining int, out in_flight int, out called int,
  out connected int, out qualified int, out failed int, out opted_out int, out calls int) language sql immutable as $$
  select 1, (e.state <> 'ENDED')::int, (e.state = 'IN_FLIGHT')::int, (e.attempts > 0)::int, e.connected::int,
    (e.state = 'ENDED' and e.outcome = 'QUALIFIED')::int,
    (e.state = 'ENDED' and e.outcome in ('NO_ANSWER', 'BUSY', 'FAILED', 'VOICEMAIL', 'INVALID_NUMBER', 'WRONG_NUMBER'))::int,
    (e.state = 'ENDED' and e.outcome = 'OPTED_OUT')::int, e.attempts::int
$$;

create function count_new_enrolments() returns trigger language plpgsql as $$
begin
  update campaign_progress p set total = p.total + d.total, remaining = p.remaining + d.remaining, in_flight = p.in_flight + d.in_flight,
    called = p.called + d.called, connected = p.connected + d.connected, qualified = p.qualified + d.qualified,
    failed = p.failed + d.failed, opted_out = p.opted_out + d.opted_out, calls = p.calls + d.calls, updated_at = clock_timestamp()
  from (
    select e.tenant_id, e.campaign_id, sum(c.total)::int total, sum(c.remaining)::int remaining, sum(c.in_flight)::int in_flight,
      sum(c.called)::int called, sum(c.connected)::int connected, sum(c.qualified)::int qualified, sum(c.failed)::int failed,
      sum(c.opted_out)::int opted_out, sum(c.calls)::int calls
    from fresh e cross join lateral enrolment_counts(e::enrolments) c group by 1, 2
  ) d where p.tenant_id = d.tenant_id and p.campaign_id = d.campaign_id;
  return null;
end $$;
create trigger enrolments_counted after insert on enrolments referencing new table as fresh
  for each statement execute function count_new_enrolments();

create function count_moved_enrolments() returns trigger language plpgsql as $$
begin
  update campaign_progress p set remaining = p.remaining + d.remaining, in_flight = p.in_flight + d.in_flight,
    called = p.called + d.called, connected = p.connected + d.connected, qualified = p.qualified + d.qualified,
    failed = p.failed + d.failed, opted_out = p.opted_out + d.opted_out, calls = p.calls + d.calls, updated_at = clock_timestamp()
  from (
    select tenant_id, campaign_id, sum(remaining)::int remaining, sum(in_flight)::int in_flight, sum(called)::int called,
      sum(connected)::int connected, sum(qualified)::int qualified, sum(failed)::int failed, sum(opted_out)::int opted_out,
      sum(calls)::int calls
    from (
      select e.tenant_id, e.campaign_id, c.remaining, c.in_flight, c.called, c.connected, c.qualified, c.failed, c.opted_out, c.calls
        from fresh e cross join lateral enrolment_counts(e::enrolments) c
      union all
      select e.tenant_id, e.campaign_id, -c.remaining, -c.in_flight, -c.called, -c.connected, -c.qualified, -c.failed, -c.opted_out, -c.calls
        from stale e cross join lateral enrolment_counts(e::enrolments) c
    ) moves group by 1, 2
  ) d where p.tenant_id = d.tenant_id and p.campaign_id = d.campaign_id;
  return null;
end $$;
create trigger enrolments_recounted after update on enrolments referencing old table as stale new table as fresh
  for each statement execute function count_moved_enrolments();
`;
