import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people agreed to and what they took back: one ledger, written once and never changed. */
export class Consents1763600004000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(CONSENTS);
    await db.query(WRITTEN_ONCE);
  }

  async down(): Promise<void> {
    throw new Error('The consent ledger cannot be reverted: restore a backup instead.');
  }
}

const CONSENTS = /* sql */ `
-- A grant names who may contact the number, how and what for; a revocation takes everything or all marketing back. Which of them hold
-- at a moment is for the rules to say, never for this table: an expired or revoked grant stays as it was given.
-- evidence_hash: of everything that was agreed to or taken back and its evidence, so the same consent that comes twice is known by it,
-- and a row that was changed behind our back no longer fits it.
create table consents (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  phone text not null,
  kind text not null check (kind in ('GRANT', 'REVOCATION')),
  type text check (type in ('PEWC', 'PEC')),
  seller text not null default '',
  channels text[] not null default '{}' check (channels <@ array['AI_VOICE', 'HUMAN_VOICE', 'SMS', 'WHATSAPP']),
  purposes text[] not null default '{}' check (purposes <@ array['MARKETING', 'INFORMATIONAL']),
  signature text,
  discloses_automated_voice boolean not null default false,
  discloses_not_condition boolean not null default false,
  invited_call boolean not null default false,
  reopt_in_at timestamptz,
  scope text check (scope in ('ALL', 'MARKETING')),
  method text,
  occurred_at timestamptz not null check (occurred_at >= timestamptz '1900-01-01 00:00:00+00'),
  expires_at timestamptz,
  text_shown text not null default '',
  text_hash text not null,
  source text not null,
  lead_id uuid,
  evidence jsonb not null default '{}' check (jsonb_typeof(evidence) = 'object'),
  evidence_hash text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  check ((kind = 'GRANT') = (type is not null)),
  check ((kind = 'REVOCATION') = (scope is not null)),
  check ((kind = 'REVOCATION') = (method is not null)),
  check (kind = 'GRANT' or reopt_in_at is null),
  check (expires_at > occurred_at)
);
create index consents_phone on consents (tenant_id, phone, occurred_at, id);
create unique index consents_once on consents (tenant_id, phone, evidence_hash) where kind = 'GRANT';
call protect_tenant_table('consents', 'select, insert');
`;

const WRITTEN_ONCE = /* sql */ `
create function consent_evidence_hash(c consents) returns text language sql stable as $$
  select encode(sha256(convert_to(jsonb_build_array(
    c.phone, c.kind, c.type, c.seller, c.channels, c.purposes, c.signature, c.discloses_automated_voice, c.discloses_not_condition,
    c.invited_call, to_char(c.reopt_in_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), c.scope, c.method,
    to_char(c.occurred_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
    to_char(c.expires_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), c.text_hash, c.evidence)::text, 'UTF8')), 'hex')
$$;

-- Hashes are the database's own, whoever inserts.
create function seal_consent() returns trigger language plpgsql as $$
begin
  new.text_hash := encode(sha256(convert_to(new.text_shown, 'UTF8')), 'hex');
  new.evidence_hash := consent_evidence_hash(new);
  return new;
end $$;
create trigger consents_seal before insert on consents for each row execute function seal_consent();

-- Privileges stop the program; this stops the owner's ordinary statements too.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is written once: % is refused', tg_table_name, lower(tg_op) using errcode = '55000';
end $$;
create trigger consents_written_once before update or delete or truncate on consents
  for each statement execute function refuse_change();
`;
