import { abreast } from './abreast';

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

async function* upTo(last: number, read: (n: number) => void = () => undefined) {
  for (let n = 1; n <= last; n++) {
    read(n);
    yield n;
  }
}

/** Items by their number; those of one row of `shared` have a key in common. */
function watched(shared: readonly (readonly number[])[] = []) {
  const book: string[] = [];
  const ends = new Map<number, (failure?: Error) => void>();
  const work = {
    prepare: async (n: number) => n,
    finish: (n: number) => {
      book.push(`begin ${n}`);
      return new Promise<void>((resolve, reject) =>
        ends.set(n, (failure) => (failure === undefined ? resolve() : reject(failure))),
      );
    },
    keysOf: (n: number) => new Set([`of ${n}`, ...shared.flatMap((ns, i) => (ns.includes(n) ? [`shared ${i}`] : []))]),
  };
  const end = async (n: number, failure?: Error): Promise<void> => {
    ends.get(n)?.(failure);
    await turns();
  };
  return { book, work, end };
}

describe('abreast', () => {
  it('prepares one item while two are finished, and no more', async () => {
    const { book, work, end } = watched();
    const done = abreast(
      upTo(5, (n) => book.push(`read ${n}`)),
      work,
    );
    await turns();
    expect(book).toEqual(['read 1', 'begin 1', 'read 2', 'begin 2', 'read 3']);
    await end(2);
    expect(book.slice(5)).toEqual(['begin 3', 'read 4']);
    for (const n of [1, 3, 4, 5]) await end(n);
    await done;
    expect(book.at(-1)).toBe('begin 5');
  });

  it('finishes items that share a key one after the other', async () => {
    const { book, work, end } = watched([[1, 2]]);
    const done = abreast(upTo(3), work);
    await turns();
    expect(book).toEqual(['begin 1']);
    await end(1);
    expect(book).toEqual(['begin 1', 'begin 2', 'begin 3']);
    for (const n of [2, 3]) await end(n);
    await done;
  });

  it('finishes what was prepared before the reading failed', async () => {
    const { book, work, end } = watched();
    async function* torn() {
      yield* upTo(2);
      throw new Error('torn');
    }
    let failure: unknown;
    const done = abreast(torn(), work).catch((error: unknown) => (failure = error));
    await turns();
    await end(1);
    expect(failure).toBeUndefined();
    await end(2);
    await done;
    expect(book).toEqual(['begin 1', 'begin 2']);
    expect(failure).toEqual(new Error('torn'));
  });

  it('begins nothing after one that failed, and ends when the other has ended', async () => {
    const { book, work, end } = watched();
    let failure: unknown;
    const done = abreast(upTo(4), work).catch((error: unknown) => (failure = error));
    await turns();
    await end(2, new Error('full'));
    expect(failure).toBeUndefined();
    await end(1);
    await done;
    expect(book).toEqual(['begin 1', 'begin 2']);
    expect(failure).toEqual(new Error('full'));
  });
});
