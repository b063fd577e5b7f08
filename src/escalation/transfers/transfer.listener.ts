import { Injectable } from '@nestjs/common';
import { TransferSettled } from '../../calls/transfers/transfers.events';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { Topics } from '../../platform/pubsub/topics';
import { CallbackPromised } from '../escalations.events';
import { EscalationNews } from '../escalations.topics';
import { SettledTransfers } from './settled-transfers.service';
import { TransferOutcomes } from './transfer-outcomes.service';

/** What transfers mean for those who take over. Every reaction may run twice. */
@Injectable()
export class TransferListener {
  constructor(
    private readonly transfers: SettledTransfers,
    private readonly outcomes: TransferOutcomes,
    private readonly topics: Topics,
  ) {}

  @OnFact(TransferSettled)
  async showOutcome({ transferId, targetId }: { transferId: string; targetId?: string }): Promise<void> {
    const transfer = await this.transfers.find(transferId, targetId);
    if (transfer) await this.outcomes.apply(transfer);
  }

  @OnFact(CallbackPromised)
  async tellWatchers({ escalationId }: { escalationId: string }): Promise<void> {
    await this.topics.publish(EscalationNews, { escalationId });
  }
}
