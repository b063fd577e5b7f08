/**
 * Works through `items`, at most `lanes` at a time, in order of their beginning. Once `stop` is aborted nothing more is begun, and
 * what is under way ends. @throws the first error of `work`.
 */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<void>,
  stop?: AbortSignal,
): Promise<void> {
  const queue = items.values();
  const lane = async (): Promise<void> => {
    for (const item of queue) {
      if (stop?.aborted) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
}
