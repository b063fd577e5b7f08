import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { cleanLine } from '../../leads/clean-text';
import type { Lead } from '../../leads/lead.entity';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Outbox } from '../../platform/events/outbox';
import { TenantsService } from '../../tenants/tenants.service';
import { IntakeLog } from '../intake-log.service';
import type { MissedCallReport } from './missed-call';
import { MissedCall } from './missed-call.entity';
import { CallMissed } from './missed-calls.events';
import { MissedCalls } from './missed-calls.service';
import { reactionTo } from './reaction';

/** Writes down that somebody rang in vain, and says what follows. Joins an open unit of work. */
@Injectable()
export class MissedCallRecords {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly tenants: TenantsService,
    private readonly calls: MissedCalls,
    private readonly log: IntakeLog,
  ) {}

  /** @param moment the present. */
  record(lead: Lead, report: MissedCallReport, at: { calledAt: Date; moment: Date }): Promise<MissedCall> {
    return this.work.run(async (tx) => {
      const { missedCallPolicy } = await this.tenants.getCurrent();
      const textedBackAt = await this.calls.textedBackAt(lead.phone);
      const reaction = reactionTo({ calledAt: at.calledAt, textedBackAt }, missedCallPolicy, at.moment);
      const call = tx.create(MissedCall, {
        tenantId: lead.tenantId,
        id: uuidv7(),
        leadId: lead.id,
        phone: lead.phone,
        sourceCallId: report.callId,
        calledNumber: report.calledNumber ? cleanLine(report.calledNumber) : null,
        calledAt: at.calledAt,
        reaction,
        textDueAt: reaction === 'TEXT_BACK' ? at.moment : null,
        textSends: 0,
        receivedAt: at.moment,
      });
      await tx.insert(MissedCall, call);
      await this.log.keep({ channel: 'MISSED_CALL', leadId: lead.id, payload: report });
      await this.outbox.record(CallMissed, { missedCallId: call.id, leadId: lead.id, reaction: call.reaction });
      return call;
    });
  }
}
