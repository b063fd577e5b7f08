import { once } from 'node:events';
import { getIntrospectionQuery } from 'graphql';
import { type Client, createClient, type FormattedExecutionResult } from 'graphql-ws';
import { type ClientOptions, WebSocket } from 'ws';
import { CLOSE, DEFAULT_SOCKET_LIMITS, SOCKET_LIMITS } from '../../../src/platform/graphql/socket/socket-limits';
import { startTestApp, type TestApp } from '../../support/test-app';
import { until } from '../../support/until';
import { authenticator, counters, SampleApiModule, SECRET, TENANT_A, TENANT_B } from './sample-api';

const LIMITS = { ...DEFAULT_SOCKET_LIMITS, initTimeoutMs: 300, shutdownSpreadMs: 200 };

type Params = Record<string, unknown>;

/** A socket driven by hand, for what a well-behaved client would not do. */
class RawSocket {
  readonly closed: Promise<number>;
  private readonly inbox: { id?: string; type: string; payload?: unknown }[] = [];
  private wake: () => void = () => undefined;

  constructor(readonly socket: WebSocket) {
    this.closed = once(socket, 'close').then(([code]) => code as number);
    socket.on('message', (data: Buffer) => {
      this.inbox.push(JSON.parse(data.toString('utf8')) as { type: string });
      this.wake();
    });
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables?: object): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  async next(): Promise<{ id?: string; type: string; payload?: unknown }> {
    for (;;) {
      const message = this.inbox.shift();
      if (message) return message;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

describe('GraphQL over WebSocket', () => {
  let app: TestApp;
  let production: TestApp;
  const clients: Client[] = [];
  const raws: RawSocket[] = [];

  beforeAll(async () => {
    const overrides = [{ token: SOCKET_LIMITS, value: LIMITS }];
    app = await startTestApp({ imports: [SampleApiModule], listen: true, overrides });
    production = await startTestApp({
      imports: [SampleApiModule],
      listen: true,
      overrides,
      env: { NODE_ENV: 'production', PUBLIC_URL: 'https://calls.example.com' },
    });
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
    const open = raws.splice(0);
    for (const raw of open) raw.socket.terminate();
    await Promise.all(open.map((raw) => raw.closed));
  });

  afterAll(async () => {
    await app?.close();
    await production?.close();
  });

  function clientOf(params: Params, on = app): Client {
    const client = createClient({
      url: address(on),
      webSocketImpl: WebSocket,
      connectionParams: params,
      retryAttempts: 0,
    });
    clients.push(client);
    return client;
  }

  function open(options: ClientOptions = {}, path = '/graphql', on = app): RawSocket {
    const raw = new RawSocket(new WebSocket(address(on, path), 'graphql-transport-ws', options));
    raws.push(raw);
    return raw;
  }

  async function ready(params: Params = { authorization: 'Bearer token-a' }): Promise<RawSocket> {
    const raw = open();
    await once(raw.socket, 'open');
    raw.send({ type: 'connection_init', payload: params });
    expect(await raw.next()).toEqual({ type: 'connection_ack' });
    return raw;
  }

  async function statusOf(path: string, options: ClientOptions, on = app): Promise<number | undefined> {
    const socket = new WebSocket(address(on, path), 'graphql-transport-ws', options);
    socket.on('error', () => undefined);
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }];
    return response.statusCode;
  }

  describe('upgrade', () => {
    it('refuses foreign origins, takes its own and clients that are no browsers', async () => {
      expect(await statusOf('/graphql', { origin: 'https://evil.example' })).toBe(403);
      expect(await statusOf('/graphql', { origin: 'null' })).toBe(403);
      await once(open({ origin: 'http://localhost:3000' }).socket, 'open');
      await once(open().socket, 'open');
    });

    it('answers 404 where nobody lives, also below and beside its own path', async () => {
      for (const path of ['/', '/graphqlx', '/graphql/x', '/media/none']) expect(await statusOf(path, {})).toBe(404);
    });

    it.each(['worker', 'media'])('answers 404 in a %s process, which does not serve the API', async (role) => {
      const other = await startTestApp({ imports: [SampleApiModule], listen: true, env: { ROLE: role } });
      try {
        expect(await statusOf('/graphql', {}, other)).toBe(404);
      } finally {
        await other.close();
      }
    });
  });

  describe('who may stay', () => {
    it.each([
      ['nothing', {}, CLOSE.unauthorized],
      ['a forged token', { Authorization: 'Bearer forged' }, CLOSE.forbidden],
      ['an unknown key', { 'X-API-Key': 'nope' }, CLOSE.forbidden],
    ])('closes a socket that presents %s', async (_what, payload, code) => {
      const raw = open();
      await once(raw.socket, 'open');
      raw.send({ type: 'connection_init', payload });
      expect(await raw.closed).toBe(code);
    });

    it('takes header names in any case, tokens and keys', async () => {
      for (const params of [{ AUTHORIZATION: 'Bearer token-a' }, { 'x-api-key': 'key-a' }, { 'X-API-Key': 'key-a' }]) {
        expect(await run(clientOf(params), '{ whoami }')).toEqual([{ data: { whoami: TENANT_A } }]);
      }
    });

    it('keeps tenants apart on queries and subscriptions', async () => {
      const [a, b] = [clientOf({ authorization: 'Bearer token-a' }), clientOf({ authorization: 'Bearer token-b' })];
      const query = 'subscription { counted(upTo: 2) }';
      expect(await Promise.all([run(a, query), run(b, query)])).toEqual([
        [{ data: { counted: `${TENANT_A}:1` } }, { data: { counted: `${TENANT_A}:2` } }],
        [{ data: { counted: `${TENANT_B}:1` } }, { data: { counted: `${TENANT_B}:2` } }],
      ]);
      expect(await run(b, '{ whoami }')).toEqual([{ data: { whoami: TENANT_B } }]);
    });

    it('closes a socket when its credentials expire', async () => {
      const expiresAt = new Date(app.clock.now().getTime() + 150);
      authenticator.identities.set('short', {
        tenantId: TENANT_A,
        actor: { kind: 'PLATFORM_ADMIN', userId: 'u-short' },
        expiresAt,
      });
      const raw = await ready({ authorization: 'Bearer short' });
      raw.subscribe('1', 'subscription { silent }');
      expect(await raw.closed).toBe(CLOSE.forbidden);
    });

    it('asks again with each operation', async () => {
      authenticator.identities.set('revoked', {
        tenantId: TENANT_A,
        actor: { kind: 'PLATFORM_ADMIN', userId: 'u-revoked' },
      });
      const raw = await ready({ authorization: 'Bearer revoked' });
      raw.subscribe('1', '{ whoami }');
      expect((await raw.next()).type).toBe('next');
      authenticator.identities.delete('revoked');
      raw.subscribe('2', '{ __typename }');
      expect(await raw.closed).toBe(CLOSE.forbidden);
    });

    it('allows 5 sockets per person', async () => {
      for (let i = 0; i < 5; i += 1) await ready();
      const sixth = open();
      await once(sixth.socket, 'open');
      sixth.send({ type: 'connection_init', payload: { authorization: 'Bearer token-a' } });
      expect(await sixth.closed).toBe(CLOSE.tooManySockets);
      await ready({ authorization: 'Bearer token-b' });
    });

    it('waits for connection_init, but not for long', async () => {
      expect(await open().closed).toBe(4408);
    });

    it('runs nothing before connection_init', async () => {
      const raw = open();
      await once(raw.socket, 'open');
      raw.subscribe('1', '{ __typename }');
      expect(await raw.closed).toBe(CLOSE.unauthorized);
    });
  });

  describe('limits, as over HTTP', () => {
    const deep = `{ items(first: 1) { nodes { ${'twin { '.repeat(6)}id${' }'.repeat(6)} } } }`;
    const aliases = `{ items(first: 1) { nodes { ${Array.from({ length: 16 }, (_, i) => `a${i}: __typename`).join(' ')} } } }`;
    const dear = 'query($n: Int) { items(first: $n) { nodes { children(first: $n) { nodes { id } } } } }';

    it.each([
      ['depth', deep, {}, 'GRAPHQL_VALIDATION_FAILED'],
      ['aliases', aliases, {}, 'GRAPHQL_VALIDATION_FAILED'],
      ['cost', dear, { n: 100 }, 'GRAPHQL_VALIDATION_FAILED'],
      ['tokens', `{ ${'__typename '.repeat(1_000)} }`, {}, 'GRAPHQL_PARSE_FAILED'],
      ['length', `{ __typename } # ${'x'.repeat(10_000)}`, {}, 'GRAPHQL_PARSE_FAILED'],
      ['syntax', '{ whoami', {}, 'GRAPHQL_PARSE_FAILED'],
      ['schema', '{ nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
      ['variables', 'query($how: String!) { fail(how: $how) }', {}, 'BAD_USER_INPUT'],
      ['operation', 'query A { whoami } query B { whoami }', {}, 'OPERATION_RESOLUTION_FAILURE'],
    ])('refuses what is beyond %s', async (_limit, query, variables, code) => {
      const client = clientOf({ authorization: 'Bearer token-a' });
      const errors = await refusals(client, query, variables);
      expect(errors[0]?.extensions).toEqual({ code, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    });

    it('returns at most 5 errors', async () => {
      const query = `{ __typename ${Array.from({ length: 10 }, (_, i) => `@d${i}`).join(' ')} }`;
      expect(await refusals(clientOf({ authorization: 'Bearer token-a' }), query)).toHaveLength(5);
    });

    it('answers introspection and suggests names outside production only', async () => {
      expect(
        (await run(clientOf({ authorization: 'Bearer token-a' }), getIntrospectionQuery()))[0]?.errors,
      ).toBeUndefined();
      const client = clientOf({ authorization: 'Bearer token-a' }, production);
      expect(JSON.stringify(await refusals(client, getIntrospectionQuery()))).not.toContain('SaveItemInput');
      expect(JSON.stringify(await refusals(client, '{ item { id } }'))).not.toContain('items');
    });

    it('cuts off messages above 64 kB', async () => {
      const raw = await ready();
      raw.subscribe('1', `{ whoami } # ${'x'.repeat(70_000)}`);
      expect(await raw.closed).toBe(1009);
    });

    it('allows 20 subscriptions at a time, and another when one has ended', async () => {
      const raw = await ready();
      for (let i = 0; i < 20; i += 1) raw.subscribe(`s${i}`, 'subscription { silent }');
      await until(() => counters.live === 20);
      raw.subscribe('extra', 'subscription { silent }');
      expect(await raw.next()).toMatchObject({
        id: 'extra',
        type: 'error',
        payload: [{ extensions: { code: 'RATE_LIMITED' } }],
      });
      raw.send({ id: 's0', type: 'complete' });
      await until(() => counters.live === 19);
      raw.subscribe('again', '{ whoami }');
      expect(await raw.next()).toMatchObject({ id: 'again', type: 'next' });
    });
  });

  describe('errors', () => {
    it('masks faults of queries, mutations and events', async () => {
      for (const on of [app, production]) {
        const client = clientOf({ authorization: 'Bearer token-a' }, on);
        for (const query of ['{ fail(how: "internal") }', 'subscription { broken }']) {
          const text = JSON.stringify(await run(client, query));
          expect(text).toContain('"code":"INTERNAL"');
          expect(text).toContain('Internal error');
          expect(text).not.toContain(SECRET);
          expect(text).not.toContain('s3cret');
        }
      }
    });

    it('shows our own codes and fields', async () => {
      const client = clientOf({ authorization: 'Bearer token-a' });
      const [failed] = await run(client, '{ fail(how: "input") }');
      expect(failed?.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'input.name' } });
      const [invalid] = await run(client, 'mutation { saveItem(input: { name: "x" }) { __typename } }');
      expect(invalid?.errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'input.name' } });
    });

    it('gives each operation its own request id and loaders', async () => {
      const client = clientOf({ authorization: 'Bearer token-a' });
      const ids = await Promise.all(
        [1, 2].map(
          async () => (await run(client, '{ fail(how: "missing") }'))[0]?.errors?.[0]?.extensions?.['requestId'],
        ),
      );
      expect(new Set(ids).size).toBe(2);
      counters.batches.length = 0;
      for (let i = 0; i < 2; i += 1) await run(client, '{ items(first: 2) { nodes { twin { id } } } }');
      expect(counters.batches).toEqual([
        ['i-0', 'i-1'],
        ['i-0', 'i-1'],
      ]);
    });

    it('closes a socket that reads too slowly with 4901', async () => {
      const raw = await ready();
      raw.subscribe('1', 'subscription { tooFast }');
      expect(await raw.next()).toMatchObject({ type: 'next', payload: { data: { tooFast: 1 } } });
      expect(await raw.closed).toBe(CLOSE.slowReader);
    });

    it('closes on what is no message', async () => {
      const raw = await ready();
      raw.send('nonsense');
      expect(await raw.closed).toBe(4400);
    });
  });

  it('sends clients away with 1001 when the program stops', async () => {
    const leaving = await startTestApp({
      imports: [SampleApiModule],
      listen: true,
      overrides: [{ token: SOCKET_LIMITS, value: LIMITS }],
    });
    const sockets = [1, 2, 3].map(() => open({}, '/graphql', leaving));
    await Promise.all(sockets.map(async (raw) => once(raw.socket, 'open')));
    await leaving.close();
    expect(await Promise.all(sockets.map(async (raw) => raw.closed))).toEqual([1001, 1001, 1001]);
  });
});

function address(on: TestApp, path = '/graphql'): string {
  return `${on.url.replace('http', 'ws')}${path}`;
}

async function run(client: Client, query: string, variables?: Params): Promise<FormattedExecutionResult<Params>[]> {
  const results: FormattedExecutionResult<Params>[] = [];
  for await (const result of client.iterate<Params, Params>({ query, ...(variables ? { variables } : {}) }))
    results.push(result);
  return results;
}

/** What an operation is refused with, as the protocol's error message has it. */
async function refusals(
  client: Client,
  query: string,
  variables?: Params,
): Promise<{ message: string; extensions: { code: string; requestId: string } }[]> {
  try {
    await run(client, query, variables);
  } catch (error) {
    return error as { message: string; extensions: { code: string; requestId: string } }[];
  }
  throw new Error('the operation was not refused');
}
