import { median } from './rounds';

/** What a line rises in an hour, and the mean of what was seen. */
export interface Line {
  readonly slope: number;
  readonly mean: number;
}

/**
 * A straight line through what was seen; `x` in seconds. Its slope is the median of the slopes between any two points (Theil 1950,
 * Sen 1968), which a few moments with more work in flight than usual do not bend, as they bend least squares.
 * @throws Error of fewer than two points.
 */
export function slopePerHour(points: readonly { readonly x: number; readonly y: number }[]): Line {
  if (points.length < 2) throw new Error('A line needs two points.');
  const slopes = points.flatMap((to, at) => points.slice(0, at).map((from) => (to.y - from.y) / (to.x - from.x)));
  const mean = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  return { slope: median(slopes) * 3_600, mean };
}
