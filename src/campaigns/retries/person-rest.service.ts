import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { Campaign } from '../campaign.entity';
import { EnrolmentStore } from '../dialing/enrolment-store.service';
import { lastOutcomeOf, OutcomeApplier } from '../dialing/outcome-applier.service';
import type { Enrolment } from '../enrolment.entity';
import { PRIORITY } from '../rules/enrolment-state';
import { retryPolicyOf } from './effective-policy';
import { PersonCalls } from './person-calls.service';
import { standingOf } from './person-history';

/**
 * Carries a call that reached nobody to the other campaigns the person waits in: none calls sooner than its own rules allow after that
 * call, and one whose attempts are used up with it is done. The gate asks the same again at the dial; this only spares it the asking.
 */
@Injectable()
export class PersonRest {
  constructor(
    private readonly work: UnitOfWork,
    private readonly enrolments: EnrolmentStore,
    private readonly outcomes: OutcomeApplier,
    private readonly calls: PersonCalls,
  ) {}

  /** Each in a transaction of its own, so that no two campaigns are held at once. May run twice. */
  async afterCallOf(leadId: string, enrolmentId: string): Promise<void> {
    for (const id of await this.waitingElsewhere(leadId, enrolmentId))
      await this.enrolments.withLocked(id, ['WAITING'], (enrolment, campaign, moment) =>
        this.rest(enrolment, campaign, moment),
      );
  }

  private async rest(enrolment: Enrolment, campaign: Campaign, moment: Date): Promise<void> {
    if (enrolment.priority === PRIORITY.PROMISED) return;
    const view = await this.calls.of(enrolment.phone, enrolment.id, moment);
    const policy = { maxAttempts: campaign.maxAttempts, retry: retryPolicyOf(view, campaign) };
    const standing = standingOf(view.history, policy, moment);
    if (standing.kind === 'SPENT')
      return this.outcomes.end(enrolment, { outcome: lastOutcomeOf(enrolment) }, 'PERSON_BUDGET', moment);
    if (standing.kind === 'FREE' || !standing.until || standing.until <= enrolment.dueAt) return;
    await this.outcomes.release(enrolment, campaign, { heldForPerson: true }, { dueAt: standing.until }, moment);
  }

  private async waitingElsewhere(leadId: string, enrolmentId: string): Promise<string[]> {
    const rows = await this.work.single((tx) =>
      rowsOf<{ id: string }>(
        tx,
        `select id from enrolments where tenant_id = $1 and lead_id = $2 and id <> $3 and state = 'WAITING' order by id`,
        [currentTenantId(), leadId, enrolmentId],
      ),
    );
    return rows.map(({ id }) => id);
  }
}
