import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { currentTenantId } from '../../../platform/context/request-context';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { Answer } from '../answer.entity';

/** `UNDECIDED` while a lead whose project calls new ones at once may just be about to be enrolled. */
export type AnsweredByCall = 'YES' | 'NO' | 'UNDECIDED';

/** How soon after its form a lead is enrolled by a project that calls new ones at once; milliseconds, with much to spare. */
const NEWS_MS = 30_000;

/** Whether a call answers what was written: a web form asks to be contacted, and a campaign that has its lead does so by phone. */
@Injectable()
export class AnsweringCalls {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** `YES` for a form whose lead is called, has been since, or waits for its turn in a campaign that goes on without anybody's doing. */
  async answer({ conversationId, leadId, heardAt }: Answer): Promise<AnsweredByCall> {
    const isNews = this.clock.now().getTime() - heardAt.getTime() < NEWS_MS;
    const [form] = await this.work.read<{ isCalled: boolean; isUndecided: boolean }>(CALLED, [
      currentTenantId(),
      conversationId,
      leadId,
      heardAt,
    ]);
    if (form?.isCalled) return 'YES';
    return form?.isUndecided && isNews ? 'UNDECIDED' : 'NO';
  }
}

const CALLED = {
  name: 'answer-called-instead',
  text: /* sql */ `
select exists (
      select 1 from enrolments e join campaigns a on a.tenant_id = e.tenant_id and a.id = e.campaign_id
      where e.tenant_id = $1 and e.lead_id = $3 and e.state <> 'ENDED'
        and (a.status = 'ACTIVE' or a.pause_reason in ('NO_LEADS', 'FAILURE_BREAKER', 'TENANT_PAUSED')))
    or exists (select 1 from calls where tenant_id = $1 and lead_id = $3 and created_at >= $4) as "isCalled",
  exists (
    select 1 from leads l join projects p on p.tenant_id = l.tenant_id and p.id = l.project_id
    where l.tenant_id = $1 and l.id = $3 and p.auto_call and not exists (
      select 1 from campaigns a left join enrolments e on e.tenant_id = a.tenant_id and e.campaign_id = a.id and e.lead_id = $3
      where a.tenant_id = $1 and a.project_id = p.id and a.kind = 'AUTO_CALL' and a.deleted_at is null
        and (a.status = 'CANCELLED' or e.id is not null))) as "isUndecided"
from conversations c where c.tenant_id = $1 and c.id = $2 and c.channel = 'WEB_FORM'`,
};
