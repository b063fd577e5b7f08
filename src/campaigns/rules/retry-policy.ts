import { z } from 'zod';

const seconds = z
  .number()
  .int()
  .min(1)
  .max(30 * 86_400);
const delays = z.array(seconds).min(1).max(10);

/** Seconds to wait after each kind of failure, by attempt; the last value goes on for further attempts. */
export const retryPolicySchema = z.object({
  noAnswer: delays.default([3_600, 14_400, 86_400]),
  busy: delays.default([14_400]),
  /** Retries after BUSY, at most. */
  busyRetries: z.number().int().min(0).max(10).default(2),
  /** The first retry after a carrier fault comes at once, later ones after this. */
  failed: delays.default([1, 86_400]),
  voicemail: delays.default([86_400]),
  /** Random part of each delay, both ways, as a share of it. */
  jitter: z.number().min(0).max(0.5).default(0.1),
});

export type RetryPolicy = z.infer<typeof retryPolicySchema>;

/** A policy as stored, with the defaults filled in. */
export function readRetryPolicy(stored: unknown): RetryPolicy {
  return retryPolicySchema.parse(stored ?? {});
}
