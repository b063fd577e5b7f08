import { oneAhead } from './one-ahead';

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

describe('oneAhead', () => {
  it('prepares one item while another is finished, and no more', async () => {
    const book: string[] = [];
    const ends: (() => void)[] = [];
    async function* items() {
      for (const n of [1, 2, 3, 4]) {
        book.push(`read ${n}`);
        yield n;
      }
    }
    const done = oneAhead(
      items(),
      async (n) => n,
      (n) => {
        book.push(`begin ${n}`);
        return new Promise((resolve) => ends.push(resolve));
      },
    );
    await turns();
    expect(book).toEqual(['read 1', 'begin 1', 'read 2']);
    ends.shift()?.();
    await turns();
    expect(book).toEqual(['read 1', 'begin 1', 'read 2', 'begin 2', 'read 3']);
    for (let n = 0; n < 3; n++) {
      ends.shift()?.();
      await turns();
    }
    await done;
    expect(book.slice(-2)).toEqual(['read 4', 'begin 4']);
  });

  it('finishes what was prepared before the reading failed', async () => {
    const finished: number[] = [];
    async function* items() {
      yield 1;
      throw new Error('torn');
    }
    const work = oneAhead(
      items(),
      async (n) => n,
      async (n) => {
        await turns();
        finished.push(n);
      },
    );
    await expect(work).rejects.toThrow('torn');
    expect(finished).toEqual([1]);
  });

  it('finishes nothing after one that failed', async () => {
    const begun: number[] = [];
    async function* items() {
      yield* [1, 2, 3, 4];
    }
    const work = oneAhead(
      items(),
      async (n) => n,
      async (n) => {
        begun.push(n);
        if (n === 2) throw new Error('full');
      },
    );
    await expect(work).rejects.toThrow('full');
    expect(begun).toEqual([1, 2]);
  });
});
