import { slopePerHour } from './slope';

describe('slope', () => {
  it('is what a line rises in an hour', () => {
    const points = Array.from({ length: 60 }, (_, minute) => ({ x: minute * 60, y: 100 + minute / 60 }));
    expect(slopePerHour(points).slope).toBeCloseTo(1);
    expect(slopePerHour(points.map(({ x }) => ({ x, y: 5 })))).toEqual({ slope: 0, mean: 5 });
  });

  it('is not bent by a few moments with more in flight', () => {
    const points = Array.from({ length: 60 }, (_, minute) => ({
      x: minute * 60,
      y: minute < 50 ? 100 : 100 + (minute % 3) * 20,
    }));
    expect(slopePerHour(points).slope).toBe(0);
  });

  it('needs two points', () => {
    expect(() => slopePerHour([{ x: 1, y: 1 }])).toThrow('two points');
  });
});
