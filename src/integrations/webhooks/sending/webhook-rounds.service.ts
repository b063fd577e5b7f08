import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { within } from '../../../platform/clock/within';
import { runAsSystem } from '../../../platform/context/run-as-system';
import { FINISH_MS } from '../../../platform/queues/finish';
import { FairLanes, type Turn } from './fair-lanes';
import type { DueEndpoint } from './webhook-store.service';
import { WebhookDispatch } from './webhook-dispatch.service';

interface EndpointTurn extends Turn {
  readonly isSlow: boolean;
}

/** Endpoints of one process that are served at once, and how many of them may be one company's. */
const BRISK = { lanes: 12, perOwner: 4 };
/** Those whose last answer took long have lanes of their own: they wait for each other, and nobody else for them. */
const SLOW = { lanes: 6, perOwner: 2 };

/**
 * Serves endpoints in turn: one batch each, then the next. So a receiver that hangs holds up itself, and at most one lane of those whose
 * answers are quick, once.
 */
@Injectable()
export class WebhookRounds implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(WebhookRounds.name);
  private readonly brisk = new FairLanes<EndpointTurn>(BRISK.lanes, BRISK.perOwner);
  private readonly slow = new FairLanes<EndpointTurn>(SLOW.lanes, SLOW.perOwner);
  private readonly underWay = new Set<Promise<void>>();
  private isStopping = false;
  private finished?: Promise<void>;

  constructor(private readonly dispatch: WebhookDispatch) {}

  /** Gets in line, and returns at once. */
  attend({ tenantId, id, isSlow }: DueEndpoint): void {
    if (this.isStopping) return;
    this.lanesOf(isSlow).add({ id, owner: tenantId, isSlow });
    this.fill();
  }

  /** When nobody waits and nobody is served. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Begins nothing more. The time for what is under way runs from here, beside that of the jobs. */
  onModuleDestroy(): void {
    this.isStopping = true;
    this.brisk.clear();
    this.slow.clear();
    this.finished = within(FINISH_MS, () => this.idle()).catch((error: unknown) =>
      this.logger.warn('webhooks were left under way; they are sent again', { count: this.underWay.size }, error),
    );
  }

  /** What was sent is written down before the database goes away. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.finished;
  }

  private fill(): void {
    for (const lanes of [this.brisk, this.slow])
      for (let turn = lanes.take(); turn; turn = lanes.take()) this.begin(lanes, turn);
  }

  private begin(lanes: FairLanes<EndpointTurn>, turn: EndpointTurn): void {
    const work = this.serve(turn).finally(() => {
      lanes.release(turn);
      this.underWay.delete(work);
      this.fill();
    });
    this.underWay.add(work);
  }

  /** Never throws: a failure leaves a lapsed lease to the sweep. */
  private async serve({ id, owner: tenantId, isSlow }: EndpointTurn): Promise<void> {
    try {
      const served = await runAsSystem({ name: 'webhooks', tenantId, requestId: id }, () =>
        this.dispatch.serve(id, isSlow),
      );
      if (served === 'MORE') this.queue({ id, owner: tenantId, isSlow });
      if (served === 'OTHER_PACE') this.queue({ id, owner: tenantId, isSlow: !isSlow });
    } catch (error) {
      this.logger.warn('an endpoint of webhooks waits for the next sweep', { endpointId: id }, error);
    }
  }

  private queue(turn: EndpointTurn): void {
    if (!this.isStopping) this.lanesOf(turn.isSlow).add(turn);
  }

  private lanesOf(isSlow: boolean): FairLanes<EndpointTurn> {
    return isSlow ? this.slow : this.brisk;
  }
}
