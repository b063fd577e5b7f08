import { forgetLoaded, loaderFor } from './loaders';

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

  it('loads anew once a context has been told to forget', async () => {
    const context = {};
    const load = (answer: string) =>
      loaderFor(context, 'leads', async (ids: readonly string[]) => new Map(ids.map((id) => [id, answer]))).load('a');
    expect([await load('old'), await load('new')]).toEqual(['old', 'old']);
    forgetLoaded(context);
    expect(await load('new')).toBe('new');
    expect(() => forgetLoaded(undefined)).not.toThrow();
  });
});
