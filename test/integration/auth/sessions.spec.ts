import { ExpiredRefreshTokens } from '../../../src/auth/sessions/expired-refresh-tokens.service';
import { AccountsService } from '../../../src/tenants/accounts/accounts.service';
import { AuthApp, bearer, ME, PASSWORD, type Proof, REFRESH, REMOVE, SIGN_IN, SIGN_OUT, TENANT } from './auth-app';

const MINUTE = 60_000;

describe('sessions', () => {
  let api: AuthApp;
  let admin: Proof;
  let acme: string;
  let beta: string;

  beforeAll(async () => {
    // No sweep runs beside the tests.
    api = await AuthApp.start([], { ROLE: 'api' });
    admin = await api.platformAdmin();
    acme = await api.company(admin, 'Acme Homes', 'olga@acme.test');
    beta = await api.company(admin, 'Beta Dental', 'otto@beta.test');
  });

  afterAll(async () => api?.app.close());

  describe('signing in', () => {
    it('answers a session in the company', async () => {
      const session = await api.signIn('olga@acme.test');
      expect(session).toMatchObject({ __typename: 'Session', tenantId: acme, role: 'OWNER' });
      const expected = api.app.clock.now().getTime() + 15 * MINUTE;
      expect(new Date(session.expiresAt).getTime()).toBe(expected);
      expect(await api.get('me', ME, {}, bearer(session.accessToken))).toMatchObject({
        email: 'olga@acme.test',
        tenantId: acme,
        role: 'OWNER',
        isPlatformAdmin: false,
        memberships: [{ tenantId: acme, tenantName: 'Acme Homes', role: 'OWNER' }],
      });
    });

    it('takes the address in any case', async () => {
      expect(await api.signIn(' Olga@ACME.test ')).toMatchObject({ __typename: 'Session' });
    });

    it.each([
      ['a wrong password', 'olga@acme.test', 'not the password', undefined],
      ['an unknown address', 'nobody@acme.test', PASSWORD, undefined],
      ['a company of somebody else', 'olga@acme.test', PASSWORD, 'beta'],
    ])('refuses %s with the same words', async (_, email, password, company) => {
      const refused = await api.signIn(email, password, company && beta);
      expect(refused).toEqual({
        __typename: 'InvalidCredentials',
        code: 'INVALID_CREDENTIALS',
        message: 'The email, the password or the company is not right.',
      });
    });

    it('lets a platform admin act outside any company', async () => {
      expect(await api.get('me', ME, {}, admin)).toMatchObject({ isPlatformAdmin: true, tenantId: null, role: null });
      expect(await api.codeOf(TENANT, {}, admin)).toBe('FORBIDDEN');
    });

    it('stores neither password nor token', async () => {
      const { refreshToken } = await api.signIn('olga@acme.test');
      expect(
        await api.app.sql(
          `select 1 from users where password_hash not like '$argon2id$v=19$m=19456,t=2,p=1$%' or users::text like '%' || $1 || '%'`,
          [PASSWORD],
        ),
      ).toEqual([]);
      const stored = await api.app.sql<{ row: string; hashed: boolean }>(
        `select refresh_tokens::text as row, token_hash = sha256(convert_to($1, 'UTF8')) as hashed from refresh_tokens`,
        [refreshToken],
      );
      expect(stored.filter(({ hashed }) => hashed)).toHaveLength(1);
      // Bytes print as hexadecimal digits.
      const spellings = [refreshToken, Buffer.from(refreshToken).toString('hex')];
      expect(stored.filter(({ row }) => spellings.some((text) => row.includes(text)))).toEqual([]);
    });

    it('hashes afresh, at the first sign-in, what was hashed at a lower cost', async () => {
      const { hash } = await import('@node-rs/argon2');
      const cheap = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1 });
      await api.app.sql('update users set password_hash = $1 where email = $2', [cheap, 'otto@beta.test']);
      expect(await api.signIn('otto@beta.test')).toMatchObject({ __typename: 'Session' });
      const renewed = await api.app.get(AccountsService).findByEmail('otto@beta.test');
      expect(renewed?.passwordHash).toContain('m=19456,t=2,p=1');
      expect(await api.signIn('otto@beta.test')).toMatchObject({ __typename: 'Session' });
    });
  });

  describe('refreshing', () => {
    it('gives a new pair, and the old token works only once', async () => {
      const first = await api.signIn('olga@acme.test');
      const second = await api.refresh(first.refreshToken);
      expect(second).toMatchObject({ __typename: 'Session', tenantId: acme, role: 'OWNER' });
      expect(second.refreshToken).not.toBe(first.refreshToken);
      expect(await api.get('tenant', TENANT, {}, bearer(second.accessToken))).toMatchObject({ id: acme });
    });

    it('ends the whole family when a used token comes again', async () => {
      const first = await api.signIn('olga@acme.test');
      const second = await api.refresh(first.refreshToken);
      expect(await api.refresh(first.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
      expect(await api.refresh(second.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
      api.app.clock.advance(5_000);
      expect(await api.codeOf(TENANT, {}, bearer(second.accessToken))).toBe('UNAUTHENTICATED');
    });

    it('has one winner at most when a token is used twice at once, and then nobody goes on', async () => {
      const first = await api.signIn('olga@acme.test');
      const both = await Promise.all(Array.from({ length: 6 }, () => api.refresh(first.refreshToken)));
      const winners = both.filter(({ __typename }) => __typename === 'Session');
      expect(winners).toHaveLength(1);
      expect(await api.refresh(winners[0]?.refreshToken ?? '')).toMatchObject({ code: 'SESSION_ENDED' });
    });

    it('leaves other sessions of the same person alone', async () => {
      const [phone, laptop] = [await api.signIn('olga@acme.test'), await api.signIn('olga@acme.test')];
      await api.refresh(phone.refreshToken);
      await api.refresh(phone.refreshToken);
      expect(await api.refresh(laptop.refreshToken)).toMatchObject({ __typename: 'Session' });
    });

    it('ends after the days of a refresh token', async () => {
      const { refreshToken } = await api.signIn('olga@acme.test');
      api.app.clock.advance(30 * 24 * 60 * MINUTE);
      expect(await api.refresh(refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
    });

    it('forgets expired tokens, and until then knows a used one for a theft', async () => {
      const day = 24 * 60 * MINUTE;
      await api.member(await api.proofOf('olga@acme.test'), 'sven@acme.test', 'VIEWER');
      const first = await api.signIn('sven@acme.test');
      api.app.clock.advance(day);
      const second = await api.refresh(first.refreshToken);
      api.app.clock.advance(29 * day - 1);
      const third = await api.refresh(second.refreshToken);
      const kept = async (): Promise<number> => {
        await api.app.get(ExpiredRefreshTokens).forget();
        const rows = await api.app.sql(
          `select 1 from refresh_tokens where user_id = (select id from users where email = 'sven@acme.test')`,
        );
        return rows.length;
      };
      expect(await kept()).toBe(3);
      api.app.clock.advance(1);
      expect(await kept()).toBe(2);
      expect(await api.refresh(first.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
      expect(await api.refresh(second.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
      expect(await api.refresh(third.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
      api.app.clock.advance(30 * day);
      expect(await kept()).toBe(0);
    });

    it('forgets a thousand at a time', async () => {
      await api.app.sql(
        `insert into refresh_tokens (token_hash, family_id, user_id, expires_at)
         select sha256(n::text::bytea), gen_random_uuid(), (select id from users limit 1), $1
         from generate_series(1, 1001) as n`,
        [new Date(0)],
      );
      expect(await api.app.get(ExpiredRefreshTokens).forget()).toBe(1_000);
      const left = await api.app.sql('select 1 from refresh_tokens where expires_at = $1', [new Date(0)]);
      expect(left).toHaveLength(1);
    });

    it.each(['', 'rt_live_unknown'])('refuses %j', async (refreshToken) => {
      expect(await api.get('refreshSession', REFRESH, { refreshToken })).toMatchObject({ code: 'SESSION_ENDED' });
    });

    it('works while an expired access token is still sent along', async () => {
      const { refreshToken, accessToken } = await api.signIn('olga@acme.test');
      api.app.clock.advance(16 * MINUTE);
      expect(await api.get('refreshSession', REFRESH, { refreshToken }, bearer(accessToken))).toMatchObject({
        __typename: 'Session',
      });
    });
  });

  describe('losing rights', () => {
    it('signs out: the refresh token at once, the access token within five seconds', async () => {
      const { refreshToken, accessToken } = await api.signIn('olga@acme.test');
      expect(await api.codeOf(TENANT, {}, bearer(accessToken))).toBeUndefined();
      expect(await api.get('signOut', SIGN_OUT, { refreshToken })).toBe(true);
      expect(await api.refresh(refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
      api.app.clock.advance(5_000);
      expect(await api.codeOf(TENANT, {}, bearer(accessToken))).toBe('UNAUTHENTICATED');
    });

    it('signs out with an unknown token as well', async () => {
      expect(await api.get('signOut', SIGN_OUT, { refreshToken: 'rt_live_unknown' })).toBe(true);
    });

    it('shuts a removed member out within five seconds, for good', async () => {
      const owner = await api.proofOf('olga@acme.test');
      const userId = await api.member(owner, 'rita@acme.test', 'OPERATOR');
      const rita = await api.signIn('rita@acme.test');
      expect(await api.codeOf(TENANT, {}, bearer(rita.accessToken))).toBeUndefined();
      await api.get('removeMember', REMOVE, { userId }, owner);
      api.app.clock.advance(5_000);
      expect(await api.codeOf(TENANT, {}, bearer(rita.accessToken))).toBe('UNAUTHENTICATED');
      expect(await api.refresh(rita.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
      expect(await api.signIn('rita@acme.test')).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    });

    it('takes a platform admin their right within five seconds', async () => {
      const proof = await api.platformAdmin('second@callwright.test');
      const list = '{ tenants { nodes { id } } }';
      expect(await api.codeOf(list, {}, proof)).toBeUndefined();
      await api.app.sql(`update users set is_platform_admin = false where email = 'second@callwright.test'`);
      api.app.clock.advance(5_000);
      expect(await api.codeOf(list, {}, proof)).toBe('UNAUTHENTICATED');
    });
  });

  describe('one person in two companies', () => {
    const email = 'paul@both.test';

    beforeAll(async () => {
      await api.member(await api.proofOf('olga@acme.test'), email, 'VIEWER');
      await api.member(await api.proofOf('otto@beta.test'), email, 'ADMIN');
    });

    it('acts in the company joined first unless told', async () => {
      expect(await api.signIn(email)).toMatchObject({ tenantId: acme, role: 'VIEWER' });
    });

    it('has in each company the role held there, and sees only that company', async () => {
      const inAcme = await api.proofOf(email, acme);
      const inBeta = await api.proofOf(email, beta);
      expect(await api.get('tenant', TENANT, {}, inAcme)).toMatchObject({ id: acme });
      expect(await api.get('tenant', TENANT, {}, inBeta)).toMatchObject({ id: beta });
      expect(await api.codeOf('{ apiKeys { nodes { id } } }', {}, inAcme)).toBe('FORBIDDEN');
      expect(await api.codeOf('{ apiKeys { nodes { id } } }', {}, inBeta)).toBeUndefined();
      expect(await api.get('me', ME, {}, inBeta)).toMatchObject({
        memberships: [
          { tenantId: acme, role: 'VIEWER' },
          { tenantId: beta, role: 'ADMIN' },
        ],
      });
    });
  });

  describe('guessing', () => {
    it('is slowed down per address and account, until the window ends', async () => {
      const guess = { email: 'olga@acme.test', password: 'a wrong guess' };
      for (let i = 0; i < 10; i += 1) expect(await api.codeOf(SIGN_IN, guess)).toBeUndefined();
      const refused = await api.ask(SIGN_IN, guess);
      expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' });
      expect(refused.errors?.[0]?.extensions.retryAfterSeconds).toBeGreaterThan(0);
      // The right password does not help either: the answer must tell nothing.
      expect(await api.codeOf(SIGN_IN, { ...guess, password: PASSWORD })).toBe('RATE_LIMITED');
      expect(await api.signIn('otto@beta.test')).toMatchObject({ __typename: 'Session' });
      api.app.clock.advance(15 * MINUTE);
      expect(await api.signIn('olga@acme.test')).toMatchObject({ __typename: 'Session' });
    });

    it('counts parallel guesses, and a success forgives the failures before it', async () => {
      api.app.clock.advance(15 * MINUTE);
      const guess = { email: 'otto@beta.test', password: 'a wrong guess' };
      const codes = await Promise.all(Array.from({ length: 9 }, () => api.codeOf(SIGN_IN, guess)));
      expect(codes.filter(Boolean)).toEqual([]);
      expect(await api.signIn('otto@beta.test')).toMatchObject({ __typename: 'Session' });
      const more = await Promise.all(Array.from({ length: 12 }, () => api.codeOf(SIGN_IN, guess)));
      expect(more.filter((code) => code === 'RATE_LIMITED')).toHaveLength(2);
    });
  });
});
