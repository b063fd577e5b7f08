import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds each request took, at a rate that does not wait for answers. @throws what a request failed with. */
export async function atRate(perSecond: number, seconds: number, send: () => Promise<void>): Promise<number[]> {
  const begun = performance.now();
  const requests: Promise<number>[] = [];
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const dueMs = begun + (n * 1_000) / perSecond;
    if (dueMs > performance.now()) await delay(dueMs - performance.now());
    requests.push(timed(send, dueMs));
  }
  return Promise.all(requests);
}

/** Requests done in that many seconds, each lane asking again as soon as it has its answer. */
export async function backToBack(lanes: number, seconds: number, send: () => Promise<void>): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  let done = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (performance.now() < until) {
        await send();
        done += 1;
      }
    }),
  );
  return done;
}

/** From when it was due: a late start is waiting as well. */
async function timed(send: () => Promise<void>, dueMs: number): Promise<number> {
  await send();
  return performance.now() - dueMs;
}
