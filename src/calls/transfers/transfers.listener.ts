import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { JobBell } from '../../platform/queues/job-bell';
import { CallEnded } from '../calls.events';
import { TransferStore } from './transfer-store.service';
import { AdvanceTransfer } from './transfers.jobs';
import { TransferRequested } from './transfers.events';

/** Rings for transfers that begin, and for those whose caller has left. */
@Injectable()
export class TransfersListener {
  constructor(
    private readonly bell: JobBell,
    private readonly store: TransferStore,
  ) {}

  @OnFact(TransferRequested)
  async begin({ transferId }: { transferId: string; callId: string }): Promise<void> {
    await this.bell.ring(AdvanceTransfer, { tenantId: currentTenantId(), transferId });
  }

  @OnFact(CallEnded)
  async stop({ callId }: { callId: string }): Promise<void> {
    const transferId = await this.store.hasten(callId);
    if (transferId) await this.bell.ring(AdvanceTransfer, { tenantId: currentTenantId(), transferId });
  }
}
