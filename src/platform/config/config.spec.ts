import { generateKeyPairSync } from 'node:crypto';
import { InvalidConfiguration, loadConfig, roleUrl } from './config';

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
const production = { ...complete, NODE_ENV: 'production', PUBLIC_URL: 'https://calls.example.com/' };
const problemsOf = (variables: Record<string, string | undefined>): readonly string[] => {
  try {
    loadConfig(variables);
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
