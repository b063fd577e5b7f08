import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Texts sent and received, and the disclosure an opening of a call was spoken with. */
export class TextMessages1763600007000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(TEXT_MESSAGES);
    await db.query(DISCLOSURES);
  }

  async down(): Promise<void> {
    throw new Error('Text messages cannot be reverted: restore a backup instead.');
  }
}

const TEXT_MESSAGES = /* sql */ `
-- One text. The id of an outbound one is made before the carrier is asked and travels in its callback address; sent_at is written,
-- and committed, before the request leaves; not_sent says it was proved that it never left. command is what an inbound one orders
-- (stop, help, start), reply_to_id the inbound text that the program answers by itself, request_key the sender's own key of a request.
create table text_messages (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  lead_id uuid,
  phone text not null check (phone ~ '^[+][1-9][0-9]{6,14}$'),
  our_number text not null,
  channel text not null check (channel in ('SMS', 'WHATSAPP')),
  direction text not null check (direction in ('INBOUND', 'OUTBOUND')),
  purpose text check (purpose in ('MARKETING', 'INFORMATIONAL', 'RESPONSIVE', 'OPT_OUT_CONFIRMATION')),
  subject text,
  body text not null,
  command text check (command in ('OPT_OUT', 'HELP', 'RESUME')),
  reply_to_id uuid,
  request_key text check (length(request_key) between 1 and 200),
  provider text not null default 'TWILIO',
  provider_id text,
  status text not null,
  error_code text,
  not_sent boolean not null default false,
  lease_until timestamptz,
  reconcile_at timestamptz,
  missing_since timestamptz,
  sent_at timestamptz,
  received_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references leads (tenant_id, id),
  foreign key (tenant_id, reply_to_id) references text_messages (tenant_id, id),
  check ((direction = 'OUTBOUND') = (sent_at is not null)),
  check ((direction = 'OUTBOUND') = (purpose is not null)),
  check ((direction = 'INBOUND') = (received_at is not null)),
  check ((direction = 'INBOUND') = (status = 'RECEIVED'))
);
create unique index text_messages_provider on text_messages (tenant_id, provider, provider_id) where provider_id is not null;
-- The carrier account is shared by all tenants: whose a carrier text is, is asked across them.
create index text_messages_carrier on text_messages (provider_id) where provider_id is not null;
-- An inbound text is answered by the program once; only an answer that provably never left may be followed by another.
create unique index text_messages_reply on text_messages (tenant_id, reply_to_id) where reply_to_id is not null and not not_sent;
create unique index text_messages_request on text_messages (tenant_id, request_key) where request_key is not null;
create index text_messages_replies on text_messages (tenant_id, reply_to_id) where reply_to_id is not null;
create index text_messages_lead on text_messages (tenant_id, lead_id, created_at, id);
create index text_messages_person on text_messages (tenant_id, phone, sent_at) where direction = 'OUTBOUND' and not not_sent;
create index text_messages_heard on text_messages (tenant_id, phone, received_at) where direction = 'INBOUND';
-- What the sweep looks at, across tenants: texts whose fate is not known.
create index text_messages_unsettled on text_messages (updated_at) where status in ('SENDING', 'UNKNOWN');
call protect_tenant_table('text_messages', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state)
select 'text_message', f, t from (values
  ('-', array['RECEIVED', 'SENDING']),
  ('SENDING', array['UNKNOWN', 'ACCEPTED', 'SENT', 'DELIVERED', 'READ', 'UNDELIVERED', 'FAILED']),
  ('UNKNOWN', array['ACCEPTED', 'SENT', 'DELIVERED', 'READ', 'UNDELIVERED', 'FAILED']),
  ('ACCEPTED', array['SENT', 'DELIVERED', 'READ', 'UNDELIVERED', 'FAILED']),
  ('SENT', array['DELIVERED', 'READ', 'UNDELIVERED', 'FAILED']),
  ('DELIVERED', array['READ'])
) as moves (f, targets) cross join lateral unnest(targets) as t;
create trigger text_messages_life_cycle before insert or update of status on text_messages
  for each row execute function refuse_illegal_move('text_message', 'status');
`;

const DISCLOSURES = /* sql */ `
-- What the opening words of a call had to say and did: version of the rules, jurisdictions, language, elements.
alter table turns add column disclosure jsonb;
`;
