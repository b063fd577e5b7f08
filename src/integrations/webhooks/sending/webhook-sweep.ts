import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HandlesJob } from '../../../platform/queues/handles-job.decorator';
import { Sweeps } from '../../../platform/queues/sweeps';
import { AttendWebhooks } from '../webhooks.jobs';
import { WebhookRounds } from './webhook-rounds.service';
import { WebhookStore } from './webhook-store.service';

const DUE = 'webhooks';
const OLD = 'old-webhooks';
/** Endpoints of one look; the next begins with those that waited longest. */
const MOST_ENDPOINTS = 1_000;
const MOST_OLD = 1_000;
const HOUR_MS = 3_600_000;

/** Finds where something is due, whatever bells were lost, and forgets what is old. */
@Injectable()
export class WebhookSweep implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly store: WebhookStore,
    private readonly rounds: WebhookRounds,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(DUE, () => this.lookForDue());
    this.sweeps.register(OLD, () => this.forgetOld(), { everyMs: HOUR_MS });
  }

  /** A bell knows no paces: who is slow changes lanes. */
  @HandlesJob(AttendWebhooks)
  async attendOne({ tenantId, endpointId: id }: { tenantId: string; endpointId: string }): Promise<void> {
    this.rounds.attend({ tenantId, id, isSlow: false });
  }

  /** Gets them in line, and does not wait for them. */
  async lookForDue(): Promise<void> {
    for (const endpoint of await this.store.due(MOST_ENDPOINTS)) this.rounds.attend(endpoint);
  }

  async forgetOld(): Promise<void> {
    while (!this.sweeps.stop.aborted && (await this.store.forgetOld(MOST_OLD)) === MOST_OLD);
  }
}
