import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config';
import { runInContext } from '../../platform/context/request-context';
import { inLanes } from '../../platform/queues/in-lanes';
import { Sweeps } from '../../platform/queues/sweeps';
import { CarrierEvents } from './carrier-events.service';
import { type Neglect, type UnattendedCall, UnattendedCalls } from './unattended-calls';
import { CallCare } from './call-care';

const BATCH = 200;
/** The sweep must not stand in the carrier's queue: what has no turn soon waits for the next one. */
const SWEEP_RATE_WAIT_MS = 500;

/** Looks after calls whose bell was lost, whose worker died, or whose carrier fell silent; needs neither Redis nor luck. */
@Injectable()
export class CallSweep implements OnApplicationBootstrap {
  private readonly logger = new Logger(CallSweep.name);
  private readonly remedies: Readonly<Record<Neglect, (callId: string) => Promise<void>>>;

  constructor(
    private readonly sweeps: Sweeps,
    private readonly unattended: UnattendedCalls,
    private readonly events: CarrierEvents,
    private readonly config: AppConfig,
    care: CallCare,
  ) {
    this.remedies = {
      UNPLACED: (callId) => care.placer.place(callId, SWEEP_RATE_WAIT_MS),
      ABANDONED: (callId) => care.reconciler.suspendIfAbandoned(callId),
      UNKNOWN: (callId) => care.reconciler.resolve(callId),
      SILENT: (callId) => care.reconciler.poll(callId),
      DETAILS: (callId) => care.details.fetch(callId),
    };
  }

  onApplicationBootstrap(): void {
    this.sweeps.register('calls', () => this.sweep());
    this.sweeps.register('carrier-events', () => this.events.applyOrphans());
  }

  async sweep(): Promise<void> {
    const unattended = await this.unattended.find(BATCH);
    await inLanes(unattended, this.config.dialing.concurrency, (call) => this.attend(call));
  }

  private async attend({ tenantId, callId, neglect }: UnattendedCall): Promise<void> {
    const context = { requestId: callId, tenantId, actor: { kind: 'SYSTEM', name: 'call-sweep' } as const };
    try {
      await runInContext(context, () => this.remedies[neglect](callId));
    } catch (error) {
      this.logger.warn(
        { callId, neglect, reason: error instanceof Error ? error.message : 'unknown' },
        'a call could not be attended to',
      );
    }
  }
}
