import { Injectable } from '@nestjs/common';
import type { Lead } from '../../leads/lead.entity';
import { LeadsService } from '../../leads/leads.service';
import type { NewLead } from '../../leads/new-lead';
import { currentTenantId } from '../../platform/context/request-context';
import { advisoryLock, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { HeardMessage } from './threads.service';

/** The thread somebody is about to be heard in. */
export type HearingPlace = Pick<HeardMessage, 'channel' | 'unprovenSession'>;

/** People who write to us. */
@Injectable()
export class ThreadWriters {
  constructor(
    private readonly work: UnitOfWork,
    private readonly leads: LeadsService,
  ) {}

  /**
   * Makes a person who is heard next a lead, or updates the lead with that phone. Their thread is held first: whoever acts in a thread
   * has it before its lead, and would wait for us as we for them. Of those who have no thread yet one comes at a time, so that the next
   * one finds it. Joins an open unit of work, before that holds a thread or a lead.
   * @throws as LeadsService.receive does.
   */
  receive(person: NewLead, place: HearingPlace): Promise<{ lead: Lead; created: boolean }> {
    return this.leads.receive(person, '', (phone) => this.holdThread(phone, place));
  }

  private holdThread(phone: string, { channel, unprovenSession }: HearingPlace): Promise<void> {
    return this.work.run(async (tx) => {
      await advisoryLock(tx, `writer:${currentTenantId()}:${phone}`);
      await rowOf(tx, HOLD, [currentTenantId(), phone, channel, unprovenSession ?? null]);
    });
  }
}

const HOLD = /* sql */ `
select id from conversations
where tenant_id = $1 and lead_id = (select id from leads where tenant_id = $1 and phone = $2) and channel = $3
  and coalesce(unproven_session, '') = coalesce($4, '') and call_id is null and status <> 'ENDED'
for no key update`;
