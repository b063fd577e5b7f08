import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { currentTenantId } from '../../platform/context/request-context';
import { runAsSystem } from '../../platform/context/run-as-system';
import { CallReconciler } from './call-reconciler.service';

/** Later looks are the sweep's. */
const HORIZON_MS = 60_000;

/** Looks at an UNKNOWN call again at the very moment it is due: between two sweeps somebody waits to be called. */
@Injectable()
export class LookTimers implements OnModuleDestroy {
  private readonly logger = new Logger(LookTimers.name);
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private isStopped = false;

  constructor(
    private readonly reconciler: CallReconciler,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** A look that is under way then sets no timer any more. */
  onModuleDestroy(): void {
    this.isStopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** Looks now, and again when the next look is due. */
  async resolve(callId: string): Promise<void> {
    this.arm(callId, await this.reconciler.resolve(callId));
  }

  async attendAbandoned(callId: string): Promise<void> {
    this.arm(callId, await this.reconciler.attendAbandoned(callId));
  }

  private arm(callId: string, at: Date | null): void {
    clearTimeout(this.timers.get(callId));
    this.timers.delete(callId);
    const waitMs = at ? at.getTime() - this.clock.now().getTime() : Number.POSITIVE_INFINITY;
    if (waitMs > HORIZON_MS || this.isStopped || !this.config.serves('worker')) return;
    const tenantId = currentTenantId();
    const look = (): Promise<void> => {
      this.timers.delete(callId);
      return runAsSystem({ name: 'look-timer', tenantId, requestId: callId }, () => this.resolve(callId)).catch(
        (error: unknown) => this.logger.warn('an unknown call waits for the sweep', { callId }, error),
      );
    };
    this.timers.set(callId, setTimeout(() => void look(), Math.max(0, waitMs)).unref());
  }
}
