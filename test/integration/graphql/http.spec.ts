import { createHash } from 'node:crypto';
import { getIntrospectionQuery } from 'graphql';
import { startTestApp, type TestApp } from '../../support/test-app';
import { counters, SampleApiModule, SECRET, TENANT_A, TENANT_B } from './sample-api';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data?: Record<string, never> | null;
  readonly errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
}

async function post(app: TestApp, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, ...(JSON.parse(text) as object) };
}

const ask = (app: TestApp, query: string, variables?: object, headers?: Record<string, string>): Promise<Answer> =>
  post(app, { query, variables }, headers);

describe('GraphQL over HTTP', () => {
  let app: TestApp;
  let production: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ imports: [SampleApiModule], listen: true });
    production = await startTestApp({
      imports: [SampleApiModule],
      listen: true,
      env: { NODE_ENV: 'production', PUBLIC_URL: 'https://calls.example.com' },
    });
  });

  afterAll(async () => {
    await app?.close();
    await production?.close();
  });

  describe('limits', () => {
    it('allows depth 8 and refuses 9', async () => {
      expect((await ask(app, nested(5))).errors).toBeUndefined();
      const refused = await ask(app, nested(6));
      expect(refused.status).toBe(400);
      expect(refused.errors?.[0]).toMatchObject({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
      expect(refused.errors?.[0]?.message).toContain('depth');
    });

    it('counts the depth of fragments by where they are used', async () => {
      const query = `{ items(first: 1) { nodes { twin { twin { ...F } } } } } fragment F on Item { twin { twin { twin { twin { id } } } } }`;
      expect((await ask(app, query)).status).toBe(400);
    });

    it.each(['id', '__typename'])('refuses more than 15 aliases of %s', async (field) => {
      expect((await ask(app, `{ items(first: 1) { nodes { ${aliases(field, 15)} } } }`)).errors).toBeUndefined();
      const refused = await ask(app, `{ items(first: 1) { nodes { ${aliases(field, 16)} } } }`);
      expect([refused.status, refused.errors?.[0]?.extensions['code']]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    });

    it('refuses more than 1,000 tokens while parsing', async () => {
      const refused = await ask(app, `{ ${'__typename '.repeat(1_000)} }`);
      expect([refused.status, refused.errors?.[0]?.extensions['code']]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
    });

    it('refuses a query text above 10 kB even when it is a comment', async () => {
      const refused = await ask(app, `{ __typename } # ${'x'.repeat(10_000)}`);
      expect([refused.status, refused.errors?.[0]?.extensions['code']]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
    });

    it('multiplies cost by first, from literals, variables and defaults', async () => {
      const query = 'query($n: Int) { items(first: $n) { nodes { children(first: $n) { nodes { id } } } } }';
      expect((await ask(app, query, { n: 20 })).errors).toBeUndefined();
      const refused = await ask(app, query, { n: 100 });
      expect([refused.status, refused.errors?.[0]?.extensions['code']]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
      expect(refused.errors?.[0]?.message).toMatch(/costs \d+/);
      expect((await ask(app, query.replace('Int)', 'Int = 100)'))).status).toBe(400);
    });

    it('refuses doubling fragments in no time', async () => {
      const levels = Array.from(
        { length: 40 },
        (_, i) => `fragment F${i} on Item { ...F${i + 1} twin { ...F${i + 1} } }`,
      );
      const query = `{ items { nodes { ...F0 } } } ${levels.join(' ')} fragment F40 on Item { id }`;
      const began = performance.now();
      expect((await ask(app, query)).status).toBe(400);
      expect(performance.now() - began).toBeLessThan(1_000);
    });

    it('returns at most 5 errors', async () => {
      const refused = await ask(app, `{ __typename ${Array.from({ length: 10 }, (_, i) => `@d${i}`).join(' ')} }`);
      expect([refused.status, refused.errors?.length]).toEqual([400, 5]);
    });

    it('refuses bodies above 100 kB, batches, and what is no JSON', async () => {
      const large = await ask(app, '{ __typename }', { x: 'x'.repeat(110_000) });
      expect([large.status, large.errors?.[0]?.extensions['code']]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
      expect((await post(app, [{ query: '{ __typename }' }, { query: '{ __typename }' }])).status).toBe(400);
      const malformed = await post(app, '{"query": ');
      expect([malformed.status, malformed.errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_REQUEST']);
      expect(malformed.text).not.toContain('position');
    });
  });

  describe('documents known by their hash', () => {
    const query = '{ whoami }';
    const known = (hash: string) => ({ persistedQuery: { version: 1, sha256Hash: hash } });
    const send = async (body: object, token = 'token-a') => post(app, body, { authorization: `Bearer ${token}` });

    it('are asked for once, then answered to whoever sends the hash, each their own', async () => {
      const extensions = known(createHash('sha256').update(query).digest('hex'));
      const unknown = await send({ extensions });
      expect([unknown.status, unknown.errors?.[0]?.extensions['code']]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
      expect((await send({ query, extensions })).data).toEqual({ whoami: TENANT_A });
      for (const [token, whoami] of [
        ['token-a', TENANT_A],
        ['token-b', TENANT_B],
        ['token-a', TENANT_A],
      ] as const)
        expect((await send({ extensions }, token)).data).toEqual({ whoami });
    });

    it('are not taken under the hash of another, nor beyond a limit', async () => {
      const wrong = await send({ query, extensions: known('0'.repeat(64)) });
      expect([wrong.status, wrong.errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_REQUEST']);
      const dear = `{ items(first: 100) { nodes { children(first: 100) { nodes { id } } } } }`;
      const extensions = known(createHash('sha256').update(dear).digest('hex'));
      expect((await send({ query: dear, extensions })).status).toBe(400);
      expect((await send({ extensions })).errors?.[0]?.extensions['code']).toBe('PERSISTED_QUERY_NOT_FOUND');
    });
  });

  describe('introspection and suggestions', () => {
    it('answers introspection outside production only', async () => {
      expect((await ask(app, getIntrospectionQuery())).errors).toBeUndefined();
      const refused = await ask(production, getIntrospectionQuery());
      expect(refused.status).toBe(400);
      expect(refused.text).not.toContain('SaveItemInput');
    });

    it('suggests names outside production only', async () => {
      expect((await ask(app, '{ item { id } }')).text).toContain('Did you mean');
      const refused = await ask(production, '{ item { id } }');
      expect(refused.status).toBe(400);
      expect(refused.text).not.toContain('items');
      const misspelt = 'mutation { saveItem(input: { name: "fine", slog: "x" }) { __typename } }';
      expect((await ask(app, misspelt)).text).toContain('slug');
      expect((await ask(production, misspelt)).text).not.toContain('slug');
    });
  });

  describe('errors', () => {
    it.each([
      ['missing', { code: 'NOT_FOUND' }, 'Item was not found.'],
      ['input', { code: 'BAD_USER_INPUT', field: 'input.name' }, 'input.name: is not nice.'],
      ['conflict', { code: 'CONFLICT' }, 'It is running.'],
      ['limited', { code: 'RATE_LIMITED', retryAfterSeconds: 7 }, 'Too many requests; try again in 7 s.'],
      ['internal', { code: 'INTERNAL' }, 'Internal error'],
    ])('answers %s with its code and a request id', async (how, extensions, message) => {
      for (const one of [app, production]) {
        const { status, errors, text, headers } = await ask(one, `{ fail(how: "${how}") }`);
        expect(status).toBe(200);
        expect(errors?.[0]).toMatchObject({ message, path: ['fail'], extensions });
        expect(errors?.[0]?.extensions['requestId']).toBe(headers.get('x-request-id'));
        expect(text).not.toContain('s3cret');
        expect(text).not.toContain(SECRET);
        expect(text).not.toContain('stack');
      }
    });

    it('masks faults of the executor itself', async () => {
      const { errors, text } = await ask(app, '{ outOfRange }');
      expect(errors?.[0]).toMatchObject({ message: 'Internal error', extensions: { code: 'INTERNAL' } });
      expect(text).not.toContain('1099511627776');
    });

    it('names each field an input class refuses', async () => {
      const { errors } = await ask(app, 'mutation { saveItem(input: { name: "x", slug: "A B" }) { __typename } }');
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'input.name',
        fields: [
          { field: 'input.name', message: 'must have 2 to 10 characters' },
          { field: 'input.slug', message: expect.stringContaining('must match') },
        ],
      });
    });

    it('names the variable a scalar refuses', async () => {
      const query = 'mutation($input: SaveItemInput!) { saveItem(input: $input) { __typename } }';
      const { status, errors } = await ask(app, query, { input: { name: 'fine', phone: '0171-1' } });
      expect(status).toBe(400);
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
      expect(errors?.[0]?.message).toContain('input.phone');
    });

    it('asks for credentials, and keeps tenants apart', async () => {
      expect((await ask(app, '{ whoami }')).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
      expect(
        (await ask(app, '{ whoami }', {}, { authorization: 'Bearer forged' })).errors?.[0]?.extensions['code'],
      ).toBe('UNAUTHENTICATED');
      expect((await ask(app, '{ whoami }', {}, { authorization: 'bearer token-a' })).data).toEqual({
        whoami: TENANT_A,
      });
      expect((await ask(app, '{ whoami }', {}, { authorization: 'Bearer token-b' })).data).toEqual({
        whoami: TENANT_B,
      });
      expect((await ask(app, '{ whoami }', {}, { 'X-API-KEY': 'key-a' })).data).toEqual({ whoami: TENANT_A });
    });

    it('keeps a sane inbound request id and replaces any other', async () => {
      const kept = await ask(app, '{ __typename }', {}, { 'x-request-id': 'proxy-1234' });
      expect(kept.headers.get('x-request-id')).toBe('proxy-1234');
      const replaced = await ask(app, '{ __typename }', {}, { 'x-request-id': 'a b <script>' });
      expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  describe('shapes', () => {
    it('pages, and counts only when asked to', async () => {
      counters.totalCounts = 0;
      const first = await ask(
        app,
        '{ items { nodes { id madeAt price { amountMicros currency } } pageInfo { hasNextPage hasPreviousPage endCursor } } }',
      );
      expect(first.errors).toBeUndefined();
      expect(counters.totalCounts).toBe(0);
      const { items } = first.data as unknown as {
        items: { nodes: object[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
      };
      expect(items.nodes).toHaveLength(20);
      expect(items.nodes[0]).toEqual({
        id: 'i-0',
        madeAt: '2026-07-07T18:00:00.000Z',
        price: { amountMicros: '9007199254740993', currency: 'USD' },
      });
      expect(items.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
      const next = await ask(
        app,
        'query($after: String) { items(first: 2, after: $after, filter: "x") { edges { cursor node { id } } totalCount pageInfo { hasPreviousPage } } }',
        {
          after: items.pageInfo.endCursor,
        },
      );
      expect(next.data).toMatchObject({
        items: { totalCount: 1_000, pageInfo: { hasPreviousPage: true }, edges: [{ node: { id: 'x-0' } }, {}] },
      });
      expect(counters.totalCounts).toBe(1);
    });

    it.each(['0', '101', '-1'])('refuses first: %s by name', async (first) => {
      const { errors } = await ask(app, `{ items(first: ${first}) { nodes { id } } }`);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
    });

    it('takes first: null as the default', async () => {
      const { data } = await ask(app, '{ items(first: null) { nodes { id } } }');
      expect((data as unknown as { items: { nodes: unknown[] } }).items.nodes).toHaveLength(20);
    });

    it('answers unions by class and refusals by interface', async () => {
      const query =
        'mutation($n: String!) { saveItem(input: { name: $n }) { __typename ... on Item { id } ... on Refusal { code message } ... on NameTaken { itemId } } }';
      expect((await ask(app, query, { n: 'fresh' })).data).toEqual({ saveItem: { __typename: 'Item', id: 'fresh' } });
      expect((await ask(app, query, { n: 'taken' })).data).toEqual({
        saveItem: {
          __typename: 'NameTaken',
          code: 'NAME_TAKEN',
          message: 'Another item has this name.',
          itemId: 'i-1',
        },
      });
    });

    it('loads in one batch per request and shares nothing between requests', async () => {
      counters.batches.length = 0;
      await ask(app, '{ items(first: 3) { nodes { twin { id } } } }');
      await ask(app, '{ items(first: 3) { nodes { twin { id } } } }');
      expect(counters.batches).toEqual([
        ['i-0', 'i-1', 'i-2'],
        ['i-0', 'i-1', 'i-2'],
      ]);
    });
  });

  describe('uploads', () => {
    it('streams a file to its resolver', async () => {
      const response = await upload(app, form(3_000_000));
      expect(await response.json()).toEqual({ data: { upload: 3_000_000 } });
    });

    it('wants a header that a form of another site cannot set', async () => {
      const response = await emptied(upload(app, form(10), {}));
      expect(response.status).toBe(400);
    });

    it('answers although nobody reads the file', async () => {
      const response = await upload(app, form(3_000_000, 'refuseUpload'));
      const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
      expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    });

    it('refuses a second file and a broken form', async () => {
      const two = form(10);
      two.set('map', JSON.stringify({ 0: ['variables.file'], 1: ['variables.other'] }));
      two.set('1', new Blob(['x']), 'b.csv');
      expect((await emptied(upload(app, two))).status).toBe(413);
      const broken = await emptied(
        fetch(`${app.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'multipart/form-data; boundary=x', 'apollo-require-preflight': 'true' },
          body: 'nonsense',
        }),
      );
      expect(broken.status).toBe(400);
    });
  });

  describe('around it', () => {
    it('serves the playground outside production only, from its own files', async () => {
      const people = await emptied(
        fetch(`${app.url}/graphql`, {
          headers: { accept: 'text/html,*/*;q=0.8' },
          redirect: 'manual',
        }),
      );
      expect([people.status, people.headers.get('location')]).toEqual([302, '/playground']);
      const page = await (await fetch(`${app.url}/playground`)).text();
      expect(page).toContain('/graphql');
      expect(page).not.toMatch(/src="https?:/);
      expect((await emptied(fetch(`${production.url}/playground`))).status).toBe(404);
    });

    it('refuses requests that another site could forge', async () => {
      const plain = await emptied(
        fetch(`${app.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'text/plain' },
          body: '{"query":"{ __typename }"}',
        }),
      );
      expect(plain.status).toBe(400);
      const get = async (query: string, headers: Record<string, string>): Promise<number> =>
        (await emptied(fetch(`${app.url}/graphql?query=${query}`, { headers }))).status;
      expect(await get('{__typename}', {})).toBe(200);
      expect(await get('{__typename}', { 'sec-fetch-site': 'cross-site' })).toBe(400);
      expect(await get('{__typename}', { origin: 'https://evil.example' })).toBe(400);
      expect(await get('mutation{__typename}', {})).toBe(405);
    });

    it('lets pages of allowed origins read and no others', async () => {
      expect(await readableBy(app, 'http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000');
      expect(await readableBy(app, 'https://evil.example')).toBeNull();
    });

    it('measures operations under bounded names', async () => {
      await ask(app, 'query SomethingTheClientChose { fail(how: "missing") }');
      const text = await (await fetch(`${app.url}/metrics`)).text();
      expect(text).toContain(
        'callwright_graphql_operation_duration_seconds_count{type="query",field="fail",outcome="error"}',
      );
      expect(text).toMatch(/callwright_graphql_operations_refused_total\{transport="http"\} \d+/);
      expect(text).not.toContain('SomethingTheClientChose');
    });
  });
});

function nested(levels: number): string {
  return `{ items(first: 1) { nodes { ${'twin { '.repeat(levels)}id${' }'.repeat(levels)} } } }`;
}

function aliases(field: string, count: number): string {
  return Array.from({ length: count }, (_, i) => `a${i}: ${field}`).join(' ');
}

function form(bytes: number, field = 'upload'): FormData {
  const data = new FormData();
  const query = `mutation($file: Upload!) { ${field}(file: $file) }`;
  data.set('operations', JSON.stringify({ query, variables: { file: null } }));
  data.set('map', JSON.stringify({ 0: ['variables.file'] }));
  data.set('0', new Blob([new Uint8Array(bytes)]), 'leads.csv');
  return data;
}

async function upload(
  app: TestApp,
  body: FormData,
  headers: Record<string, string> = { 'apollo-require-preflight': 'true' },
): Promise<Response> {
  return fetch(`${app.url}/graphql`, { method: 'POST', body, headers });
}

/** The origin that a browser is told may read the answer. */
async function readableBy(app: TestApp, origin: string): Promise<string | null> {
  const headers = { origin, 'access-control-request-method': 'POST' };
  const response = await emptied(fetch(`${app.url}/graphql`, { method: 'OPTIONS', headers }));
  return response.headers.get('access-control-allow-origin');
}

/** The answer with its body read, so that its connection is free again. */
async function emptied(answer: Promise<Response>): Promise<Response> {
  const response = await answer;
  await response.arrayBuffer();
  return response;
}
