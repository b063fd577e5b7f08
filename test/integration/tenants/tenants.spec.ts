import { TenantsService } from '../../../src/tenants/tenants.service';
import { AuthApp, CREATE_TENANT, PASSWORD, type Proof, TENANT } from '../auth/auth-app';

const UPDATE = `mutation ($input: UpdateTenantInput!) {
  updateTenant(input: $input) { id name defaultCountry timeZone currency maxConcurrentCalls }
}`;
const PAUSE = 'mutation ($id: ID!) { pauseTenant(id: $id) { id status } }';
const ACTIVATE = 'mutation ($id: ID!) { activateTenant(id: $id) { id status } }';
const LIST = `query ($first: Int, $after: String, $filter: TenantFilter) {
  tenants(first: $first, after: $after, filter: $filter) { totalCount nodes { id name status } pageInfo { endCursor } }
}`;

/** A first owner without an account. */
const NOBODY_YET = { ownerEmail: 'nora@new.test', ownerPassword: PASSWORD };

interface Listed {
  totalCount: number;
  nodes: { id: string; name: string; status: string }[];
  pageInfo: { endCursor: string };
}

describe('companies', () => {
  let api: AuthApp;
  let admin: Proof;
  let acme: string;
  let beta: string;
  let owner: Proof;

  beforeAll(async () => {
    // Facts stay in the outbox, where the tests read them: no worker takes them away.
    api = await AuthApp.start([], { ROLE: 'api' });
    admin = await api.platformAdmin();
    acme = await api.company(admin, 'Acme Homes', 'olga@acme.test');
    beta = await api.company(admin, 'Beta Dental', 'otto@beta.test');
    owner = await api.proofOf('olga@acme.test');
  });

  afterAll(async () => api?.app.close());

  const create = (input: object): Promise<{ __typename: string; id: string; slug: string; code?: string }> =>
    api.get('createTenant', CREATE_TENANT, { input: { ...NOBODY_YET, ...input } }, admin);

  const logged = async (): Promise<string[]> => {
    const rows = await api.app.sql<{ action: string }>(
      `select action from audit_log where tenant_id = $1 and action in ('tenant.paused', 'tenant.activated') order by seq`,
      [beta],
    );
    return rows.map(({ action }) => action);
  };

  describe('founding', () => {
    it('makes the company, its owner and the first entries of its log', async () => {
      const { id, slug } = await create({
        name: 'Gamma & Söhne',
        ownerEmail: 'Gina@Gamma.test',
        ownerPassword: PASSWORD,
      });
      expect(slug).toBe('gamma-sohne');
      expect(await api.signIn('gina@gamma.test')).toMatchObject({ tenantId: id, role: 'OWNER' });
      const log = await api.app.sql<{ seq: string; action: string }>(
        'select seq, action from audit_log where tenant_id = $1 order by seq',
        [id],
      );
      expect(log).toEqual([
        { seq: '1', action: 'tenant.created' },
        { seq: '2', action: 'member.joined' },
      ]);
    });

    it('does not hand the company to whoever opened an account for the address of its owner', async () => {
      await api.member(owner, 'cfo@delta.test', 'VIEWER'); // Acme invites and accepts, with a password of its own
      const input = { name: 'Delta', ownerEmail: 'CFO@Delta.test', ownerPassword: 'the real choice' };
      expect(await create(input)).toMatchObject({ __typename: 'OwnerHasAccount', code: 'OWNER_HAS_ACCOUNT' });
      expect(await api.app.sql(`select 1 from tenants where slug = 'delta'`)).toEqual([]);
      expect(await api.signIn('cfo@delta.test')).toMatchObject({ tenantId: acme, role: 'VIEWER' });
      expect(await api.signIn('cfo@delta.test', 'the real choice')).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    });

    it('refuses a short name that is taken, and founds nothing', async () => {
      const before = await api.get<Listed>('tenants', LIST, {}, admin);
      expect(await create({ name: 'Another', slug: 'acme-homes' })).toMatchObject({
        __typename: 'SlugTaken',
        code: 'SLUG_TAKEN',
      });
      expect((await api.get<Listed>('tenants', LIST, {}, admin)).totalCount).toBe(before.totalCount);
    });

    it('finds a free short name when it makes one from the name', async () => {
      expect((await create({ name: 'Acme Homes' })).slug).toMatch(/^acme-homes-\d{6}$/);
    });

    it('needs a password for the owner, and founds nothing without', async () => {
      const input = { name: 'Epsilon', ownerEmail: 'new@epsilon.test' };
      expect(await api.codeOf(CREATE_TENANT, { input }, admin)).toBe('BAD_USER_INPUT');
      expect(await api.app.sql(`select 1 from tenants where slug = 'epsilon'`)).toEqual([]);
    });

    it.each([
      ['no name', { name: '' }],
      ['a bad short name', { name: 'x', slug: 'Not A Slug' }],
      ['an unknown country', { name: 'x', defaultCountry: 'XX' }],
      ['an unknown currency', { name: 'x', currency: 'XXQ' }],
      ['an unknown zone', { name: 'x', timeZone: 'Mars/Olympus' }],
      ['no calls at all', { name: 'x', maxConcurrentCalls: 0 }],
      ['no address', { name: 'x', ownerEmail: 'nobody' }],
      ['a short password', { name: 'x', ownerEmail: 'a@b.test', ownerPassword: 'short' }],
    ])('refuses %s', async (_, input) => {
      const whole = { input: { ...NOBODY_YET, ...input } };
      expect(await api.codeOf(CREATE_TENANT, whole, admin)).toBe('BAD_USER_INPUT');
    });

    it('is for platform admins', async () => {
      const input = { name: 'Mine', ...NOBODY_YET };
      expect(await api.codeOf(CREATE_TENANT, { input }, owner)).toBe('FORBIDDEN');
      expect(await api.codeOf(CREATE_TENANT, { input })).toBe('UNAUTHENTICATED');
    });
  });

  describe('settings', () => {
    it('change for one company and are seen by the program', async () => {
      const input = { name: 'Acme Estates', defaultCountry: 'IN', timeZone: 'Asia/Kolkata', currency: 'INR' };
      expect(await api.get('updateTenant', UPDATE, { input }, owner)).toEqual({
        id: acme,
        maxConcurrentCalls: 50,
        ...input,
      });
      const mine = await api.app.asTenant(acme, () => api.app.get(TenantsService).getCurrent());
      expect(mine).toMatchObject({ id: acme, slug: 'acme-homes', status: 'ACTIVE', ...input });
      const theirs = await api.app.asTenant(beta, () => api.app.get(TenantsService).getCurrent());
      expect(theirs).toMatchObject({ id: beta, name: 'Beta Dental', defaultCountry: 'US' });
    });

    it('that are absent or null stay as they are', async () => {
      const input = { name: null, maxConcurrentCalls: 7 };
      const changed = await api.get<{ name: string }>('updateTenant', UPDATE, { input }, owner);
      expect(changed).toMatchObject({ maxConcurrentCalls: 7 });
      expect(changed.name).not.toBeNull();
    });

    it.each(['OPERATOR', 'VIEWER'] as const)('are not for a %s', async (role) => {
      const email = `${role.toLowerCase()}@acme.test`;
      await api.member(owner, email, role);
      const proof = await api.proofOf(email);
      expect(await api.codeOf(UPDATE, { input: { name: 'Mine' } }, proof)).toBe('FORBIDDEN');
      expect(await api.codeOf(TENANT, {}, proof)).toBeUndefined();
    });
  });

  describe('sharing capacity', () => {
    const SHARE = `mutation ($id: ID!, $calls: Int, $weight: Int) {
      shareCapacity(id: $id, guaranteedCalls: $calls, dialingShare: $weight) { id guaranteedCalls dialingShare }
    }`;
    const DAY = `mutation ($input: UpdateTenantInput!) { updateTenant(input: $input) { dailyCallLimit } }`;

    it('is for those who run the platform: it is at the cost of the other companies', async () => {
      expect(await api.codeOf(SHARE, { id: acme, calls: 50 }, owner)).toBe('FORBIDDEN');
      expect(await api.codeOf(SHARE, { id: '01976e5c-0000-7000-8000-000000000000', calls: 5 }, admin)).toBe(
        'NOT_FOUND',
      );
      expect(await api.get('shareCapacity', SHARE, { id: beta, calls: 5 }, admin)).toEqual({
        id: beta,
        guaranteedCalls: 5,
        dialingShare: 1,
      });
      await api.get('shareCapacity', SHARE, { id: beta, weight: 3 }, admin);
      expect(
        await api.app.sql('select id, guaranteed_calls, dialing_share from tenants where id = any($1) order by slug', [
          [acme, beta],
        ]),
      ).toEqual([
        { id: acme, guaranteed_calls: 0, dialing_share: 1 },
        { id: beta, guaranteed_calls: 5, dialing_share: 3 },
      ]);
    });

    it('leaves a company its own limits, which it may also take away', async () => {
      const limit = (dailyCallLimit: number | null) =>
        api.get<object>('updateTenant', DAY, { input: { dailyCallLimit } }, owner);
      expect(await limit(200)).toEqual({ dailyCallLimit: 200 });
      expect(await api.get('updateTenant', DAY, { input: { name: 'Acme' } }, owner)).toEqual({ dailyCallLimit: 200 });
      expect(await limit(null)).toEqual({ dailyCallLimit: null });
    });

    it('says how it sounds, and takes it back', async () => {
      const VOICE = `mutation ($input: UpdateTenantInput!) { updateTenant(input: $input) { brandVoice } }`;
      const sounds = (brandVoice: string | null) =>
        api.get<object>('updateTenant', VOICE, { input: { brandVoice } }, owner);
      expect(await sounds('Warm, and never pushy.')).toEqual({ brandVoice: 'Warm, and never pushy.' });
      expect(await api.get('updateTenant', VOICE, { input: { name: 'Acme' } }, owner)).toEqual({
        brandVoice: 'Warm, and never pushy.',
      });
      expect(await sounds(null)).toEqual({ brandVoice: null });
    });
  });

  describe('pausing', () => {
    it('is in the log of the company once, however often it is asked for', async () => {
      expect(await api.get('pauseTenant', PAUSE, { id: beta }, admin)).toEqual({ id: beta, status: 'PAUSED' });
      await api.get('pauseTenant', PAUSE, { id: beta }, admin);
      expect(await logged()).toEqual(['tenant.paused']);
    });

    it('leaves members their access', async () => {
      const proof = await api.proofOf('otto@beta.test', beta);
      expect(await api.get('tenant', TENANT, {}, proof)).toMatchObject({ status: 'PAUSED' });
      expect(await api.codeOf(UPDATE, { input: { name: 'Beta Dental Care' } }, proof)).toBeUndefined();
    });

    it('is undone by activating, which the program is told once', async () => {
      expect(await api.get('activateTenant', ACTIVATE, { id: beta }, admin)).toEqual({ id: beta, status: 'ACTIVE' });
      await api.get('activateTenant', ACTIVATE, { id: beta }, admin);
      expect(await api.app.sql("select tenant_id, payload from outbox where name = 'tenant.activated'")).toEqual([
        { tenant_id: beta, payload: { tenantId: beta } },
      ]);
      expect(await logged()).toEqual(['tenant.paused', 'tenant.activated']);
      expect(
        await api.app.sql(
          `select 1 from audit_log where action in ('tenant.paused', 'tenant.activated') and actor not like 'PLATFORM_ADMIN:%'`,
        ),
      ).toEqual([]);
    });

    it('is for platform admins, who learn of companies that do not exist', async () => {
      expect(await api.codeOf(PAUSE, { id: acme }, owner)).toBe('FORBIDDEN');
      expect(await api.codeOf(PAUSE, { id: '01976e5c-0000-7000-8000-000000000000' }, admin)).toBe('NOT_FOUND');
      expect(await api.codeOf(PAUSE, { id: 'acme' }, admin)).toBe('BAD_USER_INPUT');
    });
  });

  describe('listing', () => {
    it('shows all to a platform admin in pages, newest first', async () => {
      const all = await api.get<Listed>('tenants', LIST, { first: 100 }, admin);
      expect(all.nodes).toHaveLength(all.totalCount);
      expect(all.nodes.map(({ id }) => id)).toEqual(
        all.nodes
          .map(({ id }) => id)
          .sort()
          .reverse(),
      );
      const first = await api.get<Listed>('tenants', LIST, { first: 2 }, admin);
      const second = await api.get<Listed>('tenants', LIST, { first: 2, after: first.pageInfo.endCursor }, admin);
      expect([...first.nodes, ...second.nodes]).toEqual(all.nodes.slice(0, 4));
    });

    it('filters by state and short name', async () => {
      const bySlug = await api.get<Listed>('tenants', LIST, { filter: { slug: 'acme-homes' } }, admin);
      expect(bySlug).toMatchObject({ totalCount: 1, nodes: [{ id: acme }] });
      await api.get('pauseTenant', PAUSE, { id: acme }, admin);
      const paused = await api.get<Listed>('tenants', LIST, { filter: { status: 'PAUSED' } }, admin);
      expect(paused).toMatchObject({ totalCount: 1, nodes: [{ id: acme }] });
      await api.get('activateTenant', ACTIVATE, { id: acme }, admin);
    });

    it('is not for members', async () => {
      expect(await api.codeOf(LIST, {}, owner)).toBe('FORBIDDEN');
    });
  });
});
