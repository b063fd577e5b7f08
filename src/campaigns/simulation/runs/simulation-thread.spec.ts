import { memoryFor } from './simulation-thread';

const GIB = 2 ** 30;

describe('memory of a simulation', () => {
  it('is half of the machine, or of the container, and no more than any simulation needs', () => {
    expect(memoryFor(2 * GIB, undefined)).toBe(1_024);
    expect(memoryFor(64 * GIB, 1 * GIB)).toBe(512);
    expect(memoryFor(64 * GIB, 0)).toBe(4_096);
    expect(memoryFor(4 * GIB, 2 ** 63)).toBe(2_048);
  });
});
