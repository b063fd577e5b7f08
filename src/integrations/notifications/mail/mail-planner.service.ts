import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import { currentTenantId } from '../../../platform/context/request-context';
import { rowsOf } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { JobBell } from '../../../platform/queues/job-bell';
import { SendMail } from '../notifications.jobs';
import type { MailKind } from './mail-message.entity';
import { MailRecipients, type MailTopic } from './mail-recipients.service';
import { MailSender } from './mail-sender.port';

export interface MailPlan {
  /** What it tells of: planned again under the same key nobody is told twice. */
  readonly key: string;
  readonly kind: MailKind;
  readonly about: MailTopic;
}

/** Decides who is told by mail, and leaves one message for each. */
@Injectable()
export class MailPlanner {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly bell: JobBell,
    private readonly sender: MailSender,
    private readonly recipients: MailRecipients,
  ) {}

  async plan({ key, kind, about }: MailPlan): Promise<void> {
    const tenantId = currentTenantId();
    const status = this.sender.from === null ? 'NOT_CONFIGURED' : 'WAITING';
    await this.work.run(async (tx) => {
      const addresses = await this.recipients.of(about);
      const planned = await rowsOf<{ id: string }>(tx, PLAN, [
        tenantId,
        key,
        kind,
        'escalationId' in about ? about.escalationId : null,
        'webhookEndpointId' in about ? about.webhookEndpointId : null,
        status,
        this.clock.now(),
        addresses.map(() => uuidv7()),
        addresses,
      ]);
      if (status === 'NOT_CONFIGURED') return;
      const due = planned.map(({ id }) => ({ tenantId, mailId: id }));
      this.work.afterCommit(() => this.bell.ringAll(SendMail, due));
    });
  }
}

const PLAN = /* sql */ `
insert into mail_messages (tenant_id, id, mail_key, kind, escalation_id, webhook_endpoint_id, recipient, status, due_at, created_at, settled_at)
select $1, r.id, $2, $3, $4, $5, r.address, $6::text, $7::timestamptz, $7, case when $6 = 'WAITING' then null else $7::timestamptz end
from unnest($8::uuid[], $9::text[]) as r (id, address)
on conflict (tenant_id, mail_key, recipient) do nothing returning id`;
