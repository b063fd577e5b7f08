import { generateKeyPairSync } from 'node:crypto';
import { loadConfig } from './config';
import { roleUrl } from './database-logins';
import { loadMigrationSettings } from './migration-settings';
import { InvalidConfiguration } from './read-environment';

const { privateKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const complete = {
  DATABASE_URL: 'postgres://owner:pw@db:5432/callwright',
  REDIS_URL: 'redis://cache:6379',
  JWT_PRIVATE_KEY: privateKey,
  SECRET_KEY: 'k9fJ2vQ7xW4zR8tY1uI5oP3aS6dG0hLq',
};
const STRONG = '8f14e45fceea167a5a36dedd4bea2543';
const production = { ...complete, NODE_ENV: 'production', PUBLIC_URL: 'https://calls.example.com/' };
const problemsOf = (
  variables: Record<string, string | undefined>,
  load: (variables: Record<string, string | undefined>) => unknown = loadConfig,
): readonly string[] => {
  try {
    load(variables);
    return [];
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
};

describe('configuration', () => {
  it('reads what is given and fills in the rest', () => {
    const config = loadConfig(production);
    expect(config).toMatchObject({
      role: 'all',
      port: 3000,
      publicUrl: 'https://calls.example.com',
      isProduction: true,
    });
    expect(config.twilio).toBeUndefined();
    expect(config.graphqlPlayground).toBe(false);
    expect(config.webhooks).toEqual({ ports: [443, 8443], allowsLoopback: false });
    expect(config.serves('worker')).toBe(true);
    expect(loadConfig({ ...production, ROLE: 'media' }).serves('worker')).toBe(false);
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['an unknown role', { ROLE: 'boss' }, 'ROLE'],
    ['a port that is none', { PORT: '99999' }, 'PORT'],
    ['an address that is none', { REDIS_URL: 'cache:6379' }, 'REDIS_URL'],
    ['no database', { DATABASE_URL: undefined }, 'DATABASE_URL'],
    ['no signing key', { JWT_PRIVATE_KEY: '' }, 'JWT_PRIVATE_KEY'],
    ['a short secret', { SECRET_KEY: 'short' }, 'SECRET_KEY'],
    ['a secret of one letter in production', { SECRET_KEY: 'a'.repeat(40) }, 'SECRET_KEY'],
    ['a shifted clock in production', { CLOCK_OFFSET_MS: '1000' }, 'CLOCK_OFFSET_MS'],
    ['plain http in production', { PUBLIC_URL: 'http://calls.example.com' }, 'PUBLIC_URL'],
    ['webhooks to this machine in production', { WEBHOOK_ALLOW_LOOPBACK: 'true' }, 'WEBHOOK_ALLOW_LOOPBACK'],
    ['ports that are none', { WEBHOOK_PORTS: '443,https' }, 'WEBHOOK_PORTS'],
    ['no port', { WEBHOOK_PORTS: ',' }, 'WEBHOOK_PORTS'],
    ['an account that is none', { TWILIO_ACCOUNT_SID: 'AC1' }, 'TWILIO_ACCOUNT_SID'],
    ['half a carrier', { TWILIO_FROM_NUMBER: '+14155550100' }, 'TWILIO_ACCOUNT_SID'],
  ])('refuses %s and names the variable', (_, change, variable) => {
    expect(problemsOf({ ...production, ...change }).some((problem) => problem.startsWith(`${variable}: `))).toBe(true);
  });

  it('names every problem at once and repeats no value', () => {
    const problems = problemsOf({ ...production, ROLE: 'boss', PORT: 'secret-port' });
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toContain('secret-port');
  });

  it.each([
    ['METRICS_TOKEN', '<random>'],
    ['METRICS_TOKEN', 'x'],
    ['METRICS_TOKEN', 'ab'.repeat(20)],
    ['TWILIO_AUTH_TOKEN', '<token>'],
    ['ANTHROPIC_API_KEY', '<key>'],
    ['DATABASE_ROLE_SECRET', '<random>'],
    ['DATABASE_ROLE_SECRET', 'x'],
    ['SECRET_KEY', '<at least 32 characters of your own making>'],
    ['JWT_PRIVATE_KEY', '<PEM of a P-256 private key>\n'],
    ['DATABASE_APP_URL', 'postgresql://callwright_app:<password>@db:5432/callwright'],
    ['DATABASE_PLATFORM_URL', 'postgresql://callwright_platform:s3cret@<host>:5432/callwright'],
    ['REDIS_URL', 'rediss://:<password>@cache:6379/0'],
    ['TWILIO_ACCOUNT_SID', '<AC and 32 hexadecimal digits>'],
  ])('does not serve with an example’s value, or a weak one, as %s: %s', (name, value) => {
    const carrier = {
      TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: STRONG,
      TWILIO_FROM_NUMBER: '+14155550100',
    };
    const problems = problemsOf({ ...production, ...carrier, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
    expect(problems[0]).not.toContain(value);
  });

  it('serves with good secrets, and outside production with short ones that nothing is derived from', () => {
    const secrets = { METRICS_TOKEN: STRONG, ANTHROPIC_API_KEY: `sk-ant-${STRONG}`, DATABASE_ROLE_SECRET: STRONG };
    expect(problemsOf({ ...production, ...secrets })).toEqual([]);
    expect(problemsOf({ ...complete, METRICS_TOKEN: 'scrape-me', ANTHROPIC_API_KEY: 'sk-ant-test' })).toEqual([]);
    expect(problemsOf({ ...complete, DATABASE_ROLE_SECRET: 'short' })).toHaveLength(1);
  });

  describe('of a migration', () => {
    const { DATABASE_URL, SECRET_KEY } = complete;
    const job = { NODE_ENV: 'production', DATABASE_URL, DATABASE_ROLE_SECRET: STRONG };

    it('takes the role secret, or what it is derived from where that is unset or empty', () => {
      expect(loadMigrationSettings(job)).toEqual({ ownerUrl: DATABASE_URL, roleSecret: STRONG });
      for (const unset of [undefined, ''])
        expect(loadMigrationSettings({ ...job, DATABASE_ROLE_SECRET: unset, SECRET_KEY }).roleSecret).toBe(SECRET_KEY);
    });

    it.each([
      ['DATABASE_URL', undefined],
      ['DATABASE_URL', 'db:5432'],
      ['DATABASE_URL', 'postgresql://<owner>:<password>@<host>:5432/callwright'],
      ['DATABASE_ROLE_SECRET', undefined],
      ['DATABASE_ROLE_SECRET', '<random>'],
      ['DATABASE_ROLE_SECRET', 'x'],
      ['DATABASE_ROLE_SECRET', 'x'.repeat(40)],
    ])('needs a usable %s, not %s', (name, value) => {
      const problems = problemsOf({ ...job, [name]: value }, loadMigrationSettings);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(new RegExp(`^${name}: `));
    });
  });

  it('derives the addresses of the serving roles from the owner’s', () => {
    const { database } = loadConfig(complete);
    expect(new URL(database.appUrl)).toMatchObject({
      username: 'callwright_app',
      host: 'db:5432',
      pathname: '/callwright',
    });
    expect(database.platformUrl).toBe(roleUrl(complete.DATABASE_URL, 'callwright_platform', complete.SECRET_KEY));
    expect(database.appUrl).not.toContain('pw');
  });

  it('does without the owner where both serving roles have addresses', () => {
    const { DATABASE_URL: _, ...rest } = complete;
    const roles = { DATABASE_APP_URL: 'postgres://a:b@db/c', DATABASE_PLATFORM_URL: 'postgres://d:e@db/c' };
    expect(loadConfig({ ...rest, ...roles }).database).toMatchObject({
      migrateOnStart: false,
      appUrl: roles.DATABASE_APP_URL,
    });
  });
});
