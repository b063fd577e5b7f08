import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What companies and campaigns share when capacity is short: floors, weights, daily limits, who waits, and the lane of hot calls. */
export class DialingCapacity1763600008000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(SHARES);
    await db.query(LANES);
    await db.query(DEMAND);
  }

  async down(): Promise<void> {
    throw new Error('The capacity of dialing cannot be reverted: restore a backup instead.');
  }
}

const SHARES = /* sql */ `
-- Calls at once a company gets before others get more than theirs, its weight beside the others, and its calls of one day.
alter table tenants
  add guaranteed_calls integer not null default 0 check (guaranteed_calls between 0 and 100000),
  add dialing_share smallint not null default 1 check (dialing_share between 1 and 100),
  add daily_call_limit integer check (daily_call_limit between 1 and 10000000);
-- What a company may have at the others' cost is no setting of its own.
revoke update on tenants from callwright_app;
grant update (name, status, default_country, time_zone, currency, max_concurrent_calls, daily_call_limit, updated_at)
  on tenants to callwright_app;

-- Weight among the campaigns of one company.
alter table campaigns add share smallint not null default 1 check (share between 1 and 100);
`;

const LANES = /* sql */ `
-- HOT: somebody waits for this call, who has just written or who asked for it by hand.
alter table calls add lane text not null default 'NORMAL' check (lane in ('NORMAL', 'HOT'));
-- Slots are counted from these rows alone, over all companies too, without a look at the table.
create index calls_live_lanes on calls (tenant_id, campaign_id, status, lane)
  where status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS');
drop index calls_live;
-- Calls of a day, of a whole company.
create index calls_dialed_by_company on calls (tenant_id, dial_started_at) where dial_started_at is not null and not not_placed;
`;

const DEMAND = /* sql */ `
-- What the last pass of a campaign left unclaimed for want of capacity, of people not called before (hot) and of others; since when
-- it has been given nothing; how many calls it was given lately, fading, at updated_at; and whether people wait whom only its full
-- agents may call. Nothing is worse than a little unfair when it is lost.
create table dialing_demand (
  tenant_id uuid not null references tenants (id),
  campaign_id uuid not null,
  wanted integer not null check (wanted >= 0),
  hot_wanted integer not null default 0 check (hot_wanted >= 0),
  hungry_since timestamptz,
  recent_calls double precision not null default 0 check (recent_calls >= 0),
  is_agent_held boolean not null default false,
  updated_at timestamptz not null,
  primary key (tenant_id, campaign_id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id),
  check ((wanted + hot_wanted > 0) = (hungry_since is not null))
);
create index dialing_demand_fresh on dialing_demand (updated_at);
call protect_tenant_table('dialing_demand', 'select, insert, update');
`;
