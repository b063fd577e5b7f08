import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which member a transfer target is, and the callbacks that callers were promised. */
export class TransfersAndPeople1763600025000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(MEMBERS_WHO_TAKE_CALLS);
    await db.query(CALLBACKS);
    await db.query(MAIL);
  }

  async down(): Promise<void> {
    throw new Error('Promised callbacks cannot be reverted: restore a backup instead.');
  }
}

const MEMBERS_WHO_TAKE_CALLS = /* sql */ `
-- The member the colleague is; no reference, since who leaves the company must not take the list along.
alter table transfer_targets add column member_id uuid;
create index transfer_targets_member on transfer_targets (tenant_id, member_id) where member_id is not null;
`;

const CALLBACKS = /* sql */ `
-- The person was told at callback_promised_at that somebody calls back; by callback_due_at somebody should have.
alter table escalations add column callback_promised_at timestamptz, add column callback_due_at timestamptz;
alter table escalations add check ((callback_promised_at is null) = (callback_due_at is null));
`;

const MAIL = /* sql */ `
alter table mail_messages drop constraint mail_messages_kind_check;
alter table mail_messages add constraint mail_messages_kind_check
  check (kind in ('ESCALATION_RAISED', 'ESCALATION_REMINDER', 'CALLBACK_PROMISED'));
`;
