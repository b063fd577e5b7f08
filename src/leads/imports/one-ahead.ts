/**
 * Reads and prepares the next item while the present one is finished: two items are held at most, and they are finished in their order,
 * one after the other. What has been prepared before the reading fails is finished all the same.
 * @throws the first failure; nothing is finished after one that could not be.
 */
export async function oneAhead<T, P>(
  items: AsyncIterable<T>,
  prepare: (item: T) => Promise<P>,
  finish: (prepared: P) => Promise<void>,
): Promise<void> {
  let finishing = Promise.resolve();
  try {
    for await (const item of items) {
      const prepared = await prepare(item);
      await finishing;
      finishing = finish(prepared);
      // Heard of where it is awaited.
      finishing.catch(() => undefined);
    }
  } finally {
    await finishing;
  }
}
