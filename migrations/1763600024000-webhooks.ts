import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How programs of companies are told what happened. */
export class Webhooks1763600024000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(ENDPOINTS);
    await db.query(DELIVERIES);
  }

  async down(): Promise<void> {
    throw new Error('Webhooks cannot be reverted: restore a backup instead.');
  }
}

const ENDPOINTS = /* sql */ `
-- secret and previous_secret are sealed with a key of the program's; previous_secret signs beside secret until previous_until.
-- failing_since and failures: since the last success. throttled_until: the receiver asked for patience. is_slow: its last answer took long.
-- lease_until: somebody sends to it; attended_at: when somebody last began to.
create table webhook_endpoints (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  url text not null check (length(url) between 1 and 2000),
  events text[] not null check (cardinality(events) between 1 and 50),
  secret text,
  previous_secret text,
  previous_until timestamptz,
  status text not null default 'ACTIVE',
  disabled_because text check (disabled_because in ('GONE', 'ONLY_FAILURES', 'BY_HAND')),
  failing_since timestamptz,
  failures integer not null default 0 check (failures >= 0),
  throttled_until timestamptz,
  is_slow boolean not null default false,
  lease_until timestamptz,
  attended_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  check ((previous_secret is null) = (previous_until is null)),
  check ((status = 'REMOVED') = (secret is null)),
  check (status <> 'REMOVED' or previous_secret is null),
  check ((status = 'DISABLED') = (disabled_because is not null)),
  check ((failing_since is null) = (failures = 0))
);
create index webhook_endpoints_list on webhook_endpoints (tenant_id, created_at, id) where status <> 'REMOVED';
call protect_tenant_table('webhook_endpoints', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('webhook_endpoint', '-', 'ACTIVE'), ('webhook_endpoint', 'ACTIVE', 'DISABLED'), ('webhook_endpoint', 'DISABLED', 'ACTIVE'),
  ('webhook_endpoint', 'ACTIVE', 'REMOVED'), ('webhook_endpoint', 'DISABLED', 'REMOVED');
create trigger webhook_endpoints_life_cycle before insert or update of status on webhook_endpoints
  for each row execute function refuse_illegal_move('webhook_endpoint', 'status');
`;

const DELIVERIES = /* sql */ `
-- One row per event and endpoint. message_id is the receiver's key against copies, the same on every attempt; body is sent as it is.
-- attempts counts for ever and is the fence of who sends; tries counts since it was planned or replayed and is the retry clock.
create table webhook_deliveries (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  endpoint_id uuid not null,
  message_id text not null check (message_id ~ '^msg_[0-9a-f]{32}$'),
  event text not null check (length(event) between 1 and 100),
  body text not null check (octet_length(body) <= 20000),
  status text not null default 'WAITING',
  attempts integer not null default 0 check (attempts >= 0),
  tries integer not null default 0 check (tries between 0 and attempts),
  due_at timestamptz not null,
  last_status integer,
  last_error text check (length(last_error) <= 200),
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, endpoint_id) references webhook_endpoints (tenant_id, id),
  check ((status = 'WAITING') = (settled_at is null))
);
create unique index webhook_deliveries_once on webhook_deliveries (tenant_id, endpoint_id, message_id);
create index webhook_deliveries_list on webhook_deliveries (tenant_id, created_at, id);
create index webhook_deliveries_endpoint on webhook_deliveries (tenant_id, endpoint_id, created_at, id);
create index webhook_deliveries_waiting on webhook_deliveries (tenant_id, endpoint_id, due_at, id) where status = 'WAITING';
create index webhook_deliveries_settled on webhook_deliveries (settled_at) where status <> 'WAITING';
call protect_tenant_table('webhook_deliveries', 'select, insert, update');
grant delete on webhook_deliveries to callwright_platform;
insert into legal_moves (machine, from_state, to_state) values
  ('webhook_delivery', '-', 'WAITING'), ('webhook_delivery', 'WAITING', 'DELIVERED'), ('webhook_delivery', 'WAITING', 'FAILED'),
  ('webhook_delivery', 'DELIVERED', 'WAITING'), ('webhook_delivery', 'FAILED', 'WAITING');
create trigger webhook_deliveries_life_cycle before insert or update of status on webhook_deliveries
  for each row execute function refuse_illegal_move('webhook_delivery', 'status');

-- What each attempt came to; response holds the first kilobyte of the answer at most. An attempt whose sender died has no row.
create table webhook_attempts (
  tenant_id uuid not null references tenants (id),
  delivery_id uuid not null,
  attempt integer not null check (attempt >= 1),
  at timestamptz not null,
  latency_ms integer not null check (latency_ms >= 0),
  response_status integer,
  response text check (length(response) <= 1024),
  error text check (length(error) <= 200),
  primary key (tenant_id, delivery_id, attempt),
  foreign key (tenant_id, delivery_id) references webhook_deliveries (tenant_id, id) on delete cascade
);
call protect_tenant_table('webhook_attempts', 'select, insert');
grant delete on webhook_attempts to callwright_platform;
`;
