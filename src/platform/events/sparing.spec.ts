import { QueryFailedError } from 'typeorm';
import { allOf, sparing } from './sparing';

const failure = (code: string) => new QueryFailedError('insert', [], Object.assign(new Error(code), { code }));

describe('sparing', () => {
  it('does everything at once as long as nothing is refused', async () => {
    const work = jest.fn(async () => undefined);
    await sparing([1, 2, 3], work);
    expect(work.mock.calls).toEqual([[[1, 2, 3]]]);
  });

  it('leaves undone only what the database refuses, and says so', async () => {
    const done: number[] = [];
    const work = async (items: readonly number[]) => {
      if (items.includes(7) || items.includes(30)) throw failure('23514');
      done.push(...items);
    };
    const items = Array.from({ length: 40 }, (_, n) => n);
    await expect(sparing(items, work)).rejects.toThrow('23514');
    expect(done).toEqual(items.filter((item) => item !== 7 && item !== 30));
  });

  it.each(['55P03', '40P01', '57014', 'ECONNRESET'])(
    'tries nothing in parts that %s would hold up again',
    async (code) => {
      const work = jest.fn(async () => {
        throw failure(code);
      });
      await expect(sparing([1, 2, 3, 4], work)).rejects.toThrow(code);
      expect(work).toHaveBeenCalledTimes(1);
    },
  );
});

describe('allOf', () => {
  it('goes on after a failure and throws the first', async () => {
    const done: number[] = [];
    const work = async (item: number) => {
      if (item % 2 === 0) throw new Error(`no ${item}`);
      done.push(item);
    };
    await expect(allOf([1, 2, 3, 4, 5], work)).rejects.toThrow('no 2');
    expect(done).toEqual([1, 3, 5]);
  });
});
