import type { JobPayload } from './job';

/** Jobs of one company that wait here at most; what is beyond is left to the sweep. */
const MOST_WAITING = 1_000;

/**
 * Lets each company have so many jobs of a kind under way in this process, whatever it has to do: the rest of the slots is for the others.
 * A job beyond that waits in memory and holds no slot; whoever of its company is done next goes on with it. Nothing hangs on this memory:
 * what is lost with the process is in PostgreSQL, where the sweep finds it.
 */
export class CompanyShare<P extends JobPayload> {
  private readonly underWay = new Map<string, number>();
  private readonly waiting = new Map<string, P[]>();

  constructor(
    private readonly most: number,
    private readonly stop: AbortSignal,
  ) {}

  /** Resolves once the job, and what of its company waited meanwhile, is done; at once when the job has to wait. @throws as `work` does. */
  async run(job: P, work: (job: P) => Promise<void>): Promise<void> {
    const { tenantId } = job;
    const busy = this.underWay.get(tenantId) ?? 0;
    if (busy >= this.most) {
      this.wait(job);
      return;
    }
    this.underWay.set(tenantId, busy + 1);
    try {
      for (let next: P | undefined = job; next; next = this.next(tenantId)) await work(next);
    } finally {
      this.release(tenantId);
    }
  }

  private wait(job: P): void {
    const queue = this.waiting.get(job.tenantId) ?? [];
    if (queue.length < MOST_WAITING) this.waiting.set(job.tenantId, [...queue, job]);
  }

  private next(tenantId: string): P | undefined {
    if (this.stop.aborted) return undefined;
    const [next, ...others] = this.waiting.get(tenantId) ?? [];
    if (others.length > 0) this.waiting.set(tenantId, others);
    else this.waiting.delete(tenantId);
    return next;
  }

  private release(tenantId: string): void {
    const left = (this.underWay.get(tenantId) ?? 1) - 1;
    if (left > 0) this.underWay.set(tenantId, left);
    else this.underWay.delete(tenantId);
  }
}
