import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { JwtService, type JwtSignOptions } from '@nestjs/jwt';
import { v7 as uuidv7 } from 'uuid';
import { SigningKeys } from '../../../src/auth/tokens/signing-keys';
import { AuthApp, bearer, type Proof, TENANT } from './auth-app';

const jwt = new JwtService();

interface DecodedToken {
  readonly header: Record<string, unknown>;
  readonly payload: Record<string, unknown>;
}

function decode(token: string): DecodedToken {
  return jwt.decode(token, { complete: true }) as unknown as DecodedToken;
}

const older = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pemOf = (key: ReturnType<typeof createPublicKey>): string =>
  key.export({ type: 'spki', format: 'pem' }).toString();

describe('access tokens', () => {
  let api: AuthApp;
  let token: string;
  let acme: string;

  beforeAll(async () => {
    api = await AuthApp.start([], { JWT_PREVIOUS_PUBLIC_KEY: pemOf(older.publicKey) });
    const admin = await api.platformAdmin();
    acme = await api.company(admin, 'Acme Homes', 'olga@acme.test');
  });

  afterAll(async () => api?.app.close());

  beforeEach(async () => {
    token = (await api.signIn('olga@acme.test')).accessToken;
  });

  const verdict = (proof: Proof): Promise<string | undefined> => api.codeOf(TENANT, {}, proof);

  /** The token above with other claims or header, signed by `key`, ours unless told. */
  function forged(
    changes: {
      claims?: object;
      header?: Record<string, unknown>;
      key?: KeyObject;
    } = {},
  ): string {
    const decoded = decode(token);
    const header = { ...decoded.header, ...changes.header };
    const wanted = { ...decoded.payload, ...changes.claims };
    const claims = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const key = changes.key ?? createPrivateKey(api.app.config.auth.privateKeyPem);
    return jwt.sign(claims, {
      algorithm: 'ES256',
      privateKey: key,
      header: header as unknown as JwtSignOptions['header'],
    });
  }

  it('open the door, with exactly the claims that say who, where and until when', async () => {
    expect(await verdict(bearer(token))).toBeUndefined();
    const decoded = decode(token);
    expect(decoded.header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: api.app.get(SigningKeys).kid });
    expect(Object.keys(decoded.payload).sort()).toEqual(
      ['aud', 'exp', 'iat', 'iss', 'jti', 'nbf', 'pa', 'role', 'sid', 'sub', 'tid'].sort(),
    );
    expect(decoded.payload).toMatchObject({ tid: acme, role: 'OWNER', pa: false });
  });

  it('are accepted when only re-signed by our own key, so that the refusals below mean what they say', async () => {
    expect(await verdict(bearer(forged()))).toBeUndefined();
  });

  it('expire after 15 minutes', async () => {
    api.app.clock.advance(15 * 60_000 - 1_000);
    expect(await verdict(bearer(token))).toBeUndefined();
    api.app.clock.advance(1_000);
    const answer = await api.ask(TENANT, {}, bearer(token));
    expect(answer.errors?.[0]).toMatchObject({
      message: 'The access token has expired.',
      extensions: { code: 'UNAUTHENTICATED' },
    });
  });

  it('are refused before their time', async () => {
    const nbf = Math.floor(api.app.clock.now().getTime() / 1_000) + 60;
    expect(await verdict(bearer(forged({ claims: { nbf } })))).toBe('UNAUTHENTICATED');
  });

  it.each([
    ['another issuer', { iss: 'https://elsewhere.example' }],
    ['another audience', { aud: 'somebody-else' }],
    ['no expiry', { exp: undefined }],
    ['a subject that is no id', { sub: 'admin' }],
    ['a session that never was', { sid: uuidv7() }],
    ['a session of somebody else', { sub: uuidv7() }],
    ['a company one does not belong to', { tid: uuidv7() }],
    ['a platform admin who is none', { tid: undefined, role: undefined, pa: true }],
  ])('are refused with %s, even when signed by us', async (_, claims) => {
    expect(await verdict(bearer(forged({ claims })))).toBe('UNAUTHENTICATED');
  });

  it('give no more than the role held now, whatever they claim', async () => {
    const email = 'vera@acme.test';
    await api.member(bearer(token), email, 'VIEWER');
    token = (await api.signIn(email)).accessToken;
    const claiming = bearer(forged({ claims: { role: 'OWNER' } }));
    expect(await verdict(claiming)).toBeUndefined();
    expect(await api.codeOf('{ apiKeys { nodes { id } } }', {}, claiming)).toBe('FORBIDDEN');
  });

  it('are refused unsigned', async () => {
    const [, payload] = token.split('.');
    for (const alg of ['none', 'None', 'ES256']) {
      const header = Buffer.from(JSON.stringify({ alg, typ: 'at+jwt', kid: api.app.get(SigningKeys).kid }));
      expect(await verdict(bearer(`${header.toString('base64url')}.${payload}.`))).toBe('UNAUTHENTICATED');
    }
  });

  it('are refused with a symmetric signature made from our public key', async () => {
    const pem = pemOf(createPublicKey(api.app.config.auth.privateKeyPem));
    // The library refuses to sign so; the signature is made by hand.
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'at+jwt', kid: api.app.get(SigningKeys).kid }));
    const body = `${header.toString('base64url')}.${token.split('.')[1]}`;
    const mac = createHmac('sha256', pem).update(body).digest('base64url');
    expect(await verdict(bearer(`${body}.${mac}`))).toBe('UNAUTHENTICATED');
  });

  it('are refused when signed by a key of somebody else, under our key id or another', async () => {
    expect(await verdict(bearer(forged({ key: stranger.privateKey })))).toBe('UNAUTHENTICATED');
    expect(await verdict(bearer(forged({ key: stranger.privateKey, header: { kid: 'theirs' } })))).toBe(
      'UNAUTHENTICATED',
    );
  });

  it.each([
    ['an unknown key id', { kid: '../../etc/passwd' }],
    ['another type', { typ: 'JWT' }],
    ['an address of keys', { jku: 'http://127.0.0.1:9/jwks.json' }],
    ['an address of a certificate', { x5u: 'http://127.0.0.1:9/cert' }],
    ['a key of its own', { jwk: stranger.publicKey.export({ format: 'jwk' }) }],
    ['critical extensions', { crit: ['exp'] }],
  ])('are refused with %s in the header', async (_, header) => {
    expect(await verdict(bearer(forged({ header })))).toBe('UNAUTHENTICATED');
  });

  it('are refused when a character of the claims was changed', async () => {
    const [header, payload = '', signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object;
    const changed = Buffer.from(JSON.stringify({ ...claims, role: 'ADMIN' })).toString('base64url');
    expect(await verdict(bearer(`${header}.${changed}.${signature}`))).toBe('UNAUTHENTICATED');
  });

  it.each(['x', 'a.b.c', '....', 'eyJhbGciOiJFUzI1NiJ9'])('are refused as nonsense: %s', async (nonsense) => {
    expect(await verdict(bearer(nonsense))).toBe('UNAUTHENTICATED');
  });

  it('are refused beside an API key: one caller, one proof', async () => {
    expect(await verdict({ ...bearer(token), 'x-api-key': 'ck_live_x' })).toBe('UNAUTHENTICATED');
  });

  it('of the key before this one are good until they expire', async () => {
    const { kid = '' } =
      api.app
        .get(SigningKeys)
        .published()
        .find((key) => key.kid !== api.app.get(SigningKeys).kid) ?? {};
    expect(await verdict(bearer(forged({ key: older.privateKey, header: { kid } })))).toBeUndefined();
  });

  it('can be checked by anybody through the key set', async () => {
    const response = await fetch(`${api.app.url}/.well-known/jwks.json`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const { keys } = (await response.json()) as { keys: Record<string, string>[] };
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
      expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
    }
    const { kid } = decode(token).header;
    const jwk = keys.find((key) => key['kid'] === kid) ?? {};
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    expect(() =>
      jwt.verify(token, {
        publicKey: pemOf(key),
        algorithms: ['ES256'],
        ignoreExpiration: true,
        ignoreNotBefore: true,
      }),
    ).not.toThrow();
  });
});
