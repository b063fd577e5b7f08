import { Injectable } from '@nestjs/common';
import { LeadsService } from '../../leads/leads.service';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AutoCaller } from '../auto-caller.service';
import { EnrolmentStore } from './enrolment-store.service';
import { OutcomeApplier } from './outcome-applier.service';

/**
 * Calls back who has rung us: a turn the person has in a campaign comes now, else they stand in the project's automatic calls. All rules
 * of a campaign hold, and the person is called once.
 */
@Injectable()
export class CallBacks {
  constructor(
    private readonly work: UnitOfWork,
    private readonly leads: LeadsService,
    private readonly autoCaller: AutoCaller,
    private readonly enrolments: EnrolmentStore,
    private readonly outcomes: OutcomeApplier,
  ) {}

  /** May run twice. @returns the campaign that calls them; null when none can: the lead has no project, or has had its turns. */
  async plan(leadId: string): Promise<string | null> {
    const turns = await this.openTurns(leadId);
    // A call that is under way is answer enough.
    const turn = turns.find(({ state }) => state !== 'WAITING') ?? turns[0];
    if (turn) {
      await this.bringForward(turn.id);
      return turn.campaignId;
    }
    const { projectId } = await this.leads.get(leadId);
    return projectId ? this.autoCaller.callNow([leadId], projectId) : null;
  }

  private bringForward(enrolmentId: string): Promise<void> {
    return this.enrolments.withLocked(enrolmentId, ['WAITING'], async (enrolment, campaign, moment) => {
      if (enrolment.dueAt > moment) await this.outcomes.release(enrolment, campaign, {}, { dueAt: moment }, moment);
    });
  }

  /** Of campaigns that run, the next one first. */
  private openTurns(leadId: string): Promise<{ id: string; campaignId: string; state: string }[]> {
    return this.work.single((tx) =>
      rowsOf<{ id: string; campaignId: string; state: string }>(
        tx,
        `select e.id, e.campaign_id as "campaignId", e.state from enrolments e
         join campaigns p on p.tenant_id = e.tenant_id and p.id = e.campaign_id and p.status = 'ACTIVE'
         where e.tenant_id = $1 and e.lead_id = $2 and e.state <> 'ENDED' order by e.priority, e.due_at, e.id`,
        [currentTenantId(), leadId],
      ),
    );
  }
}
