import { getQueueToken } from '@nestjs/bull';
import { Injectable, Logger } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bull';
import { TooLate, within } from '../clock/within';
import { failpoint } from '../failpoints/failpoint';
import type { Job, JobPayload } from './job';

/** A bell that cannot be rung within this time is left to the sweep. */
const RING_TIMEOUT_MS = 500;

/** Rings Bull. Best effort by design: losing a bell costs at most one sweep, so a failure is logged and never thrown. */
@Injectable()
export class JobBell {
  private readonly logger = new Logger(JobBell.name);

  /**
   * Queues that owe the answer to a ring that was given up. Until it comes nothing more is sent there: the client keeps in memory what
   * it cannot send, and every caller would wait in vain.
   */
  private readonly silent = new Set<string>();

  constructor(private readonly modules: ModuleRef) {}

  /** @param delayMs at most one sweep interval; longer waits are columns in PostgreSQL. */
  async ring<P extends JobPayload>(job: Job<P>, payload: P, delayMs = 0): Promise<void> {
    await this.ringAll(job, [payload], delayMs);
  }

  async ringAll<P extends JobPayload>(job: Job<P>, payloads: readonly P[], delayMs = 0): Promise<void> {
    if (payloads.length === 0 || this.silent.has(job.queue)) return;
    const queue = this.modules.get<Queue>(getQueueToken(job.queue), { strict: false });
    const jobs = payloads.map((data) => ({
      name: job.name,
      data,
      opts: {
        jobId: `${job.name}:${job.identity(data)}`,
        delay: delayMs,
        attempts: 1,
        removeOnComplete: true,
        removeOnFail: true,
      },
    }));
    await failpoint('ring.before_add');
    const rung = queue.addBulk(jobs);
    try {
      await within(RING_TIMEOUT_MS, () => rung);
    } catch (error) {
      this.logger.warn('a bell was not rung', { job: job.name, count: jobs.length }, error);
      if (error instanceof TooLate) void this.keepSilent(job.queue, rung);
    }
  }

  private async keepSilent(queue: string, rung: Promise<unknown>): Promise<void> {
    this.silent.add(queue);
    await Promise.allSettled([rung]);
    this.silent.delete(queue);
    this.logger.log('bells are tried again', { queue });
  }
}
