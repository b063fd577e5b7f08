import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config';
import { Sweeps } from '../../platform/queues/sweeps';
import type { CallLane } from '../call.entity';
import { CARRIER_EVENTS_SWEEP, CarrierEvents } from './carrier-events.service';
import { type Neglect, type UnattendedCall, UnattendedCalls } from './unattended-calls';
import { CallCare } from './call-care';

const SWEEP = 'calls';
/** A request nobody waits for any more holds a person up: it is found within a second, five times as often as what has a bell. */
const LOST_SWEEP = 'lost-calls';
const LOST_SWEEPS_PER_INTERVAL = 5;
/** A carrier that hangs must not keep lost calls waiting for those it is only asked about. */
const QUESTIONS_SWEEP = 'carrier-questions';
const BATCH = 200;
/** Requests to the carrier, one after the other, and statements beside them: more than any remedy makes. */
const REQUESTS_PER_CALL = 6;
const SHORTEST_ROW_MS = 60_000;
/** The sweep must not stand in the carrier's queue: what has no turn soon waits for the next one. */
const SWEEP_RATE_WAIT_MS = 500;

/** Looks after calls whose bell was lost, whose worker died, or whose carrier fell silent; needs neither Redis nor luck. */
@Injectable()
export class CallSweep implements OnApplicationBootstrap {
  private readonly remedies: Readonly<Record<Neglect, (callId: string, lane: CallLane) => Promise<void>>>;

  constructor(
    private readonly sweeps: Sweeps,
    private readonly unattended: UnattendedCalls,
    private readonly events: CarrierEvents,
    private readonly config: AppConfig,
    care: CallCare,
  ) {
    this.remedies = {
      UNPLACED: (callId, lane) => care.placer.place(callId, SWEEP_RATE_WAIT_MS, lane),
      ABANDONED: (callId) => care.looks.attendAbandoned(callId),
      UNKNOWN: (callId) => care.looks.resolve(callId),
      SILENT: (callId) => care.poller.poll(callId),
      DETAILS: (callId) => care.details.fetch(callId),
    };
  }

  onApplicationBootstrap(): void {
    const rowMs = Math.max(SHORTEST_ROW_MS, REQUESTS_PER_CALL * (this.config.twilio?.timeoutMs ?? 0));
    const everyMs = this.config.dialing.sweepIntervalMs / LOST_SWEEPS_PER_INTERVAL;
    this.sweeps.register(SWEEP, () => this.sweep(), { rowMs });
    this.sweeps.register(LOST_SWEEP, () => this.findLost(), { rowMs, everyMs });
    this.sweeps.register(QUESTIONS_SWEEP, () => this.askCarrier(), { rowMs });
    this.sweeps.register(CARRIER_EVENTS_SWEEP, () => this.events.applyOrphans());
  }

  async sweep(): Promise<void> {
    await this.attend(SWEEP, await this.unattended.find(BATCH));
  }

  async findLost(): Promise<void> {
    await this.attend(LOST_SWEEP, await this.unattended.findLost(BATCH));
  }

  async askCarrier(): Promise<void> {
    await this.attend(QUESTIONS_SWEEP, await this.unattended.findToAsk(BATCH));
  }

  private async attend(sweep: string, calls: readonly UnattendedCall[]): Promise<void> {
    const attention = { sweep, lanes: this.config.dialing.concurrency, idOf: callIdOf };
    await this.sweeps.attendEach(calls, attention, ({ callId, neglect, lane }) => this.remedies[neglect](callId, lane));
  }
}

function callIdOf({ callId }: UnattendedCall): string {
  return callId;
}
