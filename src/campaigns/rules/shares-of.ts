import type { HeldLeads, Obstacle } from './dialing-health';
import type { Gate } from './gates';

/**
 * Spreads what some were found to be held by over all of them; exact when all were asked, marked as an estimate otherwise. The parts
 * add up to the whole: what is left by rounding goes to the largest.
 * @param found null for somebody whom nothing holds; of one gate the earliest moment is kept.
 */
export function sharesOf(people: number, found: readonly (Obstacle | null)[]): HeldLeads[] {
  const parts = new Map<Gate | 'NONE', { count: number; obstacle: Obstacle | null }>();
  for (const obstacle of found) {
    const part = parts.get(obstacle?.gate ?? 'NONE');
    parts.set(obstacle?.gate ?? 'NONE', {
      count: (part?.count ?? 0) + 1,
      obstacle: earlierOf(obstacle, part?.obstacle),
    });
  }
  const largestFirst = [...parts.values()].sort((a, b) => b.count - a.count);
  const shares = largestFirst.map(({ count }) => Math.floor((people * count) / found.length));
  const left = people - shares.reduce((sum, share) => sum + share, 0);
  return largestFirst.map(({ obstacle }, n) => ({
    leads: (shares[n] ?? 0) + (n === 0 ? left : 0),
    obstacles: obstacle ? [obstacle] : [],
    ...(found.length < people ? { isEstimate: true } : {}),
  }));
}

function earlierOf(one: Obstacle | null, other: Obstacle | null | undefined): Obstacle | null {
  if (!one || !other?.clearsAt) return one;
  return one.clearsAt && one.clearsAt < other.clearsAt ? one : other;
}
