import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is told by mail when a program of a company does not listen any more. */
export class WebhookMail1763600026500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(MAIL);
  }

  async down(): Promise<void> {
    throw new Error('Mail about webhooks cannot be reverted: restore a backup instead.');
  }
}

const MAIL = /* sql */ `
-- A mail is about an escalation or about an endpoint that was switched off.
alter table mail_messages alter column escalation_id drop not null;
alter table mail_messages add column webhook_endpoint_id uuid;
alter table mail_messages add foreign key (tenant_id, webhook_endpoint_id) references webhook_endpoints (tenant_id, id);
alter table mail_messages drop constraint mail_messages_kind_check;
alter table mail_messages add constraint mail_messages_kind_check
  check (kind in ('ESCALATION_RAISED', 'ESCALATION_REMINDER', 'CALLBACK_PROMISED', 'WEBHOOK_DISABLED'));
alter table mail_messages add check (num_nonnulls(escalation_id, webhook_endpoint_id) = 1);
alter table mail_messages add check ((kind = 'WEBHOOK_DISABLED') = (webhook_endpoint_id is not null));
create index mail_messages_webhook_endpoint on mail_messages (tenant_id, webhook_endpoint_id) where webhook_endpoint_id is not null;
`;
