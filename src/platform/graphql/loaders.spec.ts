import { loaderFor } from './loaders';

describe('loaderFor', () => {
  it('is one loader per context and key, batches, and answers null for what was not found', async () => {
    const asked: string[][] = [];
    const load = (context: object) =>
      loaderFor(context, 'leads', async (ids: readonly string[]) => {
        asked.push([...ids]);
        return new Map(ids.filter((id) => id !== 'gone').map((id) => [id, { id }]));
      });
    const context = {};
    expect(await Promise.all([load(context).load('a'), load(context).load('gone'), load(context).load('a')])).toEqual([
      { id: 'a' },
      null,
      { id: 'a' },
    ]);
    expect(asked).toEqual([['a', 'gone']]);
    expect(load(context)).toBe(load(context));
    expect(load({})).not.toBe(load(context));
  });
});
