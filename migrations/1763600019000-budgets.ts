import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Budgets of money beside those of tokens, budgets of campaigns, and what was spent by day. */
export class Budgets1763600019000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(COLUMNS);
    await db.query(CAMPAIGNS);
    await db.query(DAYS);
    await db.query(WHAT_WAS);
    await db.query(RULES);
  }

  async down(): Promise<void> {
    throw new Error('Budgets cannot be reverted: restore a backup instead.');
  }
}

const COLUMNS = /* sql */ `
-- Money is in millionths of a US dollar. The default is what a company has that was there before budgets of money were.
alter table token_budgets
  add column money_limit_micros bigint not null default 200000000 check (money_limit_micros >= 0),
  add column money_used_micros bigint not null default 0 check (money_used_micros >= 0),
  add column money_reserved_micros bigint not null default 0 check (money_reserved_micros >= 0),
  add column money_alerted_percent smallint not null default 0,
  -- Null: what is configured.
  add column cheaper_model_percent smallint check (cheaper_model_percent between 1 and 100);

alter table token_reservations
  add column conversation_id uuid,
  add column lead_id uuid,
  -- Of the company's calendar; the period is its month.
  add column day date,
  -- The model that would have been asked had the budget not been near its end.
  add column in_place_of text,
  add column micros bigint not null default 0 check (micros >= 0),
  add column settled_micros bigint;

alter table usage_entries
  add column conversation_id uuid,
  add column lead_id uuid,
  add column day date,
  add column in_place_of text;
`;

const CAMPAIGNS = /* sql */ `
-- Every campaign a model was ever asked for; null allows whatever the company's month does.
create table campaign_budgets (
  tenant_id uuid not null references tenants (id),
  campaign_id uuid not null,
  token_limit bigint check (token_limit >= 0),
  used bigint not null default 0 check (used >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  alerted_percent smallint not null default 0,
  money_limit_micros bigint check (money_limit_micros >= 0),
  money_used_micros bigint not null default 0 check (money_used_micros >= 0),
  money_reserved_micros bigint not null default 0 check (money_reserved_micros >= 0),
  money_alerted_percent smallint not null default 0,
  updated_at timestamptz not null,
  primary key (tenant_id, campaign_id),
  foreign key (tenant_id, campaign_id) references campaigns (tenant_id, id),
  constraint campaign_budgets_tokens_within_limit check (used + reserved <= token_limit),
  constraint campaign_budgets_money_within_limit check (money_used_micros + money_reserved_micros <= money_limit_micros)
);
call protect_tenant_table('campaign_budgets', 'select, insert, update');
`;

const DAYS = /* sql */ `
-- The ledger by day, kept by a trigger, so that a month is read from a few hundred rows however many requests it had.
-- campaign_id is zero where there is none.
create table usage_days (
  tenant_id uuid not null references tenants (id),
  period text not null,
  day date not null,
  model text not null,
  purpose text not null,
  campaign_id uuid not null,
  requests bigint not null,
  cheaper_requests bigint not null,
  assumed_requests bigint not null,
  input_tokens bigint not null,
  cached_tokens bigint not null,
  output_tokens bigint not null,
  tokens bigint not null,
  cost_micros bigint not null,
  primary key (tenant_id, period, day, model, purpose, campaign_id)
);
call protect_tenant_table('usage_days', 'select, insert, update');

create function count_usage_day() returns trigger language plpgsql as $$
begin
  insert into usage_days as d (tenant_id, period, day, model, purpose, campaign_id, requests, cheaper_requests, assumed_requests,
    input_tokens, cached_tokens, output_tokens, tokens, cost_micros)
  values (new.tenant_id, new.period, new.day, new.model, new.purpose,
    coalesce(new.campaign_id, '00000000-0000-0000-0000-000000000000'), 1, (new.in_place_of is not null)::int, new.assumed::int,
    new.input_tokens, new.cached_tokens, new.output_tokens, new.tokens, new.cost_micros)
  on conflict (tenant_id, period, day, model, purpose, campaign_id) do update set
    requests = d.requests + 1, cheaper_requests = d.cheaper_requests + excluded.cheaper_requests,
    assumed_requests = d.assumed_requests + excluded.assumed_requests, input_tokens = d.input_tokens + excluded.input_tokens,
    cached_tokens = d.cached_tokens + excluded.cached_tokens, output_tokens = d.output_tokens + excluded.output_tokens,
    tokens = d.tokens + excluded.tokens, cost_micros = d.cost_micros + excluded.cost_micros;
  return null;
end $$;
`;

/** The owner of the tables sees no rows of a tenant while row security is forced, unless it is a superuser. */
const WHAT_WAS = /* sql */ `
alter table tenants no force row level security;
alter table campaigns no force row level security;
alter table token_budgets no force row level security;
alter table token_reservations no force row level security;
alter table usage_entries no force row level security;
alter table campaign_budgets no force row level security;
alter table usage_days no force row level security;

update usage_entries u set day = greatest((u.period || '-01')::date, least(
  (u.created_at at time zone t.time_zone)::date, ((u.period || '-01')::date + interval '1 month - 1 day')::date))
from tenants t where t.id = u.tenant_id;
update token_reservations set day = (period || '-01')::date;
update token_reservations r set micros = u.cost_micros, settled_micros = u.cost_micros
from usage_entries u where u.tenant_id = r.tenant_id and u.reservation_id = r.id;
-- What is under way is held at the dearest price of the day: 50 USD a million tokens.
update token_reservations set micros = amount * 50 where state = 'HELD';

update token_budgets b set
  money_used_micros = coalesce((select sum(u.cost_micros) from usage_entries u where u.tenant_id = b.tenant_id and u.period = b.period), 0),
  money_reserved_micros = coalesce((select sum(r.micros) from token_reservations r
    where r.tenant_id = b.tenant_id and r.period = b.period and r.state = 'HELD'), 0);
update token_budgets set money_limit_micros = greatest(money_limit_micros, money_used_micros + money_reserved_micros);

insert into campaign_budgets (tenant_id, campaign_id, used, reserved, money_used_micros, money_reserved_micros, updated_at)
select r.tenant_id, r.campaign_id,
  coalesce(sum(r.settled_amount), 0), coalesce(sum(r.amount) filter (where r.state = 'HELD'), 0),
  coalesce(sum(r.settled_micros), 0), coalesce(sum(r.micros) filter (where r.state = 'HELD'), 0), clock_timestamp()
from token_reservations r join campaigns c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
group by r.tenant_id, r.campaign_id;

insert into usage_days
select tenant_id, period, day, model, purpose, coalesce(campaign_id, '00000000-0000-0000-0000-000000000000'), count(*), 0,
  count(*) filter (where assumed), sum(input_tokens), sum(cached_tokens), sum(output_tokens), sum(tokens), sum(cost_micros)
from usage_entries group by 1, 2, 3, 4, 5, 6;

alter table tenants force row level security;
alter table campaigns force row level security;
alter table token_budgets force row level security;
alter table token_reservations force row level security;
alter table usage_entries force row level security;
alter table campaign_budgets force row level security;
alter table usage_days force row level security;
`;

const RULES = /* sql */ `
alter table token_budgets
  add constraint token_budgets_money_within_limit check (money_used_micros + money_reserved_micros <= money_limit_micros);
alter table token_reservations
  alter column day set not null,
  add constraint token_reservations_money_settled check (settled_micros <= micros);
alter table usage_entries alter column day set not null;
-- What a call, and a person in a day, has cost is asked before each of their answers.
create index usage_entries_call on usage_entries (tenant_id, call_id) where call_id is not null;
create index usage_entries_lead on usage_entries (tenant_id, lead_id, day) where lead_id is not null;
create trigger count_usage_day after insert on usage_entries for each row execute function count_usage_day();
`;
