import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { DeskPeople } from '../desk-people.service';
import { EscalationDesk } from '../escalation-desk.service';
import { Escalations } from '../escalations.service';
import { CallbackPromises } from './callback-promises.service';
import type { SettledTransfer } from './settled-transfers.service';

/** One that waits; not one that was in somebody's hands since the call was taken and was given back by them. */
const WAITING = /* sql */ `
select coalesce(raise_key like 'transfer:%', false) as "byTransfer" from escalations
where tenant_id = $1 and id = $2 and status = 'RAISED' and (first_claimed_at is null or first_claimed_at < $3)`;

/** Lets people see what came of putting a caller through to one of them. */
@Injectable()
export class TransferOutcomes {
  constructor(
    private readonly work: UnitOfWork,
    private readonly escalations: Escalations,
    private readonly desk: EscalationDesk,
    private readonly people: DeskPeople,
    private readonly promises: CallbackPromises,
  ) {}

  /**
   * Told again, nothing happens. What is open for the conversation already is the one it is about. Who has talked to somebody since is
   * owed nothing, and waits for nobody.
   */
  async apply(transfer: SettledTransfer): Promise<void> {
    if (isOwed(transfer) && transfer.isMadeGood) return;
    await this.work.run(async () => {
      const { id, leadId, conversationId, callId, trigger, requestedAt: since } = transfer;
      const wanted = { leadId, conversationId, callId, trigger, reason: reasonOf(transfer), since };
      const { escalationId, created } = await this.escalations.raise({ ...wanted, key: `transfer:${id}` });
      if (transfer.result === 'CONNECTED') return this.taken(escalationId, transfer);
      if (isOwed(transfer)) await this.promises.make(escalationId, transfer.settledAt, { isNews: !created });
    });
  }

  /**
   * In hand of the colleague from the moment they took the call. Who is no member cannot have it in hand: then it is done, unless it was
   * raised for something else.
   */
  private async taken(escalationId: string, { colleague, settledAt }: SettledTransfer): Promise<void> {
    await this.promises.keep(escalationId, settledAt);
    const key = [currentTenantId(), escalationId, settledAt];
    const waiting = await this.work.single((tx) => rowOf<{ byTransfer: boolean }>(tx, WAITING, key));
    if (!waiting) return;
    const memberId = colleague?.memberId;
    if (memberId && (await this.people.canTake(memberId))) {
      await this.desk.claimFor(escalationId, memberId, settledAt);
      return;
    }
    if (!waiting.byTransfer) return;
    await this.desk.reached(escalationId, settledAt);
    await this.desk.resolve(escalationId, `${colleague?.name ?? 'A colleague'} took the call.`, false);
  }
}

/** The agent has told the caller that somebody calls back. */
function isOwed({ result }: SettledTransfer): boolean {
  return result === 'NOBODY_ACCEPTED' || result === 'FAILED';
}

function reasonOf({ reason, result, colleague }: SettledTransfer): string {
  switch (result) {
    case 'CONNECTED':
      return `${reason} ${colleague?.name ?? 'A colleague'} took the call.`;
    case 'CALLER_LEFT':
      return `${reason} They hung up while they waited.`;
    case 'NOBODY_ACCEPTED':
      return `${reason} Nobody took the call: somebody has to call back.`;
    case 'FAILED':
      return `${reason} They could not be put through: somebody has to call back.`;
  }
}
