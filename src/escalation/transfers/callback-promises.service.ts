import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Outbox } from '../../platform/events/outbox';
import { CallbackPromised } from '../escalations.events';
import { EscalationMeans } from '../escalation-means.service';

/** A person has been told that somebody calls back: it shows on the escalation, and its reminders run from then. */
@Injectable()
export class CallbackPromises {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly means: EscalationMeans,
  ) {}

  /**
   * Once: what was promised first is due first, and whoever has been reached since is owed nothing.
   * @param isNews that people have to be told of it; an escalation that is just being raised tells of itself.
   */
  async make(escalationId: string, promisedAt: Date, { isNews }: { readonly isNews: boolean }): Promise<void> {
    await this.work.run(async (tx) => {
      const now = this.clock.now();
      const moments = [promisedAt, await this.means.callbackDue(promisedAt), now, await this.means.firstReminder(now)];
      const made = await changedBy(tx, MAKE, [currentTenantId(), escalationId, ...moments]);
      if (made === 1 && isNews) await this.outbox.record(CallbackPromised, { escalationId });
    });
  }

  /** The person talks to somebody: nobody has to call back for what was promised before. */
  async keep(escalationId: string, reachedAt: Date): Promise<void> {
    await this.work.single((tx) => changedBy(tx, KEEP, [currentTenantId(), escalationId, reachedAt, this.clock.now()]));
  }
}

/** $3 when it was promised, $4 by when it is due, $5 the moment, $6 the first reminder. */
const MAKE = /* sql */ `
update escalations set callback_promised_at = $3, callback_due_at = $4, updated_at = $5,
  waiting_since = case status when 'RAISED' then $5 else waiting_since end,
  reminders_sent = case status when 'RAISED' then 0 else reminders_sent end,
  remind_at = case status when 'RAISED' then $6::timestamptz end
where tenant_id = $1 and id = $2 and status <> 'RESOLVED' and callback_promised_at is null
  and (first_claimed_at is null or first_claimed_at < $3)`;

const KEEP = /* sql */ `
update escalations set callback_promised_at = null, callback_due_at = null, updated_at = $4
where tenant_id = $1 and id = $2 and status <> 'RESOLVED' and callback_promised_at <= $3`;
