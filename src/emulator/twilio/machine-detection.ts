import type { CallRequest } from '../ledger/call-record';
import { drawBetween } from '../simulation/seeded';

export interface Verdict {
  /** The value of `AnsweredBy`. */
  answeredBy: string;
  /** Simulated milliseconds from pick-up to verdict. */
  afterMs: number;
}

/** What machine detection finds, and when; null when it was not asked for. */
export function detect(request: CallRequest, machine: boolean, seed: number, attempt: number): Verdict | null {
  if (!request.machineDetection) return null;
  const afterMs = Math.round(lasts(request, machine, seed, attempt));
  const limit = request.machineDetectionTimeout * 1_000;
  if (afterMs > limit) return { answeredBy: 'unknown', afterMs: limit };
  if (!machine) return { answeredBy: 'human', afterMs };
  return { answeredBy: request.machineDetection === 'Enable' ? 'machine_start' : 'machine_end_beep', afterMs };
}

function lasts(request: CallRequest, machine: boolean, seed: number, attempt: number): number {
  const keys = [request.to, attempt, 'amd'] as const;
  if (!machine) return drawBetween(1_500, 3_000, seed, ...keys);
  // The end of a greeting is known only after all of it has been heard.
  return request.machineDetection === 'Enable'
    ? drawBetween(2_500, 4_000, seed, ...keys)
    : drawBetween(9_000, 14_000, seed, ...keys);
}
