import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who speaks to whom: shares, experiments, limits of agents; and how fast new leads are called. */
export class ExperimentsAndSpeed1763600012000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(AGENTS);
    await db.query(EXPERIMENTS);
    await db.query(SPEAKERS);
    await db.query(SPEED);
  }

  async down(): Promise<void> {
    throw new Error('Experiments and speed cannot be reverted: restore a backup instead.');
  }
}

const AGENTS = /* sql */ `
-- Null: as many as its campaigns and its company may have.
alter table agents
  add column max_concurrent_calls integer check (max_concurrent_calls between 1 and 100000);
-- How many calls of an agent live is counted before each claim, over all campaigns and calls by hand.
create index calls_live_agent on calls (tenant_id, agent_id)
  where status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS');

-- Of a hundred people an agent whose share is 3 beside another whose share is 1 gets 75.
alter table campaign_agents
  add column share smallint not null default 1 check (share between 1 and 100);
`;

const EXPERIMENTS = /* sql */ `
-- A set of agents and shares between which new people of a campaign are split; another set begins another experiment.
create table campaign_experiments (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  campaign_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id),
  check (ended_at >= started_at)
);
create unique index campaign_experiments_open on campaign_experiments (tenant_id, campaign_id) where ended_at is null;
create index campaign_experiments_list on campaign_experiments (tenant_id, campaign_id, started_at);
call protect_tenant_table('campaign_experiments', 'select, insert, update');

create table experiment_arms (
  tenant_id uuid not null references tenants (id),
  experiment_id uuid not null,
  agent_id uuid not null,
  share smallint not null check (share between 1 and 100),
  -- What the agent was when the experiment began.
  agent_version integer not null,
  primary key (tenant_id, experiment_id, agent_id),
  foreign key (tenant_id, experiment_id) references campaign_experiments (tenant_id, id),
  foreign key (tenant_id, agent_id, agent_version) references agent_versions (tenant_id, agent_id, version)
);
create index experiment_arms_agent on experiment_arms (tenant_id, agent_id, agent_version);
call protect_tenant_table('experiment_arms', 'select, insert');
`;

const SPEAKERS = /* sql */ `
-- agent_id: who speaks to the person, from the first claim on. arm_agent_id: the arm the person was first given in the experiment;
-- never changed, for an experiment counts people where chance has put them.
alter table enrolments
  add column agent_id uuid,
  add column experiment_id uuid,
  add column arm_agent_id uuid,
  add foreign key (tenant_id, agent_id) references agents (tenant_id, id),
  add foreign key (tenant_id, experiment_id, arm_agent_id) references experiment_arms (tenant_id, experiment_id, agent_id),
  add check ((experiment_id is null) = (arm_agent_id is null)),
  add check (arm_agent_id is null or agent_id is not null);
-- Where an agent is full the claim walks the people of the others, and those who have no agent yet. (COALESCE may not be looked up under row security: PostgreSQL takes it for leaky.)
create index enrolments_due_by_agent on enrolments
  (tenant_id, campaign_id, zone_key, priority, (case when agent_id is null then '00000000-0000-0000-0000-000000000000'::uuid else agent_id end), due_at, id)
  where state = 'WAITING';
create index enrolments_arm on enrolments (tenant_id, experiment_id, arm_agent_id, ended_at, id) where experiment_id is not null;
create index enrolments_agent on enrolments (tenant_id, agent_id) where agent_id is not null;

create function keep_first_arm() returns trigger language plpgsql as $$
begin
  raise exception 'a person stays in the arm of the first assignment' using errcode = '23514', constraint = 'enrolments_first_arm';
end $$;
create trigger enrolments_first_arm before update of experiment_id, arm_agent_id on enrolments for each row
  when (old.arm_agent_id is not null
    and (old.arm_agent_id is distinct from new.arm_agent_id or old.experiment_id is distinct from new.experiment_id))
  execute function keep_first_arm();

-- Agents that were given people of a campaign, so that those whose agent is gone are found.
create table campaign_speakers (
  tenant_id uuid not null references tenants (id),
  campaign_id uuid not null,
  agent_id uuid not null,
  primary key (tenant_id, campaign_id, agent_id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id),
  foreign key (tenant_id, agent_id) references agents (tenant_id, id)
);
create index campaign_speakers_agent on campaign_speakers (tenant_id, agent_id);
call protect_tenant_table('campaign_speakers', 'select, insert');

-- A person whose agent was no longer active got another.
create table agent_reassignments (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  enrolment_id uuid not null,
  from_agent_id uuid not null,
  to_agent_id uuid not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, enrolment_id) references enrolments (tenant_id, id),
  foreign key (tenant_id, from_agent_id) references agents (tenant_id, id),
  foreign key (tenant_id, to_agent_id) references agents (tenant_id, id),
  check (from_agent_id <> to_agent_id)
);
create index agent_reassignments_enrolment on agent_reassignments (tenant_id, enrolment_id);
create index agent_reassignments_from on agent_reassignments (tenant_id, from_agent_id);
create index agent_reassignments_to on agent_reassignments (tenant_id, to_agent_id);
call protect_tenant_table('agent_reassignments', 'select, insert');
`;

const SPEED = /* sql */ `
-- How fast a new lead of a project with automatic calls was called: received, the carrier asked, answered by the person.
-- open_ms: of the wait until the carrier was asked, the part within the hours in which the person may be called.
-- excluded: why it says nothing of our speed.
create table lead_speeds (
  tenant_id uuid not null references tenants (id),
  lead_id uuid not null,
  project_id uuid not null,
  source text not null,
  received_at timestamptz not null,
  in_hours boolean not null,
  asked_at timestamptz,
  open_ms bigint check (open_ms >= 0),
  answered_at timestamptz,
  excluded text check (excluded in ('IMPORTED', 'MAPPED_LATER')),
  primary key (tenant_id, lead_id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, project_id) references projects (tenant_id, id),
  check ((asked_at is null) = (open_ms is null)),
  check (asked_at >= received_at),
  check (answered_at is null or asked_at is not null)
);
create index lead_speeds_window on lead_speeds (tenant_id, received_at, source) where excluded is null;
create index lead_speeds_project on lead_speeds (tenant_id, project_id);
-- The latest leads of a source that were called, for its target.
create index lead_speeds_asked on lead_speeds (tenant_id, source, asked_at) where asked_at is not null and excluded is null;
-- The leads of a source that wait, for its target.
create index lead_speeds_waiting on lead_speeds (tenant_id, source, received_at) where asked_at is null and excluded is null;
call protect_tenant_table('lead_speeds', 'select, insert, update');

-- missed_since, waiting_since: since when the target is missed, or somebody waits too long; one alert each until it is met again.
create table speed_targets (
  tenant_id uuid not null references tenants (id),
  source text not null check (length(source) between 1 and 200),
  seconds integer not null check (seconds between 1 and 86400),
  percentile smallint not null default 95 check (percentile between 1 and 99),
  max_wait_seconds integer check (max_wait_seconds between 1 and 86400),
  missed_since timestamptz,
  waiting_since timestamptz,
  updated_at timestamptz not null,
  primary key (tenant_id, source)
);
call protect_tenant_table('speed_targets', 'select, insert, update, delete');
`;
