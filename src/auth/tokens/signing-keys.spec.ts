import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { loadConfig } from '../../platform/config/config';
import { InvalidConfiguration } from '../../platform/config/read-environment';
import { SigningKeys } from './signing-keys';

const privatePem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicPem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const present = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const previous = generateKeyPairSync('ec', { namedCurve: 'P-256' });

function keysOf(variables: Record<string, string>): SigningKeys {
  return new SigningKeys(
    loadConfig({
      DATABASE_URL: 'postgres://owner@localhost/callwright',
      REDIS_URL: 'redis://localhost',
      SECRET_KEY: 'a secret of at least thirty-two characters',
      JWT_PRIVATE_KEY: privatePem(present.privateKey),
      ...variables,
    }),
  );
}

describe('SigningKeys', () => {
  it('knows a key by its thumbprint and no other', () => {
    const keys = keysOf({});
    expect(keys.kid).toMatch(/^[\w-]{43}$/);
    expect(keys.find(keys.kid)).toBe(publicPem(present.publicKey));
    expect(keys.find('another')).toBeUndefined();
    expect(keys.find('__proto__')).toBeUndefined();
  });

  it('verifies with the key before this one and never signs with it', () => {
    const keys = keysOf({ JWT_PREVIOUS_PUBLIC_KEY: publicPem(previous.publicKey) });
    const [first, second, ...rest] = keys.published().map(({ kid }) => kid);
    expect(rest).toEqual([]);
    expect(first).toBe(keys.kid);
    expect(keys.find(second ?? '')).toBe(publicPem(previous.publicKey));
  });

  it('takes a key on one line, as environment files have it', () => {
    const pem = privatePem(present.privateKey);
    expect(keysOf({ JWT_PRIVATE_KEY: pem.replaceAll('\n', '\\n') }).kid).toBe(keysOf({}).kid);
  });

  it('publishes nothing private', () => {
    for (const key of keysOf({}).published()) expect(Object.keys(key)).not.toContain('d');
  });

  it.each([
    ['a key on another curve', privatePem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey)],
    ['a key of another kind', privatePem(generateKeyPairSync('ed25519').privateKey)],
    ['a public key', publicPem(present.publicKey)],
    ['no key', 'not a key'],
  ])('refuses %s, naming the variable', (_, pem) => {
    expect(() => keysOf({ JWT_PRIVATE_KEY: pem })).toThrow(InvalidConfiguration);
    expect(() => keysOf({ JWT_PRIVATE_KEY: pem })).toThrow(/JWT_PRIVATE_KEY/);
  });

  it('refuses a previous key that is none', () => {
    expect(() => keysOf({ JWT_PREVIOUS_PUBLIC_KEY: 'not a key' })).toThrow(/JWT_PREVIOUS_PUBLIC_KEY/);
  });
});
