import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Companies, people who sign in, machine keys, the audit chain, usage, the outbox, and the three mechanisms every later
 * table relies on: `protect_tenant_table` (row security), `legal_moves` (life cycles as data) and the outbox bell.
 */
export class Foundation1763600000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(MECHANISMS);
    await db.query(TENANTS);
    await db.query(SIGN_IN);
    await db.query(USAGE);
    await db.query(OUTBOX);
  }

  async down(): Promise<void> {
    throw new Error('The foundation cannot be reverted: restore a backup instead.');
  }
}

const MECHANISMS = /* sql */ `
create function current_tenant() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;

-- Turns a table into a tenant-owned one: row security on and forced, one policy for the program, one for cross-tenant
-- housekeeping, one read-only for the judge of the invariants. Privileges are granted by the caller.
create procedure protect_tenant_table(target regclass, privileges text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant_rows on %s to callwright_app
    using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))', target);
  execute format('create policy platform_rows on %s to callwright_platform using (true) with check (true)', target);
  execute format('create policy judge_rows on %s for select to callwright_judge using (true)', target);
  execute format('grant %s on %s to callwright_app', privileges, target);
  execute format('grant select on %s to callwright_platform, callwright_judge', target);
end $$;

create table legal_moves (
  machine text not null,
  from_state text not null,
  to_state text not null,
  primary key (machine, from_state, to_state)
);
grant select on migrations to callwright_platform;
grant select on legal_moves to callwright_app, callwright_platform, callwright_judge;

-- Trigger arguments: machine, column. A row is born from the pseudo state '-'.
create function refuse_illegal_move() returns trigger language plpgsql as $$
declare
  was text := case when tg_op = 'INSERT' then '-' else to_jsonb(old) ->> tg_argv[1] end;
  becomes text := to_jsonb(new) ->> tg_argv[1];
begin
  if was is distinct from becomes and not exists (
    select 1 from legal_moves m where m.machine = tg_argv[0] and m.from_state = was and m.to_state = becomes
  ) then
    raise exception 'illegal move of %: % -> %', tg_argv[0], was, becomes using errcode = '23514', constraint = 'legal_moves';
  end if;
  return new;
end $$;
`;

const TENANTS = /* sql */ `
create table tenants (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'PAUSED')),
  default_country char(2) not null default 'US',
  time_zone text not null default 'America/New_York',
  currency char(3) not null default 'USD',
  max_concurrent_calls integer not null default 50 check (max_concurrent_calls between 1 and 100000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table tenants enable row level security;
alter table tenants force row level security;
create policy own_tenant on tenants to callwright_app using (id = (select current_tenant())) with check (id = (select current_tenant()));
create policy platform_rows on tenants to callwright_platform using (true) with check (true);
create policy judge_rows on tenants for select to callwright_judge using (true);
grant select, update on tenants to callwright_app;
grant select, insert, update on tenants to callwright_platform;
grant select on tenants to callwright_judge;

-- A person may belong to several tenants, so this table has no tenant; only the platform role reads it.
create table users (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null default '',
  password_hash text not null,
  is_platform_admin boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
grant select, insert, update on users to callwright_platform;

create table members (
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id),
  role text not null check (role in ('OWNER', 'ADMIN', 'OPERATOR', 'VIEWER')),
  email text not null,
  name text not null default '',
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
create index members_user on members (user_id);
call protect_tenant_table('members', 'select, insert, update, delete');
grant insert, update, delete on members to callwright_platform;

create table audit_log (
  tenant_id uuid not null references tenants (id),
  seq bigint not null,
  actor text not null,
  action text not null,
  target text not null,
  body text not null,
  prev_hash bytea,
  row_hash bytea not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, seq)
);
call protect_tenant_table('audit_log', 'select, insert');
grant insert on audit_log to callwright_platform;
`;

const SIGN_IN = /* sql */ `
-- One row per refresh token; the family is one sign-in. Presenting a used token revokes the family (RFC 9700, 4.14.2).
create table refresh_tokens (
  token_hash bytea primary key,
  family_id uuid not null,
  user_id uuid not null references users (id),
  acting_tenant uuid references tenants (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
-- Of a family one token at most is unused: it alone is good, and it alone is revoked when the session ends.
create unique index refresh_tokens_family on refresh_tokens (family_id) where used_at is null;
create index refresh_tokens_user on refresh_tokens (user_id) where used_at is null;
create index refresh_tokens_expiry on refresh_tokens (expires_at);
grant select, insert, update, delete on refresh_tokens to callwright_platform;

create table api_keys (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  key_id text not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  replaced_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, replaced_by) references api_keys (tenant_id, id)
);
-- Looked up before the tenant is known; key ids are random, so this tells nobody anything.
create unique index api_keys_key_id on api_keys (key_id);
call protect_tenant_table('api_keys', 'select, insert, update');
grant update on api_keys to callwright_platform;
`;

const USAGE = /* sql */ `
-- Tokens of language models, per calendar month of the tenant ('2026-11').
create table token_budgets (
  tenant_id uuid not null references tenants (id),
  period text not null check (period ~ '^[0-9]{4}-[0-9]{2}$'),
  token_limit bigint not null check (token_limit >= 0),
  used bigint not null default 0 check (used >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  alerted_percent smallint not null default 0,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, period),
  check (used + reserved <= token_limit)
);
call protect_tenant_table('token_budgets', 'select, insert, update');

create table token_reservations (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  period text not null,
  purpose text not null,
  model text not null,
  campaign_id uuid,
  call_id uuid,
  amount bigint not null check (amount > 0),
  state text not null default 'HELD' check (state in ('HELD', 'SETTLED', 'RELEASED', 'ASSUMED')),
  settled_amount bigint check (settled_amount <= amount),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, period) references token_budgets (tenant_id, period)
);
create index token_reservations_held on token_reservations (tenant_id, expires_at) where state = 'HELD';
create index token_reservations_expired on token_reservations (expires_at) where state = 'HELD';
call protect_tenant_table('token_reservations', 'select, insert, update');

create table usage_entries (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  period text not null,
  reservation_id uuid not null,
  kind text not null check (kind in ('MODEL_TOKENS')),
  purpose text not null,
  model text not null,
  campaign_id uuid,
  call_id uuid,
  provider_request_id text,
  input_tokens bigint not null default 0,
  cached_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  tokens bigint not null,
  cost_micros bigint not null default 0,
  assumed boolean not null default false,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, reservation_id),
  foreign key (tenant_id, reservation_id) references token_reservations (tenant_id, id)
);
create unique index usage_entries_request on usage_entries (tenant_id, provider_request_id) where provider_request_id is not null;
create index usage_entries_period on usage_entries (tenant_id, period, created_at);
call protect_tenant_table('usage_entries', 'select, insert');
`;

const OUTBOX = /* sql */ `
-- Facts written with the rows they speak of, delivered after commit, deleted once every listener has run.
create table outbox (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null,
  payload jsonb not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  parked_at timestamptz,
  last_error text,
  primary key (tenant_id, id)
);
-- Relays claim in the order of the first column, and only names they know: the others are passed over within the index.
create index outbox_due on outbox (next_attempt_at, name) where parked_at is null;
call protect_tenant_table('outbox', 'insert');
grant insert, update, delete on outbox to callwright_platform;

create function ring_outbox_bell() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox', '');
  return null;
end $$;
create trigger outbox_bell after insert on outbox for each statement execute function ring_outbox_bell();

-- Answers already given to callers who sent an Idempotency-Key (or a provider's message id).
create table idempotent_answers (
  tenant_id uuid not null references tenants (id),
  operation text not null,
  key text not null,
  request_hash bytea not null,
  answer jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, operation, key)
);
-- For the sweep that forgets old answers of all tenants; requests find theirs by the primary key.
create index idempotent_answers_age on idempotent_answers (created_at);
call protect_tenant_table('idempotent_answers', 'select, insert, update');
grant delete on idempotent_answers to callwright_platform;
`;
