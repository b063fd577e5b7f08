import { Injectable } from '@nestjs/common';
import type { CallOutcome } from '../../calls/call-outcome';
import type { PhoneStatus } from '../../leads/lead-temperature';
import { LeadsService } from '../../leads/leads.service';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { allOf } from '../../platform/events/sparing';
import { EnrolmentStore } from './enrolment-store.service';
import { OutcomeApplier } from './outcome-applier.service';

/** What a phone that is of no use means for whoever waits to be called on it. */
const USELESS: Partial<Record<PhoneStatus, CallOutcome>> = { INVALID: 'INVALID_NUMBER', WRONG_PERSON: 'WRONG_NUMBER' };

/** Keeps enrolments with what is known of their lead by now: where it may be, and whether its phone is of any use. */
@Injectable()
export class LeadFollower {
  constructor(
    private readonly work: UnitOfWork,
    private readonly leads: LeadsService,
    private readonly enrolments: EnrolmentStore,
    private readonly outcomes: OutcomeApplier,
  ) {}

  /** A lead under way is moved too: it must not go back to waiting in the zone it has left. */
  async follow(leadIds: readonly string[]): Promise<void> {
    await allOf(await this.leftBehind(leadIds), ({ id, leadId }) => this.catchUp(id, leadId));
  }

  private async catchUp(enrolmentId: string, leadId: string): Promise<void> {
    await this.enrolments.withLocked(
      enrolmentId,
      ['WAITING', 'IN_FLIGHT', 'WRAP_UP'],
      async (enrolment, campaign, moment) => {
        // Under the lock, or the older of two changes could be written last.
        const lead = await this.leads.get(leadId);
        const outcome = USELESS[lead.phoneStatus];
        if (outcome && enrolment.state === 'WAITING')
          return this.outcomes.end(enrolment, { outcome }, 'PHONE_UNUSABLE', moment);
        if (enrolment.zoneKey !== lead.zoneKey) await this.outcomes.relocate(enrolment, campaign, lead.zoneKey, moment);
      },
    );
  }

  /** Most changes of a lead concern no enrolment. */
  private async leftBehind(leadIds: readonly string[]): Promise<{ id: string; leadId: string }[]> {
    return this.work.single((tx) =>
      rowsOf<{ id: string; leadId: string }>(
        tx,
        `select e.id, e.lead_id as "leadId" from enrolments e join leads l on l.tenant_id = e.tenant_id and l.id = e.lead_id
         where e.tenant_id = $1 and e.lead_id = any($2) and e.state <> 'ENDED'
           and (e.zone_key <> l.zone_key or (e.state = 'WAITING' and l.phone_status = any($3)))
         order by e.id`,
        [currentTenantId(), leadIds, Object.keys(USELESS)],
      ),
    );
  }
}
