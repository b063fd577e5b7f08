import { API_KEYS, AuthApp, CREATE_KEY, ME, type Proof, REVOKE_KEY, ROTATE_KEY, TENANT } from './auth-app';

interface Issued {
  secret: string;
  apiKey: { id: string; name: string; prefix: string; scopes: string[] };
}
interface ListedKeys {
  totalCount: number;
  nodes: {
    id: string;
    lastUsedAt: string | null;
    expiresAt: string | null;
    revokedAt: string | null;
    replacedBy: string | null;
  }[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('API keys', () => {
  let api: AuthApp;
  let acme: string;
  let owner: Proof;
  let other: Proof;

  beforeAll(async () => {
    api = await AuthApp.start();
    const admin = await api.platformAdmin();
    acme = await api.company(admin, 'Acme Homes', 'olga@acme.test');
    await api.company(admin, 'Beta Dental', 'otto@beta.test');
  });

  beforeEach(async () => {
    owner = await api.proofOf('olga@acme.test');
    other = await api.proofOf('otto@beta.test');
  });

  afterAll(async () => api?.app.close());

  const issue = (scopes = ['tenant:read'], expiresAt?: Date): Promise<Issued> =>
    api.get('createApiKey', CREATE_KEY, { input: { name: 'Web site', scopes, expiresAt } }, owner);
  const verdict = (secret: string, query = TENANT): Promise<string | undefined> =>
    api.codeOf(query, {}, { 'x-api-key': secret });
  const listed = async (id: string): Promise<ListedKeys['nodes'][number] | undefined> =>
    (await api.get<ListedKeys>('apiKeys', API_KEYS, {}, owner)).nodes.find((key) => key.id === id);

  it('open what their scopes name, for their company', async () => {
    const { secret, apiKey } = await issue();
    expect(secret.startsWith(`${apiKey.prefix}_`)).toBe(true);
    expect(await api.get('tenant', TENANT, {}, { 'x-api-key': secret })).toMatchObject({ id: acme });
  });

  it.each([
    ['a scope it does not hold', ['leads:read'], TENANT],
    ['what no key may do', ['tenant:read'], API_KEYS],
    ['what is for people', ['tenant:read'], ME],
    ['the platform', ['tenant:read'], '{ tenants { nodes { id } } }'],
  ])('do not open %s', async (_, scopes, query) => {
    const { secret } = await issue(scopes);
    expect(await verdict(secret, query)).toBe('FORBIDDEN');
  });

  it('are stored as a hash only', async () => {
    const { secret } = await issue();
    const [, , , hidden = ''] = secret.split('_');
    expect(hidden).toHaveLength(43);
    const rows = await api.app.sql<{ row: string; hashed: boolean }>(
      `select api_keys::text as row, secret_hash = sha256(convert_to($1, 'UTF8')) as hashed from api_keys`,
      [hidden],
    );
    expect(rows.filter(({ hashed }) => hashed)).toHaveLength(1);
    // Bytes print as hexadecimal digits.
    const spellings = [hidden, Buffer.from(hidden).toString('hex')];
    expect(rows.filter(({ row }) => spellings.some((text) => row.includes(text)))).toEqual([]);
  });

  it.each([
    ['an unknown scope', { name: 'x', scopes: ['everything'] }],
    ['no scope', { name: 'x', scopes: [] }],
    ['the same scope twice', { name: 'x', scopes: ['leads:read', 'leads:read'] }],
    ['no name', { name: '', scopes: ['leads:read'] }],
    ['an end in the past', { name: 'x', scopes: ['leads:read'], expiresAt: '2020-01-01T00:00:00Z' }],
  ])('are not made with %s', async (_, input) => {
    expect(await api.codeOf(CREATE_KEY, { input }, owner)).toBe('BAD_USER_INPUT');
  });

  it('are refused when unknown, with another secret, or malformed', async () => {
    const [one, two] = [await issue(), await issue()];
    const { newApiKey } = await import('../../../src/auth/api-keys/api-key-text');
    const mixed = `${two.apiKey.prefix}_${one.secret.split('_')[3]}_000000`;
    for (const secret of [newApiKey().text, mixed, 'ck_live_nonsense', 'x']) {
      expect(await verdict(secret)).toBe('UNAUTHENTICATED');
    }
  });

  it('stop within five seconds of being revoked, for good', async () => {
    const { secret, apiKey } = await issue();
    expect(await verdict(secret)).toBeUndefined();
    const first = await api.get<{ revokedAt: string }>('revokeApiKey', REVOKE_KEY, { id: apiKey.id }, owner);
    api.app.clock.advance(5_000);
    expect(await verdict(secret)).toBe('UNAUTHENTICATED');
    expect(await api.get('revokeApiKey', REVOKE_KEY, { id: apiKey.id }, owner)).toEqual(first);
  });

  it('stop at their end', async () => {
    const { secret } = await issue(['tenant:read'], new Date(api.app.clock.now().getTime() + 2_000));
    expect(await verdict(secret)).toBeUndefined();
    api.app.clock.advance(2_000);
    expect(await verdict(secret)).toBe('UNAUTHENTICATED');
  });

  describe('rotated', () => {
    it('work beside their successor for 24 hours, then no more', async () => {
      const old = await issue(['tenant:read', 'leads:read']);
      const next = await api.get<Issued>('rotateApiKey', ROTATE_KEY, { id: old.apiKey.id }, owner);
      expect(next.apiKey.scopes).toEqual(['tenant:read', 'leads:read']);
      api.app.clock.advance(24 * HOUR - 1_000);
      expect(await verdict(old.secret)).toBeUndefined();
      api.app.clock.advance(1_000);
      expect(await verdict(old.secret)).toBe('UNAUTHENTICATED');
      expect(await verdict(next.secret)).toBeUndefined();
      owner = await api.proofOf('olga@acme.test');
      expect(await listed(old.apiKey.id)).toMatchObject({ replacedBy: next.apiKey.id });
    });

    it('stop as soon as asked to', async () => {
      const old = await issue();
      await api.get('rotateApiKey', ROTATE_KEY, { id: old.apiKey.id, graceHours: 0 }, owner);
      api.app.clock.advance(5_000);
      expect(await verdict(old.secret)).toBe('UNAUTHENTICATED');
    });

    it('never outlive the end they had', async () => {
      const end = new Date(api.app.clock.now().getTime() + HOUR);
      const old = await issue(['tenant:read'], end);
      await api.get('rotateApiKey', ROTATE_KEY, { id: old.apiKey.id, graceHours: 48 }, owner);
      expect(await listed(old.apiKey.id)).toMatchObject({ expiresAt: end.toISOString() });
    });

    it('are refused a second rotation, so that two keys work at most', async () => {
      const { apiKey } = await issue();
      const rotate = (): Promise<object> => api.get('rotateApiKey', ROTATE_KEY, { id: apiKey.id }, owner);
      const both = await Promise.all([rotate(), rotate()]);
      expect(both).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ __typename: 'IssuedApiKey' }),
          { __typename: 'ApiKeyNotLive', code: 'API_KEY_NOT_LIVE' },
        ]),
      );
    });

    it('are refused when revoked', async () => {
      const { apiKey } = await issue();
      await api.get('revokeApiKey', REVOKE_KEY, { id: apiKey.id }, owner);
      expect(await api.get('rotateApiKey', ROTATE_KEY, { id: apiKey.id }, owner)).toMatchObject({
        code: 'API_KEY_NOT_LIVE',
      });
    });

    it('are refused a grace of more than a week', async () => {
      const { apiKey } = await issue();
      expect(await api.codeOf(ROTATE_KEY, { id: apiKey.id, graceHours: 169 }, owner)).toBe('BAD_USER_INPUT');
    });
  });

  it('show when they were last used, written once a minute at most', async () => {
    const { secret, apiKey } = await issue();
    expect(await listed(apiKey.id)).toMatchObject({ lastUsedAt: null });
    const first = api.app.clock.now();
    await verdict(secret);
    api.app.clock.advance(59_000);
    await verdict(secret);
    expect(await listed(apiKey.id)).toMatchObject({ lastUsedAt: first.toISOString() });
    api.app.clock.advance(1_000);
    await verdict(secret);
    expect(await listed(apiKey.id)).toMatchObject({ lastUsedAt: api.app.clock.now().toISOString() });
  });

  it('of one company are nothing to another', async () => {
    const { apiKey } = await issue();
    const theirs = await api.get<ListedKeys>('apiKeys', API_KEYS, {}, other);
    expect(theirs).toEqual({ totalCount: 0, nodes: [] });
    expect(await api.codeOf(REVOKE_KEY, { id: apiKey.id }, other)).toBe('NOT_FOUND');
    expect(await api.codeOf(ROTATE_KEY, { id: apiKey.id }, other)).toBe('NOT_FOUND');
    expect(await listed(apiKey.id)).toMatchObject({ revokedAt: null, replacedBy: null });
  });

  it('are listed in pages, newest first', async () => {
    const made = [await issue(), await issue(), await issue()].map(({ apiKey }) => apiKey.id).reverse();
    const query =
      'query ($after: String) { apiKeys(first: 2, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }';
    type Paged = { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    const first = await api.get<Paged>('apiKeys', query, {}, owner);
    const second = await api.get<Paged>('apiKeys', query, { after: first.pageInfo.endCursor }, owner);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect([...first.nodes, ...second.nodes].map(({ id }) => id).slice(0, 3)).toEqual(made);
  });
});
