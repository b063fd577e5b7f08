import { z } from 'zod';

const seconds = z
  .number()
  .int()
  .min(1)
  .max(30 * 86_400);
const delays = z.array(seconds).min(1).max(10);
const retries = z.number().int().min(0).max(10);

/** Seconds to wait after each kind of failure, by attempt; the last value goes on for further attempts. */
export const retryPolicySchema = z.object({
  noAnswer: delays.default([3_600, 14_400, 86_400]),
  busy: delays.default([14_400]),
  /** Retries after BUSY, at most. */
  busyRetries: retries.default(2),
  /** The first retry after a carrier fault comes at once, later ones after this. */
  failed: delays.default([1, 86_400]),
  voicemail: delays.default([86_400]),
  /** Retries after each of these, at most; null leaves it to the attempts of the campaign. */
  noAnswerRetries: retries.nullable().default(null),
  failedRetries: retries.nullable().default(null),
  voicemailRetries: retries.nullable().default(null),
  /** Random part of each delay, both ways, as a share of it. */
  jitter: z.number().min(0).max(0.5).default(0.1),
});

export type RetryPolicy = z.infer<typeof retryPolicySchema>;

/**
 * A policy with nothing left open: field by field the last of `layers` that says something, the defaults of the product below all. A
 * company's comes first, a campaign's after it.
 */
export function readRetryPolicy(...layers: readonly unknown[]): RetryPolicy {
  return retryPolicySchema.parse(Object.assign({}, ...layers.map((layer) => layer ?? {})));
}
