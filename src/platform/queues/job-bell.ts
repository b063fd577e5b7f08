import { getQueueToken } from '@nestjs/bull';
import { Injectable, Logger } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bull';
import type { Job, JobPayload } from './job';

/** A bell that cannot be rung within this time is left to the sweep. */
const RING_TIMEOUT_MS = 500;

/** Rings Bull. Best effort by design: losing a bell costs at most one sweep, so a failure is logged and never thrown. */
@Injectable()
export class JobBell {
  private readonly logger = new Logger(JobBell.name);

  constructor(private readonly modules: ModuleRef) {}

  /** @param delayMs at most one sweep interval; longer waits are columns in PostgreSQL. */
  async ring<P extends JobPayload>(job: Job<P>, payload: P, delayMs = 0): Promise<void> {
    await this.ringAll(job, [payload], delayMs);
  }

  async ringAll<P extends JobPayload>(job: Job<P>, payloads: readonly P[], delayMs = 0): Promise<void> {
    if (payloads.length === 0) return;
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
    try {
      await Promise.race([queue.addBulk(jobs), late()]);
    } catch (error) {
      this.logger.warn(
        { job: job.name, count: jobs.length, reason: error instanceof Error ? error.message : 'unknown' },
        'a bell was not rung',
      );
    }
  }
}

function late(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('Redis did not answer in time')), RING_TIMEOUT_MS).unref();
  });
}
