import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../../platform/context/request-context';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { Answer } from '../answer.entity';

/** Whether a call answers what was written: a web form asks to be contacted, and a campaign that has its lead does so by phone. */
@Injectable()
export class AnsweringCalls {
  constructor(private readonly work: UnitOfWork) {}

  /** True for a form whose lead is called, has been since, or waits for its turn. */
  async answers({ conversationId, leadId, heardAt }: Answer): Promise<boolean> {
    const rows = await this.work.read(CALLED, [currentTenantId(), conversationId, leadId, heardAt]);
    return rows.length > 0;
  }
}

const CALLED = {
  name: 'answer-called-instead',
  text: /* sql */ `
select 1 from conversations c where c.tenant_id = $1 and c.id = $2 and c.channel = 'WEB_FORM' and (
  exists (select 1 from enrolments e where e.tenant_id = $1 and e.lead_id = $3 and e.state <> 'ENDED')
  or exists (select 1 from calls where tenant_id = $1 and lead_id = $3 and created_at >= $4))`,
};
