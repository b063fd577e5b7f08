import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../platform/queues/handles-job.decorator';
import { TransferSteps } from './transfer-steps.service';
import { AdvanceTransfer } from './transfers.jobs';

@Injectable()
export class TransfersProcessor {
  constructor(private readonly steps: TransferSteps) {}

  @HandlesJob(AdvanceTransfer)
  async advance({ transferId }: { tenantId: string; transferId: string }): Promise<void> {
    await this.steps.advance(transferId);
  }
}
