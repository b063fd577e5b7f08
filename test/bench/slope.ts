/** A straight line through what was seen, by least squares; `x` in seconds. @throws Error of fewer than two points. */
export function slopePerHour(points: readonly { readonly x: number; readonly y: number }[]): {
  readonly slope: number;
  readonly mean: number;
} {
  if (points.length < 2) throw new Error('A line needs two points.');
  const middle = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const mean = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const covariance = points.reduce((sum, { x, y }) => sum + (x - middle) * (y - mean), 0);
  const variance = points.reduce((sum, { x }) => sum + (x - middle) ** 2, 0);
  return { slope: (covariance / variance) * 3_600, mean };
}
