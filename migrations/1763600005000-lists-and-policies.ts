import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whom nobody may contact and who says so: removals from the tenant's own list, the platform's list, copies of national and state
 * lists, checks for reassigned numbers, emergency holds, what a company adds to the law, and the log of those who run the platform.
 */
export class ListsAndPolicies1763600005000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(SUPPRESSIONS);
    await db.query(LIST_IMPORTS);
    await db.query(CONTACT_LISTS);
    await db.query(OPERATORS);
    await db.query(POLICIES);
  }

  async down(): Promise<void> {
    throw new Error('Lists and policies cannot be reverted: restore a backup instead.');
  }
}

const SUPPRESSIONS = /* sql */ `
-- An entry is never deleted, and nothing of it changes but its end, which needs a written opt-in and a reason.
alter table suppressions
  add column removed_by text,
  add column removal_reason text check (length(removal_reason) between 1 and 500),
  add column opt_in_id uuid,
  add foreign key (tenant_id, opt_in_id) references consents (tenant_id, id);
revoke update on suppressions from callwright_app;
grant update (removed_at, removed_by, removal_reason, opt_in_id) on suppressions to callwright_app;

-- Numbers nobody on the platform may contact, for any company: the person asked the platform itself, or a court did.
create table platform_suppressions (
  id uuid primary key,
  phone text not null check (phone ~ '^[+][1-9][0-9]{6,14}$'),
  reason text not null check (length(reason) between 1 and 500),
  source text not null,
  added_at timestamptz not null,
  added_by text not null,
  removed_at timestamptz,
  removed_by text,
  removal_reason text check (length(removal_reason) between 1 and 500),
  check ((removed_at is null) = (removed_by is null) and (removed_at is null) = (removal_reason is null))
);
create unique index platform_suppressions_in_force on platform_suppressions (phone) where removed_at is null;
create index platform_suppressions_list on platform_suppressions (added_at, id);
grant select on platform_suppressions to callwright_app, callwright_judge;
grant select, insert on platform_suppressions to callwright_platform;
grant update (removed_at, removed_by, removal_reason) on platform_suppressions to callwright_platform;
`;

const LIST_IMPORTS = /* sql */ `
-- One file of numbers, of whatever kind. as_of is the moment the file speaks for, area_codes what of a national list it holds.
create table list_imports (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  kind text not null check (kind in ('INTERNAL', 'NATIONAL_DNC', 'STATE_DNC', 'PREFERENCE_REGISTER', 'REASSIGNED_NUMBERS')),
  jurisdiction text,
  area_codes text[],
  as_of timestamptz not null,
  file_name text,
  content_hash bytea,
  status text not null default 'RUNNING',
  failure text,
  bytes_read bigint not null default 0,
  rows_read integer not null default 0,
  taken_count integer not null default 0,
  known_count integer not null default 0,
  rejected_count integer not null default 0,
  imported_by text not null,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  check ((status = 'RUNNING') = (ended_at is null)),
  check ((kind in ('INTERNAL', 'REASSIGNED_NUMBERS')) = (jurisdiction is null))
);
create unique index list_imports_running on list_imports (tenant_id) where status = 'RUNNING';
create index list_imports_list on list_imports (tenant_id, started_at, id);
-- For the sweep that gives up imports whose process died, of all tenants.
create index list_imports_silent on list_imports (updated_at) where status = 'RUNNING';
call protect_tenant_table('list_imports', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('list_import', '-', 'RUNNING'), ('list_import', 'RUNNING', 'COMPLETED'), ('list_import', 'RUNNING', 'FAILED');
create trigger list_imports_life_cycle before insert or update of status on list_imports
  for each row execute function refuse_illegal_move('list_import', 'status');

create table list_import_errors (
  tenant_id uuid not null references tenants (id),
  import_id uuid not null,
  line integer not null,
  reason text not null,
  primary key (tenant_id, import_id, line),
  foreign key (tenant_id, import_id) references list_imports (tenant_id, id)
);
call protect_tenant_table('list_import_errors', 'select, insert');
`;

const CONTACT_LISTS = /* sql */ `
-- A copy of a list kept by others, under the id of its import. Only a CURRENT one is read; the rows of the others are cleared away,
-- what they were and when stays: the versions of a registry that were used are records (16 CFR 310.5).
create table contact_lists (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  kind text not null check (kind in ('NATIONAL_DNC', 'STATE_DNC', 'PREFERENCE_REGISTER')),
  jurisdiction text not null,
  area_codes text[] check (cardinality(area_codes) > 0),
  as_of timestamptz not null,
  numbers integer not null default 0,
  imported_at timestamptz not null,
  imported_by text not null,
  state text not null default 'LOADING',
  current_at timestamptz,
  replaced_at timestamptz,
  cleared_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references list_imports (tenant_id, id)
);
create unique index contact_lists_current on contact_lists (tenant_id, kind, jurisdiction, coalesce(area_codes, '{}')) where state = 'CURRENT';
create index contact_lists_list on contact_lists (tenant_id, imported_at, id);
-- For the sweep that clears the numbers of copies out of use, of all tenants.
create index contact_lists_uncleared on contact_lists (imported_at) where state in ('REPLACED', 'FAILED') and cleared_at is null;
call protect_tenant_table('contact_lists', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('contact_list', '-', 'LOADING'), ('contact_list', 'LOADING', 'CURRENT'), ('contact_list', 'LOADING', 'FAILED'),
  ('contact_list', 'CURRENT', 'REPLACED');
create trigger contact_lists_life_cycle before insert or update of state on contact_lists
  for each row execute function refuse_illegal_move('contact_list', 'state');

create table contact_list_numbers (
  tenant_id uuid not null references tenants (id),
  list_id uuid not null,
  phone text not null,
  primary key (tenant_id, phone, list_id),
  foreign key (tenant_id, list_id) references contact_lists (tenant_id, id)
);
create index contact_list_numbers_list on contact_list_numbers (tenant_id, list_id);
call protect_tenant_table('contact_list_numbers', 'select, insert, delete');

-- Answers of the Reassigned Numbers Database (47 CFR 64.1200(m)): has the number changed hands since the consent?
create table reassigned_checks (
  tenant_id uuid not null references tenants (id),
  phone text not null,
  result text not null check (result in ('YES', 'NO', 'NO_DATA')),
  checked_at timestamptz not null,
  import_id uuid,
  primary key (tenant_id, phone),
  foreign key (tenant_id, import_id) references list_imports (tenant_id, id)
);
call protect_tenant_table('reassigned_checks', 'select, insert, update');
`;

const OPERATORS = /* sql */ `
-- Bans on solicitation declared by authorities (Louisiana, New York) or by those who run the platform; for every company.
create table emergency_holds (
  id uuid primary key,
  jurisdiction text not null,
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at > starts_at),
  reason text not null check (length(reason) between 1 and 500),
  placed_by text not null,
  placed_at timestamptz not null,
  lifted_at timestamptz,
  lifted_by text,
  lift_reason text check (length(lift_reason) between 1 and 500),
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lift_reason is null))
);
create index emergency_holds_open on emergency_holds (coalesce(ends_at, 'infinity'::timestamptz)) where lifted_at is null;
create index emergency_holds_list on emergency_holds (placed_at, id);
grant select on emergency_holds to callwright_app, callwright_judge;
grant select, insert on emergency_holds to callwright_platform;
grant update (lifted_at, lifted_by, lift_reason) on emergency_holds to callwright_platform;

-- What those who run the platform did to all of it; what they do to one company is in that company's log. Chained like audit_log.
create table platform_audit_log (
  seq bigint primary key,
  actor text not null,
  action text not null,
  target text not null,
  body text not null,
  prev_hash bytea,
  row_hash bytea not null,
  created_at timestamptz not null
);
grant select, insert on platform_audit_log to callwright_platform;
grant select on platform_audit_log to callwright_judge;
`;

const POLICIES = /* sql */ `
create function keys_of(object jsonb) returns text[] language sql immutable parallel safe as
$$ select coalesce(array_agg(key order by key), '{}') from jsonb_object_keys(object) as keys (key) $$;

-- What a company adds to the law; no row means it adds nothing. registrations: {row id: {status, reference}}.
create table calling_policies (
  tenant_id uuid primary key references tenants (id),
  legal_name text check (length(legal_name) between 1 and 200),
  windows jsonb not null default '{}',
  max_attempts_24h smallint check (max_attempts_24h between 1 and 3),
  closed_dates date[] not null default '{}',
  excluded_regions text[] not null default '{}',
  require_registration boolean not null default false,
  registrations jsonb not null default '{}',
  registered_in text[] not null generated always as (keys_of(registrations)) stored,
  cleared_by_counsel text[] not null default '{}',
  disclosure jsonb not null default '{}',
  updated_at timestamptz not null
);
call protect_tenant_table('calling_policies', 'select, insert, update');
`;
