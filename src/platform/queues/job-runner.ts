import { getQueueToken } from '@nestjs/bull';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Job as BullJob, Queue } from 'bull';
import { within } from '../clock/within';
import { AppConfig } from '../config/config';
import { runAsSystem } from '../context/run-as-system';
import { FINISH_MS } from './finish';
import { type JobHandler, JobHandlers } from './job-handlers';
import { declaredJobs, type Job, type JobPayload } from './job';

/** A queue that cannot be paused within this time, because Redis is away, hands out no jobs either. */
const PAUSE_MS = 1_000;

/** Connects declared jobs to their handlers at start and, in worker processes, lets Bull run them. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobRunner.name);
  private readonly queues = new Set<Queue>();
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly config: AppConfig,
    private readonly handlers: JobHandlers,
    private readonly modules: ModuleRef,
  ) {}

  onApplicationBootstrap(): void {
    const wired = this.handlers.wired();
    for (const job of declaredJobs()) {
      const queue = this.modules.get<Queue>(getQueueToken(job.queue), { strict: false });
      const handler = wired.get(job.name);
      this.watch(queue);
      if (handler && this.config.serves('worker')) this.serve(queue, job, handler);
    }
  }

  /** Stops taking jobs at the beginning of a shutdown, not at its end; jobs under way finish. */
  async onModuleDestroy(): Promise<void> {
    if (!this.config.serves('worker')) return;
    await Promise.all(
      [...this.queues].map((queue) =>
        within(PAUSE_MS, () => queue.pause(true, true)).catch((error: unknown) =>
          this.logger.warn('a queue could not be paused', { queue: queue.name }, error),
        ),
      ),
    );
  }

  /** A request to the carrier that has left gets its answer stored before the database goes away. */
  async beforeApplicationShutdown(): Promise<void> {
    const ended = Promise.allSettled(this.underWay);
    await within(FINISH_MS, () => ended).catch((error: unknown) =>
      this.logger.warn('jobs were left under way', { count: this.underWay.size }, error),
    );
  }

  private serve(queue: Queue, job: Job<JobPayload>, handler: JobHandler): void {
    const run = async (bullJob: BullJob<JobPayload>): Promise<void> => {
      const { id, data } = bullJob;
      const work = runAsSystem({ name: job.name, tenantId: data.tenantId, requestId: String(id) }, () => handler(data));
      this.underWay.add(work);
      await work.finally(() => this.underWay.delete(work));
    };
    // Bull settles this promise when the queue closes; failures of single jobs arrive as events.
    void Promise.resolve(queue.process(job.name, this.concurrencyOf(job), run)).catch((error: unknown) =>
      this.logger.error('a queue stopped', { queue: queue.name }, error),
    );
  }

  private concurrencyOf({ concurrency }: Job<JobPayload>): number {
    return typeof concurrency === 'function' ? concurrency(this.config) : concurrency;
  }

  private watch(queue: Queue): void {
    if (this.queues.has(queue)) return;
    this.queues.add(queue);
    queue.on('error', (error) => this.logger.warn('queue error', { queue: queue.name }, error));
    queue.on('failed', (job, error) => this.logger.warn('a job failed', { queue: queue.name, job: job.name }, error));
    queue.on('stalled', (job) => this.logger.warn({ queue: queue.name, job: job.name }, 'a job stalled'));
    queue.on('lock-extension-failed', () => this.logger.warn({ queue: queue.name }, 'a job lost its lock'));
  }
}
