import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What following a call to its end needs: whether its request can have left, when to ask for it, what stops it, and its recordings. */
export class CallsFollowed1763600009000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(CALLS);
    await db.query(CALL_RECORDINGS);
  }

  async down(): Promise<void> {
    throw new Error('How calls are followed cannot be reverted: restore a backup instead.');
  }
}

const CALLS = /* sql */ `
-- unsent: true from the decision to dial until the moment before the request leaves; while it is true nothing can have been dialed.
-- ring_by: a phone that does not ring by then would ring after its hours. stop_requested_at, stop_reason: the carrier was asked to cancel
-- a call that did not ring yet. poll_at: when the carrier is asked for the call by its id; polls: how often it
-- was since the call last moved. absent_since: it did not know that id. attention_since: a person has to look.
alter table calls
  add column unsent boolean not null default false,
  add column ring_by timestamptz,
  add column stop_requested_at timestamptz,
  add column stop_reason text check (stop_reason in ('WINDOW_CLOSED', 'CAMPAIGN_PAUSED', 'TENANT_PAUSED', 'CAMPAIGN_STOPPED', 'NOT_ALLOWED')),
  add column poll_at timestamptz,
  add column polls smallint not null default 0 check (polls >= 0),
  add column absent_since timestamptz,
  add column attention_since timestamptz,
  add column attention_reason text check (attention_reason in ('CARRIER_UNREACHABLE', 'CONTESTED', 'UNRESOLVED')),
  add check ((stop_requested_at is null) = (stop_reason is null)),
  add check ((attention_since is null) = (attention_reason is null)),
  add check (not unsent or status in ('DIALING', 'CANCELED'));
create index calls_poll_due on calls (poll_at) where poll_at is not null;
create index calls_ring_by on calls (ring_by) where status = 'DIALING' and provider_call_id is not null and ring_by is not null;
create index calls_need_attention on calls (tenant_id, attention_since, id) where attention_since is not null and ended_at is null;
`;

const CALL_RECORDINGS = /* sql */ `
-- Recordings the account made of a call, as the carrier describes them; the sound stays there.
create table call_recordings (
  tenant_id uuid not null references tenants (id),
  call_id uuid not null,
  provider_recording_id text not null check (length(provider_recording_id) between 1 and 100),
  status text not null check (status in ('IN_PROGRESS', 'PROCESSING', 'COMPLETED', 'ABSENT', 'DELETED')),
  duration_seconds integer check (duration_seconds >= 0),
  channels smallint check (channels between 1 and 8),
  started_at timestamptz,
  seen_at timestamptz not null,
  primary key (tenant_id, call_id, provider_recording_id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id)
);
call protect_tenant_table('call_recordings', 'select, insert, update');
`;
