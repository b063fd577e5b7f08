import { buildSchema, type ExecutionResult, graphql, type GraphQLSchema, parse, subscribe } from 'graphql';
import { clearDeadline, DeadlineExceeded, withDeadlines } from './deadline';

const NEVER = new Promise<never>(() => undefined);

/** A stream that is there at once, remembers whether it was ended, and may be told to begin late. */
class Stream implements AsyncIterableIterator<number> {
  ended = 0;

  [Symbol.asyncIterator](): this {
    return this;
  }
  async next(): Promise<IteratorResult<number>> {
    return NEVER;
  }
  async return(): Promise<IteratorResult<number>> {
    this.ended++;
    return { done: true, value: undefined };
  }
}

function timed(resolvers: Record<string, Record<string, object>>): GraphQLSchema {
  const schema = buildSchema(`
    type Query { now: Int, never: Int, slow: Int, deep: Deep }
    type Deep { never: Int, now: Int }
    type Subscription { ticks: Int, stuck: Int, slow(ms: Int!): Int }
  `);
  for (const [type, fields] of Object.entries(resolvers)) {
    const object = schema.getType(type);
    if (!object || !('getFields' in object)) throw new Error(`no type ${type}`);
    for (const [name, functions] of Object.entries(fields)) Object.assign(object.getFields()[name] ?? {}, functions);
  }
  return withDeadlines(schema, 1_000);
}

function schema(stream = new Stream()): GraphQLSchema {
  return timed({
    Query: {
      now: { resolve: () => 1 },
      never: { resolve: () => NEVER },
      slow: { resolve: async () => new Promise((resolve) => setTimeout(() => resolve(2), 900)) },
      deep: { resolve: async () => ({}) },
    },
    Deep: { never: { resolve: () => NEVER }, now: { resolve: async () => 3 } },
    Subscription: {
      ticks: {
        subscribe: async function* () {
          yield 1;
          yield 2;
        },
        resolve: async (value: number) => new Promise((resolve) => setTimeout(() => resolve(value), 900)),
      },
      stuck: { subscribe: () => NEVER },
      slow: {
        subscribe: async (_: unknown, { ms }: { ms: number }) =>
          new Promise((resolve) => setTimeout(() => resolve(stream), ms)),
      },
    },
  });
}

describe('withDeadlines', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('lets in what answers in time', async () => {
    expect(await run('{ now slow deep { now } }')).toEqual({ data: { now: 1, slow: 2, deep: { now: 3 } } });
  });

  it('fails what is still pending, at any depth, and keeps the rest', async () => {
    const { data, errors } = await run('{ now never deep { now never } }');
    expect(data).toEqual({ now: 1, never: null, deep: { now: 3, never: null } });
    expect(errors?.map(({ path, originalError }) => [path?.join('.'), originalError])).toEqual([
      ['never', expect.any(DeadlineExceeded)],
      ['deep.never', expect.any(DeadlineExceeded)],
    ]);
  });

  it('leaves no timer behind once cleared', async () => {
    const contextValue = {};
    await graphql({ schema: schema(), source: '{ now }', contextValue });
    expect(jest.getTimerCount()).toBe(1);
    clearDeadline(contextValue);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives each event of a subscription its own time, and its beginning too', async () => {
    const contextValue = {};
    const events = await subscribe({ schema: schema(), document: parse('subscription { ticks }'), contextValue });
    if (!(Symbol.asyncIterator in events)) throw new Error('no stream');
    for (const expected of [1, 2]) {
      const next = events.next();
      await jest.advanceTimersByTimeAsync(900);
      expect((await next).value).toEqual({ data: { ticks: expected } });
    }
    const stuck = subscribe({ schema: schema(), document: parse('subscription { stuck }'), contextValue });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await stuck).toMatchObject({ errors: [{ originalError: expect.any(DeadlineExceeded) }] });
    clearDeadline(contextValue);
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([
    [900, 0],
    [1_100, 1],
  ])('ends a subscription that begins after %d ms: %d', async (ms, ended) => {
    const stream = new Stream();
    const document = parse(`subscription { slow(ms: ${ms}) }`);
    const begun = subscribe({ schema: schema(stream), document, contextValue: {} });
    await jest.advanceTimersByTimeAsync(2_000);
    expect('errors' in (await begun)).toBe(ended === 1);
    expect(stream.ended).toBe(ended);
    expect(jest.getTimerCount()).toBe(0);
  });
});

async function run(source: string, contextValue: object = {}): Promise<ExecutionResult> {
  const running = graphql({ schema: schema(), source, contextValue });
  await jest.advanceTimersByTimeAsync(2_000);
  const result = await running;
  clearDeadline(contextValue);
  return result;
}
