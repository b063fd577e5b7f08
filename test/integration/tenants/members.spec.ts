import { ACCEPT, AuthApp, CHANGE_ROLE, INVITE, MEMBERS, PASSWORD, type Proof, REMOVE } from '../auth/auth-app';

interface Listed {
  totalCount: number;
  nodes: { userId: string; email: string; role: string }[];
}

const HOUR = 3_600_000;

describe('members', () => {
  let api: AuthApp;
  let platform: Proof;
  let acme: string;
  let beta: string;
  let owner: Proof;
  let admin: Proof;
  let other: Proof;
  let ownerId: string;
  let adminId: string;

  beforeAll(async () => {
    api = await AuthApp.start();
    platform = await api.platformAdmin();
    acme = await api.company(platform, 'Acme Homes', 'olga@acme.test');
    beta = await api.company(platform, 'Beta Dental', 'otto@beta.test');
    owner = await api.proofOf('olga@acme.test');
    adminId = await api.member(owner, 'adam@acme.test', 'ADMIN');
    const members = await api.get<Listed>('members', MEMBERS, {}, owner);
    ownerId = members.nodes.find(({ role }) => role === 'OWNER')?.userId ?? '';
  });

  beforeEach(async () => {
    owner = await api.proofOf('olga@acme.test');
    admin = await api.proofOf('adam@acme.test');
    other = await api.proofOf('otto@beta.test', beta);
  });

  afterAll(async () => api?.app.close());

  const invite = (proof: Proof, email: string, role: string): Promise<{ token: string; code?: string }> =>
    api.get('inviteMember', INVITE, { email, role }, proof);
  const accept = (token: string, password = PASSWORD, name?: string): Promise<Record<string, unknown>> =>
    api.get('acceptInvitation', ACCEPT, { token, password, name });

  it('are listed for their own company only', async () => {
    const ours = await api.get<Listed>('members', MEMBERS, {}, owner);
    const theirs = await api.get<Listed>('members', MEMBERS, {}, other);
    expect(ours.nodes.map(({ email }) => email)).toEqual(expect.arrayContaining(['olga@acme.test', 'adam@acme.test']));
    expect(ours.totalCount).toBe(ours.nodes.length);
    expect(theirs.nodes.map(({ email }) => email)).toEqual(['otto@beta.test']);
  });

  describe('invited', () => {
    it('join with the role offered and can sign in', async () => {
      const { token } = await invite(admin, 'Nina@Acme.test', 'OPERATOR');
      expect(await accept(token, PASSWORD, 'Nina')).toMatchObject({
        __typename: 'Member',
        role: 'OPERATOR',
        email: 'nina@acme.test',
        name: 'Nina',
      });
      expect(await api.signIn('nina@acme.test')).toMatchObject({ tenantId: acme, role: 'OPERATOR' });
    });

    it('use an invitation once', async () => {
      const { token } = await invite(admin, 'once@acme.test', 'VIEWER');
      const both = await Promise.all([accept(token), accept(token)]);
      expect(both.map(({ __typename }) => String(__typename)).sort()).toEqual(['InvitationInvalid', 'Member']);
      expect(await accept(token, 'another password')).toMatchObject({ code: 'INVITATION_INVALID' });
    });

    it('cannot come back with an old invitation after they were removed', async () => {
      const { token } = await invite(owner, 'back@acme.test', 'VIEWER');
      const { userId } = await accept(token);
      await api.get('removeMember', REMOVE, { userId }, owner);
      expect(await accept(token)).toMatchObject({ code: 'INVITATION_INVALID' });
    });

    it('prove an account they have by its password, and keep it', async () => {
      api.app.clock.advance(1_000); // joins after the company of his own
      const { token } = await invite(admin, 'otto@beta.test', 'VIEWER');
      expect(await accept(token, 'a password the sender made up')).toMatchObject({ code: 'INVALID_CREDENTIALS' });
      expect(await api.signIn('otto@beta.test', 'a password the sender made up')).toMatchObject({
        code: 'INVALID_CREDENTIALS',
      });
      expect(await accept(token)).toMatchObject({ __typename: 'Member', role: 'VIEWER' });
      expect(await api.signIn('otto@beta.test', PASSWORD, acme)).toMatchObject({ role: 'VIEWER' });
      expect(await api.signIn('otto@beta.test')).toMatchObject({ tenantId: beta, role: 'OWNER' });
      expect(await accept(token)).toMatchObject({ code: 'INVITATION_INVALID' });
    });

    it('come too late after 72 hours', async () => {
      const { token } = await invite(admin, 'late@acme.test', 'VIEWER');
      api.app.clock.advance(72 * HOUR);
      expect(await accept(token)).toMatchObject({ code: 'INVITATION_INVALID' });
    });

    it('come too late when the sender may no longer invite', async () => {
      const senderId = await api.member(owner, 'sender@acme.test', 'ADMIN');
      const { token } = await invite(await api.proofOf('sender@acme.test'), 'orphan@acme.test', 'VIEWER');
      await api.get('changeMemberRole', CHANGE_ROLE, { userId: senderId, role: 'OPERATOR' }, owner);
      expect(await accept(token)).toMatchObject({ code: 'INVITATION_INVALID' });
      expect(await api.signIn('orphan@acme.test')).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    });

    it('are not asked twice', async () => {
      expect(await invite(owner, 'adam@acme.test', 'VIEWER')).toMatchObject({ code: 'ALREADY_MEMBER' });
    });

    it('look the same to the sender whether or not they have an account', async () => {
      const known = await invite(admin, 'root@callwright.test', 'VIEWER');
      const unknown = await invite(admin, 'no-account-here@x.test', 'VIEWER');
      expect(Object.keys(known)).toEqual(Object.keys(unknown));
      const states = [known, unknown].map(({ token }) =>
        Buffer.from(token.split('.')[0] ?? '', 'base64url').toString(),
      );
      expect(states.map((state) => (JSON.parse(state) as { account: string }).account.length)).toEqual([22, 22]);
    });

    it('become owners only by an owner', async () => {
      expect(await api.codeOf(INVITE, { email: 'x@acme.test', role: 'OWNER' }, admin)).toBe('FORBIDDEN');
    });

    it.each(['nonsense', 'a.b', ''])('are refused with the token %j', async (token) => {
      expect(await accept(token)).toMatchObject({ code: 'INVITATION_INVALID' });
    });

    it('leave no address in the log of the company', async () => {
      await invite(admin, 'quiet@acme.test', 'VIEWER');
      const [row] = await api.app.sql<{ found: boolean }>(`select bool_or(body like '%@%') as found from audit_log`);
      expect(row?.found).toBe(false);
    });
  });

  describe('of higher rank', () => {
    it.each([
      ['make somebody an owner', CHANGE_ROLE, () => ({ userId: adminId, role: 'OWNER' })],
      ['demote an owner', CHANGE_ROLE, () => ({ userId: ownerId, role: 'VIEWER' })],
      ['remove an owner', REMOVE, () => ({ userId: ownerId })],
    ])('an admin cannot %s', async (_, query, variables) => {
      expect(await api.codeOf(query, variables(), admin)).toBe('FORBIDDEN');
    });

    it('an operator cannot manage anybody', async () => {
      await api.member(owner, 'oren@acme.test', 'OPERATOR');
      const operator = await api.proofOf('oren@acme.test');
      expect(await api.codeOf(CHANGE_ROLE, { userId: adminId, role: 'VIEWER' }, operator)).toBe('FORBIDDEN');
      expect(await api.codeOf(REMOVE, { userId: adminId }, operator)).toBe('FORBIDDEN');
      expect(await api.codeOf(INVITE, { email: 'x@acme.test', role: 'VIEWER' }, operator)).toBe('FORBIDDEN');
    });

    it('a changed role counts within five seconds', async () => {
      const userId = await api.member(owner, 'rising@acme.test', 'VIEWER');
      const proof = await api.proofOf('rising@acme.test');
      expect(await api.codeOf('{ auditLog { nodes { seq } } }', {}, proof)).toBe('FORBIDDEN');
      await api.get('changeMemberRole', CHANGE_ROLE, { userId, role: 'ADMIN' }, owner);
      api.app.clock.advance(5_000);
      expect(await api.codeOf('{ auditLog { nodes { seq } } }', {}, proof)).toBeUndefined();
    });
  });

  describe('who own the company', () => {
    it('are never none: the last one is neither demoted nor removed', async () => {
      const refused = { __typename: 'LastOwner', code: 'LAST_OWNER' };
      expect(await api.get('changeMemberRole', CHANGE_ROLE, { userId: ownerId, role: 'ADMIN' }, owner)).toMatchObject(
        refused,
      );
      expect(await api.get('removeMember', REMOVE, { userId: ownerId }, owner)).toMatchObject(refused);
    });

    it('cannot remove each other at the same moment', async () => {
      const secondId = await api.member(owner, 'second@acme.test', 'OWNER');
      const second = await api.proofOf('second@acme.test');
      const both = await Promise.all([
        api.get<{ __typename: string }>('removeMember', REMOVE, { userId: secondId }, owner),
        api.get<{ __typename: string }>('removeMember', REMOVE, { userId: ownerId }, second),
      ]);
      expect(both.map(({ __typename }) => __typename).sort()).toEqual(['LastOwner', 'Member']);
      const [row] = await api.app.sql<{ owners: number }>(
        `select count(*)::int as owners from members where tenant_id = $1 and role = 'OWNER'`,
        [acme],
      );
      expect(row?.owners).toBe(1);
      // Whoever was removed comes back, for the tests after this one.
      await api.app.sql(
        `insert into members (tenant_id, user_id, role, email) values ($1, $2, 'OWNER', 'olga@acme.test') on conflict do nothing`,
        [acme, ownerId],
      );
    });
  });

  it('of one company are nothing to another', async () => {
    expect(await api.codeOf(CHANGE_ROLE, { userId: adminId, role: 'VIEWER' }, other)).toBe('NOT_FOUND');
    expect(await api.codeOf(REMOVE, { userId: adminId }, other)).toBe('NOT_FOUND');
  });
});
