const LOOK_MS = 100;
const SHOWN_CHARACTERS = 2_000;

/**
 * Looks again and again until what is seen is as wanted, and answers it. For what other processes do.
 * @throws Error with what was seen last, after `timeoutMs`.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T>,
  wanted: (seen: T) => boolean,
  timeoutMs = 30_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (wanted(seen)) return seen;
    if (performance.now() > deadline) {
      throw new Error(`Not within ${timeoutMs} ms: ${what}. Last seen: ${shortened(seen)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function shortened(seen: unknown): string {
  const text = JSON.stringify(seen) ?? String(seen);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
