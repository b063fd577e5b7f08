import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { isMailAddress } from '../../../escalation/settings/mail-address';
import { Clock } from '../../../platform/clock/clock';
import { currentTenantId } from '../../../platform/context/request-context';
import { rowsOf } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { JobBell } from '../../../platform/queues/job-bell';
import { SendMail } from '../notifications.jobs';
import type { MailKind } from './mail-message.entity';
import { MailSender } from './mail-sender.port';

export interface MailPlan {
  /** What it tells of: planned again under the same key nobody is told twice. */
  readonly key: string;
  readonly kind: MailKind;
  readonly about: MailTopic;
}

/** What a mail tells of. */
export type MailTopic = { readonly escalationId: string } | { readonly webhookEndpointId: string };

/** Decides who is told by mail, and leaves one message for each. */
@Injectable()
export class MailPlanner {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly bell: JobBell,
    private readonly sender: MailSender,
  ) {}

  /**
   * Of an escalation the member it is assigned to, else all who may take it; of an endpoint those who may mend it. And the addresses of the
   * company's settings.
   */
  async plan({ key, kind, about }: MailPlan): Promise<void> {
    const tenantId = currentTenantId();
    const status = this.sender.from === null ? 'NOT_CONFIGURED' : 'WAITING';
    await this.work.run(async (tx) => {
      const found = await recipientsOf(tx, about);
      const addresses = [...new Set(found.map(({ email }) => email.toLowerCase()))].filter(isMailAddress);
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

function recipientsOf(tx: EntityManager, about: MailTopic): Promise<{ email: string }[]> {
  const tenantId = currentTenantId();
  if ('escalationId' in about) return rowsOf(tx, WHO_TAKES, [tenantId, about.escalationId]);
  return rowsOf(tx, WHO_MENDS, [tenantId]);
}

const ADDRESSES = 'select unnest(emails) from escalation_settings where tenant_id = $1';

/** Who cannot take it any more is nobody to wait for. At most 50 members: a company of more has addresses of its own for this. */
const WHO_TAKES = /* sql */ `
(select m.email from members m join escalations e on e.tenant_id = m.tenant_id and e.id = $2
 where m.tenant_id = $1 and m.role in ('OWNER', 'ADMIN', 'OPERATOR') and (m.user_id = e.assignee_id or not exists (
   select 1 from members a where a.tenant_id = e.tenant_id and a.user_id = e.assignee_id and a.role in ('OWNER', 'ADMIN', 'OPERATOR')))
 order by m.user_id limit 50)
union all ${ADDRESSES}`;

const WHO_MENDS = /* sql */ `
(select email from members where tenant_id = $1 and role in ('OWNER', 'ADMIN') order by user_id limit 50)
union all ${ADDRESSES}`;

const PLAN = /* sql */ `
insert into mail_messages (tenant_id, id, mail_key, kind, escalation_id, webhook_endpoint_id, recipient, status, due_at, created_at, settled_at)
select $1, r.id, $2, $3, $4, $5, r.address, $6::text, $7::timestamptz, $7, case when $6 = 'WAITING' then null else $7::timestamptz end
from unnest($8::uuid[], $9::text[]) as r (id, address)
on conflict (tenant_id, mail_key, recipient) do nothing returning id`;
