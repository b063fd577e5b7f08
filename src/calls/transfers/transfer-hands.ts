import { Injectable } from '@nestjs/common';
import { LegCare } from './leg-care.service';
import { TransferSteps } from './transfer-steps.service';
import { TransferStore } from './transfer-store.service';

/** The hands of the sweep and of the webhooks. */
@Injectable()
export class TransferHands {
  constructor(
    readonly steps: TransferSteps,
    readonly care: LegCare,
    private readonly store: TransferStore,
  ) {}

  async advanceByLeg(legId: string): Promise<void> {
    const leg = await this.store.findLeg(legId);
    if (leg) await this.steps.advance(leg.transferId);
  }
}
