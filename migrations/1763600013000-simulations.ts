import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Campaigns that are played on a virtual clock before, or while, they call anybody. */
export class Simulations1763600013000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(SIMULATIONS);
  }

  async down(): Promise<void> {
    throw new Error('Simulations cannot be reverted: restore a backup instead.');
  }
}

const SIMULATIONS = /* sql */ `
-- One simulation of a company is under way at a time. A RUNNING one whose lease has lapsed is begun anew by whoever finds it: it changes
-- nothing but its own row. Ended ones are deleted after 30 days; the report holds no number and no name of a person.
create table simulations (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  campaign_id uuid not null,
  status text not null default 'QUEUED' check (status in ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
  seed integer not null,
  starts_at timestamptz not null,
  days smallint not null check (days between 1 and 400),
  tries smallint not null default 0,
  leads integer not null default 0,
  leads_done integer not null default 0,
  calls integer not null default 0,
  virtual_time timestamptz,
  report jsonb,
  failure text,
  requested_by text not null,
  lease_until timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id),
  check ((status in ('QUEUED', 'RUNNING')) = (ended_at is null)),
  check ((status = 'RUNNING') = (lease_until is not null)),
  check ((status = 'COMPLETED') = (report is not null)),
  check ((status = 'FAILED') = (failure is not null))
);
create unique index simulations_under_way on simulations (tenant_id) where status in ('QUEUED', 'RUNNING');
create index simulations_list on simulations (tenant_id, campaign_id, created_at, id);
-- For the sweeps, of all tenants: what is to be begun, or begun anew, and what is old.
create index simulations_open on simulations (updated_at) where status in ('QUEUED', 'RUNNING');
create index simulations_ended on simulations (ended_at) where ended_at is not null;
call protect_tenant_table('simulations', 'select, insert, update');
grant delete on simulations to callwright_platform;
insert into legal_moves (machine, from_state, to_state) values
  ('simulation', '-', 'QUEUED'), ('simulation', 'QUEUED', 'RUNNING'), ('simulation', 'QUEUED', 'CANCELLED'),
  ('simulation', 'RUNNING', 'COMPLETED'), ('simulation', 'RUNNING', 'FAILED'), ('simulation', 'RUNNING', 'CANCELLED');
create trigger simulations_life_cycle before insert or update of status on simulations
  for each row execute function refuse_illegal_move('simulation', 'status');
`;
