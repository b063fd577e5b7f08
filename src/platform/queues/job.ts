import type { AppConfig } from '../config/config';

/**
 * A bell that may ring late, twice or never: the payload holds ids, and the row it names says whether anything is left to do.
 */
export interface Job<P extends object> {
  readonly queue: string;
  /** For example `dial-call`. */
  readonly name: string;
  /** Jobs of one name with the same identity are one while they wait. */
  readonly identity: (payload: P) => string;
  /** How many run at once in one worker process; a function reads it from the configuration. */
  readonly concurrency: number | ((config: AppConfig) => number);
}

/** Every payload names the tenant whose context the handler runs in. */
export interface JobPayload {
  readonly tenantId: string;
}

const declared = new Map<string, Job<never>>();

/** Declares a job once, beside the module that owns it. */
export function declareJob<P extends JobPayload>(job: Job<P>): Job<P> {
  if (declared.has(job.name)) throw new Error(`The job ${job.name} is declared twice.`);
  declared.set(job.name, job);
  return job;
}

export function declaredJobs(): readonly Job<JobPayload>[] {
  return [...declared.values()] as unknown as Job<JobPayload>[];
}
