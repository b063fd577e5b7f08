import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config';
import { currentTenantId } from '../../platform/context/request-context';
import { runAsSystem } from '../../platform/context/run-as-system';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { RedisConnections } from '../../platform/pubsub/redis.service';
import { Topics } from '../../platform/pubsub/topics';
import { CampaignProgressed } from '../campaigns.topics';
import { ProgressReader } from './progress-reader.service';

/** At most four publications a second for each campaign, over all processes. */
const INTERVAL_MS = 250;

/**
 * Publishes the progress of campaigns that moved. Progress is state, not a log: moves within one interval become one publication of the
 * newest state, and the last state is always published.
 */
@Injectable()
export class ProgressNews implements OnModuleDestroy {
  private readonly logger = new Logger(ProgressNews.name);
  private readonly pending = new Map<string, NodeJS.Timeout>();
  private isStopped = false;

  constructor(
    private readonly config: AppConfig,
    private readonly work: UnitOfWork,
    private readonly reader: ProgressReader,
    private readonly redis: RedisConnections,
    private readonly topics: Topics,
  ) {}

  /** Call inside the unit of work that moved something. */
  touchAfterCommit(campaignId: string): void {
    this.work.afterCommit(() => this.touch(campaignId));
  }

  touch(campaignId: string): void {
    this.schedule(currentTenantId(), campaignId, INTERVAL_MS / 2);
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }

  private schedule(tenantId: string, campaignId: string, delayMs: number): void {
    if (this.isStopped || this.pending.has(campaignId)) return;
    const fire = (): void => {
      this.pending.delete(campaignId);
      const system = { name: 'progress', tenantId, requestId: campaignId };
      runAsSystem(system, () => this.publish(tenantId, campaignId)).catch((error: unknown) =>
        this.logger.warn('progress was not published', { campaignId }, error),
      );
    };
    this.pending.set(campaignId, setTimeout(fire, delayMs));
  }

  private async publish(tenantId: string, campaignId: string): Promise<void> {
    const turn = await this.redis.commands.set(
      `${this.config.redis.prefix}:progress:${campaignId}`,
      '1',
      'PX',
      INTERVAL_MS,
      'NX',
    );
    if (turn !== 'OK') return this.schedule(tenantId, campaignId, INTERVAL_MS);
    await this.topics.publish(CampaignProgressed, await this.reader.read(campaignId), campaignId);
  }
}
