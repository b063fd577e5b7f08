import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { currentTenantId } from '../../platform/context/request-context';
import { runAsSystem } from '../../platform/context/run-as-system';
import { RedisConnections } from '../../platform/pubsub/redis.service';
import { Topics } from '../../platform/pubsub/topics';
import { SpeedToLeadMoved } from './speed-to-lead.topics';

/** At most one publication a second for each company, over all processes. */
const INTERVAL_MS = 1_000;

/** Tells watchers that figures have moved: moves within a second are told once, and the last one always. */
@Injectable()
export class SpeedNews implements OnModuleDestroy {
  private readonly logger = new Logger(SpeedNews.name);
  private readonly pending = new Map<string, NodeJS.Timeout>();
  private isStopped = false;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly redis: RedisConnections,
    private readonly topics: Topics,
  ) {}

  touch(): void {
    this.schedule(currentTenantId(), INTERVAL_MS / 4);
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }

  private schedule(tenantId: string, delayMs: number): void {
    if (this.isStopped || this.pending.has(tenantId)) return;
    const fire = (): void => {
      this.pending.delete(tenantId);
      runAsSystem({ name: 'speed-to-lead', tenantId }, () => this.publish(tenantId)).catch((error: unknown) =>
        this.logger.warn('speed to lead was not published', {}, error),
      );
    };
    this.pending.set(tenantId, setTimeout(fire, delayMs));
  }

  private async publish(tenantId: string): Promise<void> {
    const key = `${this.config.redis.prefix}:speed-to-lead:${tenantId}`;
    const turn = await this.redis.commands.set(key, '1', 'PX', INTERVAL_MS, 'NX');
    if (turn !== 'OK') return this.schedule(tenantId, INTERVAL_MS);
    await this.topics.publish(SpeedToLeadMoved, { at: this.clock.now().toISOString() });
  }
}
