import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { readSeller } from '../../compliance/disclosure/read-seller';
import { currentTenantId } from '../../platform/context/request-context';
import { advisoryLock, changedBy, rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { JobBell } from '../../platform/queues/job-bell';
import type { Enrolment } from '../enrolment.entity';
import type { EndReason } from '../rules/retry-planner';
import { DEFAULT_DIALING_POLICY } from './dialing-policy';
import { FallbackText, type FallbackStatus } from './fallback-text.entity';
import { fillFallback } from './fallback-wording';
import { SendFallbackText } from './retries.jobs';

export interface FallbackSelection {
  readonly campaignId?: string | null;
  readonly leadId?: string | null;
  readonly statuses?: readonly FallbackStatus[] | null;
}

/** Kept for a lawful moment this long, no longer: a text about a call of last week tells nobody anything. */
const KEPT_MS = 72 * 60 * 60_000;

/** Nobody was reached by the last attempt; whoever said no, or may not be contacted, gets no text. */
const FOLLOWED: readonly EndReason[] = ['ATTEMPTS_EXHAUSTED', 'RETRIES_EXHAUSTED', 'PERSON_BUDGET'];
const NOT_REACHED = ['NO_ANSWER', 'BUSY', 'VOICEMAIL'];

const NEWEST_FIRST: KeysetOrder<FallbackText> = [
  { expression: 'text.createdAt', direction: 'DESC', cast: 'timestamptz', keyOf: (text) => text.createdAt },
  { expression: 'text.enrolmentId', direction: 'DESC', cast: 'uuid', keyOf: (text) => text.enrolmentId },
];

/** Texts that follow a last attempt: planned in the transaction that ends the enrolment, once for each. */
@Injectable()
export class FallbackTexts {
  constructor(
    private readonly work: UnitOfWork,
    private readonly bell: JobBell,
  ) {}

  /** In the open unit of work, on an enrolment that has just ended; nothing where its campaign sends none. */
  async plan(enrolment: Enrolment, endReason: EndReason, moment: Date): Promise<void> {
    const { tenantId, id: enrolmentId, attempts, lastOutcome } = enrolment;
    if (!FOLLOWED.includes(endReason) || attempts === 0 || !NOT_REACHED.includes(lastOutcome ?? '')) return;
    await this.work.run(async (tx) => {
      const order = await rowOf<{ template: string; name: string | null }>(tx, TEMPLATE, [
        tenantId,
        enrolmentId,
        moment,
      ]);
      if (!order) return;
      const body = fillFallback(order.template, { name: order.name, company: (await readSeller(tx)).name });
      if (!body) return;
      await advisoryLock(tx, `text after the last attempt ${enrolment.leadId}`);
      await changedBy(tx, PLAN, [tenantId, enrolmentId, moment, new Date(moment.getTime() + KEPT_MS), body]);
      this.work.afterCommit(() => void this.bell.ring(SendFallbackText, { tenantId, enrolmentId }));
    });
  }

  /** Newest first. */
  list(selection: FallbackSelection, page: PageRequest): Promise<Page<FallbackText>> {
    return pageBy(this.work, (tx) => selected(tx, selection), NEWEST_FIRST, page);
  }

  /** How many of each campaign stand where. */
  countsOf(campaignIds: readonly string[]): Promise<{ campaignId: string; status: FallbackStatus; count: number }[]> {
    return this.work.single((tx) =>
      rowsOf(
        tx,
        `select campaign_id as "campaignId", status, count(*)::int as count from fallback_texts
         where tenant_id = $1 and campaign_id = any($2) group by 1, 2`,
        [currentTenantId(), campaignIds],
      ),
    );
  }
}

function selected(tx: EntityManager, selection: FallbackSelection): SelectQueryBuilder<FallbackText> {
  const { campaignId, leadId, statuses } = selection;
  const query = tx
    .createQueryBuilder(FallbackText, 'text')
    .where('text.tenantId = :tenantId', { tenantId: currentTenantId() });
  if (campaignId) query.andWhere('text.campaignId = :campaignId', { campaignId });
  if (leadId) query.andWhere('text.leadId = :leadId', { leadId });
  if (statuses?.length) query.andWhere('text.status = any(:statuses)', { statuses });
  return query;
}

/** Nobody gets one from each of several campaigns: one within the days for which calls count. $3 is the moment. */
const NONE_YET = /* sql */ `not exists (
  select 1 from fallback_texts f where f.tenant_id = $1 and f.lead_id = e.lead_id and f.status in ('WAITING', 'SENT')
    and f.created_at > $3::timestamptz - make_interval(days => coalesce(
      (select person_window_days from dialing_policies where tenant_id = $1), ${DEFAULT_DIALING_POLICY.personWindowDays})))`;

const TEMPLATE = /* sql */ `
select c.fallback_text as template, l.name
from enrolments e join campaigns c on c.tenant_id = e.tenant_id and c.id = e.campaign_id
join leads l on l.tenant_id = e.tenant_id and l.id = e.lead_id
where e.tenant_id = $1 and e.id = $2 and c.fallback_text is not null and c.status <> 'CANCELLED' and ${NONE_YET}`;

/** Asks again, under the lock: two campaigns may end with the same person at the same moment. */
const PLAN = /* sql */ `
insert into fallback_texts (tenant_id, enrolment_id, campaign_id, lead_id, body, purpose, due_at, give_up_at, created_at, updated_at)
select e.tenant_id, e.id, e.campaign_id, e.lead_id, $5, c.purpose, $3, $4, $3, $3
from enrolments e join campaigns c on c.tenant_id = e.tenant_id and c.id = e.campaign_id
where e.tenant_id = $1 and e.id = $2 and ${NONE_YET}
on conflict do nothing`;
