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
import { AppConfig } from '../config/config';
import { runInContext } from '../context/request-context';
import { type JobHandler, JobHandlers } from './job-handlers';
import { declaredJobs, type Job, type JobPayload } from './job';

/** Longest wait for jobs under way when the process is told to stop; as long as the slowest carrier may take, and some. */
const FINISH_MS = 15_000;

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
        Promise.race([queue.pause(true, true), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]).catch(
          (error: unknown) =>
            this.logger.warn({ queue: queue.name, reason: reasonOf(error) }, 'a queue could not be paused'),
        ),
      ),
    );
  }

  /** A request to the carrier that has left gets its answer stored before the database goes away. */
  async beforeApplicationShutdown(): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, FINISH_MS).unref());
    await Promise.race([Promise.allSettled(this.underWay), late]);
  }

  private serve(queue: Queue, job: Job<JobPayload>, handler: JobHandler): void {
    const run = async (bullJob: BullJob<JobPayload>): Promise<void> => {
      const context = {
        requestId: String(bullJob.id),
        tenantId: bullJob.data.tenantId,
        actor: { kind: 'SYSTEM', name: job.name } as const,
      };
      const work = runInContext(context, () => handler(bullJob.data));
      this.underWay.add(work);
      await work.finally(() => this.underWay.delete(work));
    };
    // Bull settles this promise when the queue closes; failures of single jobs arrive as events.
    void Promise.resolve(queue.process(job.name, this.concurrencyOf(job), run)).catch((error: unknown) =>
      this.logger.error({ queue: queue.name, reason: reasonOf(error) }, 'a queue stopped'),
    );
  }

  private concurrencyOf({ concurrency }: Job<JobPayload>): number {
    return typeof concurrency === 'function' ? concurrency(this.config) : concurrency;
  }

  private watch(queue: Queue): void {
    if (this.queues.has(queue)) return;
    this.queues.add(queue);
    queue.on('error', (error) => this.logger.warn({ queue: queue.name, reason: error.message }, 'queue error'));
    queue.on('failed', (job, error) =>
      this.logger.warn({ queue: queue.name, job: job.name, reason: reasonOf(error) }, 'a job failed'),
    );
    queue.on('stalled', (job) => this.logger.warn({ queue: queue.name, job: job.name }, 'a job stalled'));
    queue.on('lock-extension-failed', () => this.logger.warn({ queue: queue.name }, 'a job lost its lock'));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown';
}
