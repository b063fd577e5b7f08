import { isCurrent, keyIdOf } from './access-claims';

function tokenWith(header: unknown): string {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  return `${Buffer.from(text).toString('base64url')}.e30.c2ln`;
}

const good = { alg: 'ES256', typ: 'at+jwt', kid: 'key-1' };

describe('keyIdOf', () => {
  it('reads the key id of a header like ours', () => {
    expect(keyIdOf(tokenWith(good))).toBe('key-1');
  });

  it.each([
    ['no signature', { ...good, alg: 'none' }],
    ['a symmetric signature', { ...good, alg: 'HS256' }],
    ['another type', { ...good, typ: 'JWT' }],
    ['no type', { alg: 'ES256', kid: 'key-1' }],
    ['no key id', { alg: 'ES256', typ: 'at+jwt' }],
    ['a key of its own', { ...good, jwk: {} }],
    ['an address of keys', { ...good, jku: 'https://example.com/keys' }],
    ['an address of a certificate', { ...good, x5u: 'https://example.com/cert' }],
    ['critical extensions', { ...good, crit: ['b64'], b64: false }],
    ['no JSON', '{'],
    ['no object', '"ES256"'],
  ])('refuses a header with %s', (_, header) => {
    expect(keyIdOf(tokenWith(header))).toBeUndefined();
  });

  it('refuses what is no token', () => {
    expect(keyIdOf('')).toBeUndefined();
  });
});

describe('isCurrent', () => {
  it.each([
    [94, false],
    [95, true],
    [100, true],
    [999, true],
    [1_000, false],
  ])('at %i s: %s', (seconds, expected) => {
    expect(isCurrent({ nbf: 100, exp: 1_000 }, new Date(seconds * 1_000))).toBe(expected);
  });
});
