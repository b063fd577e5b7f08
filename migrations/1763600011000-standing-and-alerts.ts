import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How carrier accounts stand, how campaigns come back after their calls failed, and what the program tells a company about both. */
export class StandingAndAlerts1763600011000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(CARRIER_ACCOUNTS);
    await db.query(CAMPAIGN_BREAKERS);
    await db.query(DIALING_ALERTS);
  }

  async down(): Promise<void> {
    throw new Error('Standing and alerts cannot be reverted: restore a backup instead.');
  }
}

const CARRIER_ACCOUNTS = /* sql */ `
-- One row per account at the carrier that ever gave trouble; all companies share it, and no company's data is in it. A missing row is
-- an account in good order. troubles: refusals of the account, or requests it did not serve, one after the other since troubles_since.
-- calls_per_second is what was left of the rate at slowed_at, null while it is whole; from then on it grows back. next_start is the next
-- free start while there is no Redis to keep it. retry_at: of an open account when a trial may be made, of a trial when it is over.
create table carrier_accounts (
  account text primary key check (length(account) between 1 and 200),
  state text not null default 'CLOSED',
  since timestamptz not null,
  reason text check (reason in ('REFUSED', 'UNREACHABLE')),
  trips smallint not null default 0 check (trips between 0 and 100),
  retry_at timestamptz,
  troubles integer not null default 0 check (troubles >= 0),
  troubles_since timestamptz,
  calls_per_second numeric(10, 4) check (calls_per_second > 0),
  slowed_at timestamptz,
  next_start timestamptz,
  updated_at timestamptz not null,
  check ((state = 'CLOSED') = (retry_at is null)),
  check ((state = 'CLOSED') = (reason is null)),
  check ((troubles > 0) = (troubles_since is not null)),
  check ((calls_per_second is null) = (slowed_at is null))
);
grant select on carrier_accounts to callwright_judge;
grant select, insert, update on carrier_accounts to callwright_platform;
insert into legal_moves (machine, from_state, to_state) values
  ('carrier_account', '-', 'CLOSED'),
  ('carrier_account', 'CLOSED', 'OPEN'), ('carrier_account', 'OPEN', 'PROBING'), ('carrier_account', 'OPEN', 'CLOSED'),
  ('carrier_account', 'PROBING', 'OPEN'), ('carrier_account', 'PROBING', 'CLOSED');
create trigger carrier_accounts_life_cycle before insert or update of state on carrier_accounts
  for each row execute function refuse_illegal_move('carrier_account', 'state');
`;

const CAMPAIGN_BREAKERS = /* sql */ `
-- probe_at: when a campaign that was paused because its calls failed may try one call, and once it tries, from when on its calls are the
-- trial. breaker_trips: pauses in a row. breaker_from: calls dialed before it are forgiven.
alter table campaigns
  add column probe_at timestamptz,
  add column breaker_trips smallint not null default 0 check (breaker_trips between 0 and 100),
  add column is_probing boolean not null default false,
  add column breaker_from timestamptz;
create index campaigns_probed on campaigns (probe_at) where pause_reason = 'FAILURE_BREAKER' or is_probing;
`;

const DIALING_ALERTS = /* sql */ `
-- What somebody of the company should look at; the same alert, by its key, is kept once.
create table dialing_alerts (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  alert_key text not null check (length(alert_key) between 1 and 200),
  kind text not null check (kind in ('CAMPAIGN_PAUSED', 'CAMPAIGN_PROBING', 'CAMPAIGN_RECOVERED', 'CARRIER_DOWN', 'CARRIER_SLOWED',
    'CARRIER_RECOVERED', 'SPEED_TO_LEAD_MISSED', 'CALL_STUCK')),
  reason text check (length(reason) between 1 and 200),
  campaign_id uuid,
  call_id uuid,
  source text check (length(source) <= 200),
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id)
);
create unique index dialing_alerts_once on dialing_alerts (tenant_id, alert_key);
create index dialing_alerts_list on dialing_alerts (tenant_id, at, id);
create index dialing_alerts_campaign on dialing_alerts (tenant_id, campaign_id, at, id) where campaign_id is not null;
create index dialing_alerts_call on dialing_alerts (tenant_id, call_id) where call_id is not null;
call protect_tenant_table('dialing_alerts', 'select, insert');
`;
