import type { TestClock } from './test-clock';

const TICK_MS = 5;

/** Lets a test's clock run as fast as the real one, from wherever it is set to. @returns what stops it. */
export function runClock(clock: TestClock): () => void {
  let last = performance.now();
  const ticking = setInterval(() => {
    const now = performance.now();
    clock.advance(now - last);
    last = now;
  }, TICK_MS);
  return () => clearInterval(ticking);
}
