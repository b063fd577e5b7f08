import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How people are told by mail of what waits for them. */
export class MailMessages1763600020500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(MAIL);
  }

  async down(): Promise<void> {
    throw new Error('Mail cannot be reverted: restore a backup instead.');
  }
}

const MAIL = /* sql */ `
-- One row per message and recipient, however often the news of it comes: (mail_key, recipient). The words are made when it is sent, from
-- what is known then; none of a lead's are kept here. due_at and attempts are the retry clock; a lease lapses with its worker.
create table mail_messages (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  mail_key text not null check (length(mail_key) between 1 and 200),
  kind text not null check (kind in ('ESCALATION_RAISED', 'ESCALATION_REMINDER')),
  escalation_id uuid not null,
  recipient text not null check (length(recipient) between 3 and 320),
  status text not null default 'WAITING',
  attempts integer not null default 0 check (attempts >= 0),
  due_at timestamptz not null,
  lease_until timestamptz,
  last_error text check (length(last_error) <= 200),
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, escalation_id) references escalations (tenant_id, id),
  check ((status = 'WAITING') = (settled_at is null))
);
create unique index mail_messages_once on mail_messages (tenant_id, mail_key, recipient);
create index mail_messages_due on mail_messages (due_at, tenant_id, id) where status = 'WAITING';
create index mail_messages_escalation on mail_messages (tenant_id, escalation_id, created_at, id);
call protect_tenant_table('mail_messages', 'select, insert, update');
insert into legal_moves (machine, from_state, to_state) values
  ('mail_message', '-', 'WAITING'), ('mail_message', '-', 'NOT_CONFIGURED'), ('mail_message', 'WAITING', 'SENT'),
  ('mail_message', 'WAITING', 'REFUSED'), ('mail_message', 'WAITING', 'GIVEN_UP');
create trigger mail_messages_life_cycle before insert or update of status on mail_messages
  for each row execute function refuse_illegal_move('mail_message', 'status');
`;
