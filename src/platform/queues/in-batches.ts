/** More than a sweep has to do, so that rows which cannot be looked after do not keep it for ever. */
const MOST_BATCHES = 50;

/** Looks after what `find` shows, and again, until it shows less than a whole batch. What was looked after must not be found again. */
export async function inBatches<R>(
  size: number,
  find: () => Promise<readonly R[]>,
  attend: (rows: readonly R[]) => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  for (let batch = 1; batch <= MOST_BATCHES && !stop.aborted; batch += 1) {
    const rows = await find();
    await attend(rows);
    if (rows.length < size) return;
  }
}
