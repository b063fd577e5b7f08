import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { monotonicMs } from '../clock/clock';
import { AppConfig } from '../config/config';
import { runInContext } from '../context/request-context';
import { DatabaseBell } from '../database/database-bell';
import { inLanes } from '../queues/in-lanes';
import { FactListeners } from './fact-listeners';
import { type OutboxRow, OutboxStore } from './outbox-store';

const BATCH = 200;
const CONCURRENCY = 8;
const NET_INTERVAL_MS = 1_000;

/**
 * Delivers recorded facts to their listeners, in worker processes. Woken by LISTEN/NOTIFY, with a poll as the net; several
 * relays share the work through SKIP LOCKED.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(OutboxRelay.name);
  private running?: Promise<void>;
  private again = false;
  private stopped = false;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly config: AppConfig,
    private readonly store: OutboxStore,
    private readonly listeners: FactListeners,
    private readonly bell: DatabaseBell,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.serves('worker')) return;
    this.bell.listen('outbox', () => this.wake());
    this.timer = setInterval(() => this.wake(), NET_INTERVAL_MS);
    this.wake();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Starts a drain, or asks the one under way to look once more. */
  wake(): void {
    if (this.stopped) return;
    this.again = true;
    this.running ??= this.drain().finally(() => {
      this.running = undefined;
      if (this.again) this.wake();
    });
  }

  private async drain(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        const rows = await this.store.claim(BATCH);
        if (rows.length > 0) {
          this.again = true;
          await this.deliverAll(rows);
        }
      } catch (error) {
        this.again = false;
        this.logger.warn({ reason: reasonOf(error) }, 'the outbox cannot be read; the next poll tries again');
      }
    }
  }

  private async deliverAll(rows: readonly OutboxRow[]): Promise<void> {
    const done: OutboxRow[] = [];
    await inLanes(rows, CONCURRENCY, async (row) => {
      if (await this.deliver(row)) done.push(row);
    });
    await this.store.delivered(done);
  }

  private async deliver(row: OutboxRow): Promise<boolean> {
    const started = monotonicMs();
    const delivery = { eventId: row.id, occurredAt: row.occurred_at, attempt: row.attempts };
    const context = { requestId: row.id, tenantId: row.tenant_id, actor: { kind: 'SYSTEM', name: 'outbox' } as const };
    try {
      await runInContext(context, async () => {
        for (const listener of this.listeners.of(row.name)) await listener(row.payload, delivery);
      });
      return true;
    } catch (error) {
      const durationMs = Math.round(monotonicMs() - started);
      this.logger.warn(
        { event: row.name, eventId: row.id, attempt: row.attempts, durationMs, reason: reasonOf(error) },
        'a listener failed',
      );
      await this.store.failed(row, reasonOf(error));
      return false;
    }
  }
}

/** Class and message of our own and the driver's errors; messages of both name fields and constraints, not values. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : 'unknown';
}
