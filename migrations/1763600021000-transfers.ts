import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Warm transfers: whom a company puts callers through to, one row per transfer, one per colleague to be rung for it. */
export class Transfers1763600021000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(TARGETS);
    await db.query(TRANSFERS);
    await db.query(LEGS);
  }

  async down(): Promise<void> {
    throw new Error('Transfers cannot be reverted: restore a backup instead.');
  }
}

const TARGETS = /* sql */ `
-- Colleagues of a company who take calls over, in the order in which they are rung. languages: primary subtags they speak, all when
-- empty. hours: {timeZone, days (1 is Monday), from, until} in their local time, always when null.
create table transfer_targets (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  phone text not null check (phone ~ '^[+][1-9][0-9]{6,14}$'),
  languages text[] not null default '{}',
  position integer not null check (position between 1 and 10000),
  hours jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz,
  primary key (tenant_id, id)
);
create unique index transfer_targets_phone on transfer_targets (tenant_id, phone) where removed_at is null;
create index transfer_targets_list on transfer_targets (tenant_id, position, id) where removed_at is null;
call protect_tenant_table('transfer_targets', 'select, insert, update');
`;

const TRANSFERS = /* sql */ `
-- One attempt to put a caller through. act_at: when somebody has to look at it next, set as long as it is open. call_seconds: how long the
-- call could last before it was allowed to last longer. moves: times the carrier was asked to move the caller since the state was
-- entered; falls: times the caller fell out of the room. entered_at, returned_at: the caller came into the room, and back to the agent,
-- in the exchange return_exchange. limit_set_at: the carrier knows how long the call may last now.
create table transfers (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  call_id uuid not null,
  state text not null default 'REQUESTED',
  result text check (result in ('CONNECTED', 'NOBODY_ACCEPTED', 'CALLER_LEFT', 'FAILED')),
  reason text not null check (length(reason) between 1 and 300),
  summary text not null check (length(summary) between 1 and 1000),
  language text not null,
  requested_by text not null,
  leg_id uuid,
  call_seconds integer not null,
  moves smallint not null default 0,
  falls smallint not null default 0,
  limit_set_at timestamptz,
  entered_at timestamptz,
  return_exchange integer,
  returned_at timestamptz,
  connected_at timestamptz,
  settled_at timestamptz,
  ended_at timestamptz,
  act_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id),
  check ((ended_at is not null) = (state in ('ENDED', 'CANCELLED'))),
  check ((act_at is null) = (ended_at is not null)),
  check ((result is null) = (settled_at is null)),
  check (result is not null or state in ('REQUESTED', 'HOLDING', 'RINGING', 'ASKING')),
  check ((connected_at is not null) = (leg_id is not null))
);
-- Nobody is put through twice at once.
create unique index transfers_one_open_per_call on transfers (tenant_id, call_id) where ended_at is null;
create index transfers_call on transfers (tenant_id, call_id, created_at, id);
create index transfers_due on transfers (act_at) where act_at is not null;
call protect_tenant_table('transfers', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state)
select 'transfer', f, t from (values
  ('-', array['REQUESTED']),
  ('REQUESTED', array['HOLDING', 'FALLBACK', 'CANCELLED']),
  ('HOLDING', array['RINGING', 'FALLBACK', 'CANCELLED']),
  ('RINGING', array['HOLDING', 'ASKING', 'FALLBACK', 'CANCELLED']),
  ('ASKING', array['HOLDING', 'CONNECTED', 'FALLBACK', 'CANCELLED']),
  ('CONNECTED', array['ENDED']),
  ('FALLBACK', array['ENDED'])
) as moves (f, targets) cross join lateral unnest(targets) as t;
create trigger transfers_life_cycle before insert or update of state on transfers
  for each row execute function refuse_illegal_move('transfer', 'state');
`;

const LEGS = /* sql */ `
-- One colleague to be rung for a transfer. The id is made before the carrier is asked and travels in every address it calls back.
-- QUEUED until their turn comes; skipped: why it never came to a request. allowed_at: when the gate said yes. unsent: nothing can have
-- been dialed. verdict: what became of the question. look_at: when the carrier is asked about it; looks: how often it was.
create table transfer_legs (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  transfer_id uuid not null,
  target_id uuid not null,
  position smallint not null,
  phone text not null,
  from_number text not null,
  status text not null default 'QUEUED',
  verdict text check (verdict in ('ACCEPTED', 'DECLINED', 'GIVEN_UP')),
  skipped text,
  provider text not null default 'TWILIO',
  provider_call_id text,
  ring_timeout_seconds smallint not null,
  max_call_seconds integer not null,
  unsent boolean not null default false,
  lease_until timestamptz,
  allowed_at timestamptz,
  dial_started_at timestamptz,
  unknown_since timestamptz,
  missing_since timestamptz,
  look_at timestamptz,
  looks smallint not null default 0,
  answered_at timestamptz,
  verdict_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, transfer_id) references transfers (tenant_id, id),
  foreign key (tenant_id, target_id) references transfer_targets (tenant_id, id),
  check ((ended_at is null) = (status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS'))),
  check (status not in ('DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS') or dial_started_at is not null),
  check ((verdict is null) = (verdict_at is null)),
  check (not unsent or status in ('QUEUED', 'DIALING', 'CANCELED'))
);
create unique index transfer_legs_order on transfer_legs (tenant_id, transfer_id, position);
-- No colleague is rung twice at once, and no two for the same caller; one of them takes the call.
create unique index transfer_legs_one_live_per_phone on transfer_legs (tenant_id, phone)
  where status in ('DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS');
create unique index transfer_legs_one_wanted on transfer_legs (tenant_id, transfer_id)
  where status in ('DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS') and (verdict is null or verdict = 'ACCEPTED');
create unique index transfer_legs_one_accepted on transfer_legs (tenant_id, transfer_id) where verdict = 'ACCEPTED';
create unique index transfer_legs_provider_call on transfer_legs (tenant_id, provider, provider_call_id) where provider_call_id is not null;
-- The carrier account is shared by all tenants: whose a carrier call is, is asked across them.
create index transfer_legs_carrier_call on transfer_legs (provider_call_id) where provider_call_id is not null;
create index transfer_legs_unnamed on transfer_legs (phone, from_number) where provider_call_id is null and status in ('DIALING', 'UNKNOWN');
create index transfer_legs_due on transfer_legs (look_at) where look_at is not null;
create index transfer_legs_live on transfer_legs (updated_at) where status in ('DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS');
create index transfer_legs_dialed on transfer_legs (tenant_id, dial_started_at) where dial_started_at is not null;
create index transfer_legs_target on transfer_legs (tenant_id, target_id);
alter table transfers add foreign key (tenant_id, leg_id) references transfer_legs (tenant_id, id);
call protect_tenant_table('transfer_legs', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state)
select 'transfer_leg', f, t from (values
  ('-', array['QUEUED']),
  ('QUEUED', array['DIALING', 'CANCELED']),
  ('DIALING', array['QUEUED', 'UNKNOWN', 'RINGING', 'IN_PROGRESS', 'COMPLETED', 'NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED']),
  ('UNKNOWN', array['DIALING', 'RINGING', 'IN_PROGRESS', 'COMPLETED', 'NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED']),
  ('RINGING', array['IN_PROGRESS', 'COMPLETED', 'NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED']),
  ('IN_PROGRESS', array['COMPLETED', 'NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED'])
) as moves (f, targets) cross join lateral unnest(targets) as t;
create trigger transfer_legs_life_cycle before insert or update of status on transfer_legs
  for each row execute function refuse_illegal_move('transfer_leg', 'status');
`;
