import { setTimeout as delay } from 'node:timers/promises';

/** Does `work` and renews its lease meanwhile, one renewal at a time; none is under way any more when it ends. */
export async function whileLeased<T>(
  { everyMs, renew }: { readonly everyMs: number; readonly renew: () => Promise<void> },
  work: () => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const renewing = renewUntil(over.signal, everyMs, renew);
  try {
    return await work();
  } finally {
    over.abort();
    await renewing;
  }
}

async function renewUntil(over: AbortSignal, everyMs: number, renew: () => Promise<void>): Promise<void> {
  while (!over.aborted) {
    await delay(everyMs, undefined, { signal: over }).catch(() => undefined);
    if (!over.aborted) await renew();
  }
}
