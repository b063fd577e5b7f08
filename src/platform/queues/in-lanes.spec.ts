import { inLanes } from './in-lanes';

describe('inLanes', () => {
  it('does everything, never more than so many at once', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await inLanes([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('passes an error on', async () => {
    await expect(inLanes([1], 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('begins nothing more once it is told to stop', async () => {
    const stop = new AbortController();
    const done: number[] = [];
    const work = async (item: number): Promise<void> => {
      if (item === 2) stop.abort();
      await Promise.resolve();
      done.push(item);
    };
    await inLanes([1, 2, 3, 4], 2, work, stop.signal);
    expect(done).toEqual([1, 2]);
  });
});
