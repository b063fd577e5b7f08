/** Thrown when work did not end in time; the work has been told to stop. */
export class TooLate extends Error {
  constructor(readonly limitMs: number) {
    super(`Not done within ${limitMs} ms.`);
    this.name = 'TooLate';
  }
}

/**
 * Runs `work` for at most `limitMs` milliseconds, whether or not it heeds the signal. What fails after its time is dropped.
 * @throws TooLate, and whatever `work` throws in time.
 */
export async function within<T>(limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        reject(new TooLate(limitMs));
        stop.abort();
      },
      Math.max(0, limitMs),
    );
  });
  try {
    return await Promise.race([work(stop.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
