/** Shorter and shorter, until it fits into the hours. */
const TRIES = 4;

/**
 * The first lawful moment from `dueAt` on; null when there is none. Who is moved to the beginning of the hours is spread over up to
 * `spreadSeconds` after it: retries of a whole night must not all be due in the same second.
 * @param firstOpening the first lawful moment from one on.
 * @param random uniform in [0, 1).
 */
export function lawfulMoment(
  dueAt: Date,
  firstOpening: (moment: Date) => Date | null,
  { spreadSeconds, random }: { readonly spreadSeconds: number; readonly random: number },
): Date | null {
  const opening = firstOpening(dueAt);
  if (!opening || opening <= dueAt || spreadSeconds <= 0) return opening;
  for (let tries = 0, seconds = spreadSeconds * random; tries < TRIES; tries += 1, seconds /= 4) {
    const spread = new Date(opening.getTime() + Math.floor(seconds * 1_000));
    if (firstOpening(spread)?.getTime() === spread.getTime()) return spread;
  }
  return opening;
}
