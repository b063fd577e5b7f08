import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Projects, form mappings, leads, imports, web-form intake, suppressions and the receipts of dial decisions. */
export class Leads1763600001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(PROJECTS);
    await db.query(LEADS);
    await db.query(IMPORTS);
    await db.query(COMPLIANCE);
  }

  async down(): Promise<void> {
    throw new Error('Leads cannot be reverted: restore a backup instead.');
  }
}

const PROJECTS = /* sql */ `
create table projects (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  keywords text[] not null default '{}',
  auto_call boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index projects_name on projects (tenant_id, lower(name));
create index projects_list on projects (tenant_id, created_at, id);
call protect_tenant_table('projects', 'select, insert, update');

create table form_mappings (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  project_id uuid not null,
  form_name text not null check (length(form_name) between 1 and 200),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects (tenant_id, id)
);
create unique index form_mappings_form on form_mappings (tenant_id, lower(form_name));
create index form_mappings_project on form_mappings (tenant_id, project_id);
call protect_tenant_table('form_mappings', 'select, insert, update, delete');
`;

const LEADS = /* sql */ `
create table dial_zones (
  tenant_id uuid not null references tenants (id),
  zone_key text not null,
  jurisdictions text[] not null,
  time_zones text[] not null,
  primary key (tenant_id, zone_key)
);
call protect_tenant_table('dial_zones', 'select, insert');

create table leads (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  phone text not null check (phone ~ '^[+][1-9][0-9]{6,14}$'),
  phone_country char(2),
  phone_status text not null default 'UNVERIFIED' check (phone_status in ('UNVERIFIED', 'REACHED', 'INVALID', 'WRONG_PERSON')),
  name text,
  email text,
  company text,
  address_line text,
  address_city text,
  address_state text,
  address_postal_code text,
  address_country char(2),
  time_zone text,
  zone_key text not null,
  attributes jsonb not null default '{}',
  source text not null,
  form_name text,
  project_id uuid,
  import_id uuid,
  -- The last import that spoke of the lead: of several rows of one file about a person the first counts.
  last_import_id uuid,
  stage text not null default 'NEW',
  temperature text not null default 'UNSCORED' check (temperature in ('HOT', 'WARM', 'COLD', 'UNSCORED')),
  score numeric(5, 2) check (score between 0 and 100),
  last_contacted_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- What lists search and sort by. Under row security an index is asked only through leakproof operators; those of numeric, LIKE
  -- and lower() are not, those of text (also ^@) and integer are.
  name_key text collate "C" generated always as (lower(name)) stored,
  score_key integer not null generated always as (coalesce(score * 100, -1)::integer) stored,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects (tenant_id, id),
  foreign key (tenant_id, zone_key) references dial_zones (tenant_id, zone_key)
);
create unique index leads_phone on leads (tenant_id, phone);
create index leads_list on leads (tenant_id, created_at, id);
create index leads_name on leads (tenant_id, name_key);
create index leads_score on leads (tenant_id, score_key, id);
create index leads_project on leads (tenant_id, project_id, created_at, id);
create index leads_stage on leads (tenant_id, stage, created_at, id);
create index leads_temperature on leads (tenant_id, temperature, created_at, id);
create index leads_hot on leads (tenant_id, score_key, id) where temperature = 'HOT';
create index leads_unmapped on leads (tenant_id, created_at, id) where project_id is null and form_name is not null;
create index leads_import on leads (tenant_id, import_id) where import_id is not null;
call protect_tenant_table('leads', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('lead', '-', 'NEW'),
  ('lead', 'NEW', 'CONTACTED'), ('lead', 'NEW', 'QUALIFYING'),
  ('lead', 'CONTACTED', 'QUALIFYING'),
  ('lead', 'QUALIFYING', 'QUALIFIED'), ('lead', 'QUALIFYING', 'NURTURING'), ('lead', 'QUALIFYING', 'DISQUALIFIED'),
  ('lead', 'NURTURING', 'QUALIFYING'),
  ('lead', 'QUALIFIED', 'APPOINTMENT_BOOKED'),
  ('lead', 'NEW', 'HANDED_OFF'), ('lead', 'CONTACTED', 'HANDED_OFF'), ('lead', 'QUALIFYING', 'HANDED_OFF'),
  ('lead', 'QUALIFIED', 'HANDED_OFF'), ('lead', 'NURTURING', 'HANDED_OFF'), ('lead', 'DISQUALIFIED', 'HANDED_OFF'),
  ('lead', 'APPOINTMENT_BOOKED', 'HANDED_OFF');
create trigger leads_life_cycle before insert or update of stage on leads
  for each row execute function refuse_illegal_move('lead', 'stage');

-- What a web form posted, kept as it came: later proof of what the person sent and agreed to.
create table intake_events (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  channel text not null check (channel in ('WEB_FORM')),
  lead_id uuid not null,
  form_name text,
  payload jsonb not null,
  received_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id)
);
create index intake_events_lead on intake_events (tenant_id, lead_id, received_at);
call protect_tenant_table('intake_events', 'select, insert');
`;

const IMPORTS = /* sql */ `
create table lead_imports (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  file_name text,
  content_hash bytea,
  project_id uuid,
  status text not null default 'RUNNING',
  failure text,
  bytes_read bigint not null default 0,
  rows_read integer not null default 0,
  created_count integer not null default 0,
  updated_count integer not null default 0,
  unchanged_count integer not null default 0,
  rejected_count integer not null default 0,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects (tenant_id, id)
);
create unique index lead_imports_running on lead_imports (tenant_id) where status = 'RUNNING';
create index lead_imports_list on lead_imports (tenant_id, started_at, id);
call protect_tenant_table('lead_imports', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('lead_import', '-', 'RUNNING'), ('lead_import', 'RUNNING', 'COMPLETED'), ('lead_import', 'RUNNING', 'FAILED');
create trigger lead_imports_life_cycle before insert or update of status on lead_imports
  for each row execute function refuse_illegal_move('lead_import', 'status');
alter table leads add foreign key (tenant_id, import_id) references lead_imports (tenant_id, id),
  add foreign key (tenant_id, last_import_id) references lead_imports (tenant_id, id);

create table lead_import_errors (
  tenant_id uuid not null references tenants (id),
  import_id uuid not null,
  line integer not null,
  field text,
  reason text not null,
  primary key (tenant_id, import_id, line),
  foreign key (tenant_id, import_id) references lead_imports (tenant_id, id)
);
call protect_tenant_table('lead_import_errors', 'select, insert');
`;

const COMPLIANCE = /* sql */ `
create table suppressions (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  phone text not null,
  reason text not null,
  source text not null,
  created_by text not null,
  added_at timestamptz not null,
  removed_at timestamptz,
  primary key (tenant_id, id)
);
create unique index suppressions_in_force on suppressions (tenant_id, phone) where removed_at is null;
create index suppressions_list on suppressions (tenant_id, added_at, id);
call protect_tenant_table('suppressions', 'select, insert, update');

-- One row per decision "may we contact this person now?"; never changed afterwards.
create table dial_checks (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  lead_id uuid not null,
  call_id uuid,
  enrolment_id uuid,
  campaign_id uuid,
  channel text not null default 'AI_VOICE',
  verdict text not null check (verdict in ('ALLOW', 'DEFER', 'DENY')),
  reason text not null,
  explanation text not null,
  zone_key text not null,
  time_zones text[] not null,
  rules_version text not null,
  next_allowed_at timestamptz,
  decided_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  check (verdict = 'DEFER' or next_allowed_at is null)
);
create index dial_checks_lead on dial_checks (tenant_id, lead_id, decided_at, id);
create index dial_checks_call on dial_checks (tenant_id, call_id) where call_id is not null;
call protect_tenant_table('dial_checks', 'select, insert');
`;
