import { Injectable } from '@nestjs/common';
import { isMailAddress } from '../../../escalation/settings/mail-address';
import { currentTenantId } from '../../../platform/context/request-context';
import { rowsOf } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';

/** What a mail tells of. */
export type MailTopic = { readonly escalationId: string } | { readonly webhookEndpointId: string };

/** Who may be told by mail now. Asked when a mail is planned and again before each attempt, which may be hours later. */
@Injectable()
export class MailRecipients {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Of an escalation the member it is assigned to, else all who may take it; of an endpoint those who may mend it. And the addresses of the
   * company's settings. Each once, in lower case.
   */
  async of(about: MailTopic): Promise<string[]> {
    const [statement, parameters] =
      'escalationId' in about ? [WHO_TAKES, [currentTenantId(), about.escalationId]] : [WHO_MENDS, [currentTenantId()]];
    const found = await this.work.single((tx) => rowsOf<{ email: string }>(tx, statement, parameters));
    return [...new Set(found.map(({ email }) => email.toLowerCase()))].filter(isMailAddress);
  }
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
