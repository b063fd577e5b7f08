import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { JwtService } from '@nestjs/jwt';
import { WebSocket } from 'ws';
import { testEnvironment } from '../support/test-config';
import type { Company } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { numberOf } from './support/people';
import { REFUSED_OPERATIONS } from './support/probe-bad-operations';
import { graphqlErrorIn, INTERNALS, problemIn, socketErrorIn } from './support/probe-bad-requests';
import { changingNothing, fingerprint } from './support/probe-fingerprint';
import { ask, carrierForm, type RawAnswer, type RawRequest } from './support/probe-requests';
import { ProbeSocket } from './support/probe-socket';

jest.setTimeout(180_000);

const JSON_BODY = { 'content-type': 'application/json' };
const TEN_MEGABYTES = 'x'.repeat(10 * 1_024 ** 2);

/** How a PNG file begins. */
const PICTURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52]);

describe('what cannot be taken changes nothing', () => {
  let installation: Installation;
  let harbour: Company;
  let meadow: Company;
  let meadowKey: string;
  let callId: string;

  beforeAll(async () => {
    installation = await Installation.start({ name: 'bad-input' });
    harbour = await installation.found({ name: 'Harbour Homes' });
    meadow = await installation.found({ name: 'Meadow Motors' });
    const { campaignId } = await harbour.draftFor('keenBuyer', { count: 1 });
    await harbour.start(campaignId);
    const hasEnded = async (): Promise<string> => (await harbour.progress(campaignId)).status;
    await eventually('the campaign completes', hasEnded, (status) => status === 'COMPLETED');
    callId = (await harbour.calls())[0]?.id ?? '';
    await meadow.createLead({ phone: numberOf('busy') });
    meadowKey = await meadow.issueKey(['intake:write']);
    await installation.quiet();
  });
  afterEach(() => installation?.expectSound());
  afterAll(() => installation?.close());

  const refused = <T>(send: () => Promise<T>): Promise<T> => changingNothing(installation, send);

  const graphql = (
    body: RawRequest['body'] | object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawAnswer> =>
    ask(`${installation.url}/graphql`, {
      headers: { ...JSON_BODY, ...meadow.client.headers, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  describe('over GraphQL', () => {
    it.each(Object.keys(REFUSED_OPERATIONS))('%s', async (what) => {
      const [request, code] = REFUSED_OPERATIONS[what] ?? [{ query: '' }, ''];
      const socket = new ProbeSocket(installation.url, meadow.client.headers);
      const [answer, heard] = await refused(async () => [await graphql(request), await socket.once(request)] as const);
      await socket.close();
      const status = /^(GRAPHQL|BAD_USER_INPUT$)/.test(code) ? 400 : 200;
      expect([graphqlErrorIn(answer), socketErrorIn(heard)]).toEqual([`${status} ${code}`, code]);
    });

    it.each<[string, () => Promise<RawAnswer>, string]>([
      ['JSON that breaks off', () => graphql('{"query": "{ tenant { id }'), '400 BAD_REQUEST'],
      ['a body without a query', () => graphql({ shoeSize: 44 }), '400 BAD_REQUEST'],
      ['a batch', () => graphql([{ query: '{ tenant { id } }' }]), '400 BAD_REQUEST'],
      ['ten megabytes', () => graphql({ query: '{ __typename }', padding: TEN_MEGABYTES }), '413 PAYLOAD_TOO_LARGE'],
      ['plain text', () => graphql('{"query":"{ __typename }"}', { 'content-type': 'text/plain' }), '400 BAD_REQUEST'],
      ['XML', () => graphql('<query/>', { 'content-type': 'application/xml' }), '400 BAD_REQUEST'],
      [
        'a broken form',
        () =>
          graphql('nonsense', {
            'content-type': 'multipart/form-data; boundary=x',
            'apollo-require-preflight': 'true',
          }),
        '400 BAD_REQUEST',
      ],
      ['a token that has expired', () => graphql(TENANT, bearer(token({ exp: now() - 60 }))), '200 UNAUTHENTICATED'],
      ['a token of another’s making', () => graphql(TENANT, bearer(token({}, STRANGER))), '200 UNAUTHENTICATED'],
      ['no token at all', () => graphql(TENANT, { authorization: '' }), '200 UNAUTHENTICATED'],
      [
        'a key nobody has',
        () => graphql(TENANT, { authorization: '', 'x-api-key': 'ck_live_nobody' }),
        '200 UNAUTHENTICATED',
      ],
      [
        'a key without the scope',
        () => graphql(TENANT, { authorization: '', 'x-api-key': meadowKey }),
        '200 FORBIDDEN',
      ],
      ['a call of another company', () => graphql({ query: `{ call(id: "${callId}") { id } }` }), '200 NOT_FOUND'],
      [
        'a call of another company, to hang up',
        () => graphql({ query: `mutation { hangUpCall(id: "${callId}") { id } }` }),
        '200 NOT_FOUND',
      ],
    ])('%s', async (_what, send, expected) => {
      expect(graphqlErrorIn(await refused(send))).toBe(expected);
    });

    it('takes a token of that make as long as it lasts, so that the refusals above mean what they say', async () => {
      expect((await graphql(TENANT, bearer(token({})))).json).toEqual({ data: { tenant: { id: meadow.tenantId } } });
    });

    it.each<[string, string | Uint8Array<ArrayBuffer>, object]>([
      ['an unclosed quote', 'Name,Phone\n"Ann,+12125550101\n', { status: 'COMPLETED', rejected: 1 }],
      ['no phone column', 'Name,Shoe size\nAnn,44\n', { status: 'FAILED', failure: expect.stringContaining('phone') }],
      ['nothing', '', { status: 'FAILED', failure: expect.stringContaining('empty') }],
      ['no text', PICTURE, { status: 'FAILED', failure: expect.stringContaining('not UTF-8 text') }],
    ])('keeps a record of a CSV file with %s, and nothing of what is in it', async (_what, content, expected) => {
      const before = await fingerprint(installation);
      const file = { variable: 'file', fileName: 'leads.csv', content, contentType: 'text/csv' };
      const { importLeads } = await meadow.client.upload<{ importLeads: { failure: string | null } }>(IMPORT, {}, file);
      expect(importLeads).toMatchObject({ created: 0, updated: 0, ...expected });
      expect(importLeads.failure ?? '').not.toMatch(INTERNALS);
      await installation.quiet();
      const { lead_imports: _record, lead_import_errors: _rows, ...after } = await fingerprint(installation);
      expect(before).toMatchObject(after);
    });
  });

  describe('over a socket', () => {
    it('closes on who is not known, and on what is no message', async () => {
      const codes = await refused(async () => [
        await closeCode({ type: 'connection_init', payload: {} }),
        await closeCode({ type: 'connection_init', payload: bearer(token({ exp: now() - 60 })) }),
        await closeCode({ type: 'connection_init', payload: bearer(token({}, STRANGER)) }),
        await closeCode('{"type": "connection_'),
        await closeCode({ type: 'make_coffee' }),
        await closeCode({ type: 'subscribe', id: '1', payload: { query: '{ tenant { id } }' } }),
        await closeCode(TEN_MEGABYTES),
      ]);
      expect(codes).toEqual([4401, 4403, 4403, 4400, 4400, 4401, 1009]);
    });

    it('is not opened for pages of elsewhere, nor where nobody listens', async () => {
      expect(await refused(() => upgradeStatus('/graphql', 'https://evil.example'))).toBe(403);
      expect(await refused(() => upgradeStatus('/graphql', 'null'))).toBe(403);
      expect(await refused(() => upgradeStatus('/elsewhere'))).toBe(404);
    });

    async function closeCode(message: object | string): Promise<number> {
      const socket = new WebSocket(socketUrl('/graphql'), 'graphql-transport-ws');
      await once(socket, 'open');
      const closed = once(socket, 'close') as Promise<[number]>;
      socket.on('error', () => undefined);
      socket.send(typeof message === 'string' ? message : JSON.stringify(message));
      return (await closed)[0];
    }

    async function upgradeStatus(path: string, origin?: string): Promise<number | undefined> {
      const socket = new WebSocket(socketUrl(path), 'graphql-transport-ws', origin ? { origin } : {});
      socket.on('error', () => undefined);
      const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }];
      socket.terminate();
      return response.statusCode;
    }

    const socketUrl = (path: string): string => `${installation.url.replace('http', 'ws')}${path}`;
  });

  describe('at the carrier’s addresses', () => {
    const FIELDS = {
      CallSid: `CA${'0'.repeat(32)}`,
      CallStatus: 'completed',
      AnsweredBy: 'human',
      SpeechResult: 'Yes',
    };
    const KINDS = [
      ['voice', '/1', 200],
      ['status', '', 204],
      ['amd', '', 204],
    ] as const;

    const address = (kind: string, tenantId: string, call: string, rest: string): string =>
      `${installation.url}/webhooks/twilio/${kind}/${tenantId}/${call}${rest}`;

    it.each(KINDS)('%s refuses what the carrier has not signed', async (kind, rest) => {
      const url = address(kind, harbour.tenantId, callId, rest);
      const good = carrierForm(url, FIELDS);
      const forgeries: RawRequest[] = [
        carrierForm(url, FIELDS, 'a token of somebody else'),
        carrierForm(url.replace('http', 'https'), FIELDS),
        { ...good, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        { ...good, body: `${String(good.body)}&CallDuration=900` },
        { ...good, body: '' },
        { ...good, headers: { ...good.headers, 'content-type': 'application/json' }, body: JSON.stringify(FIELDS) },
      ];
      for (const forgery of forgeries) expect(problemIn(await refused(() => ask(url, forgery)))).toBe('403 FORBIDDEN');
    });

    it.each(KINDS)('%s takes no notice of calls that are not there', async (kind, rest, status) => {
      for (const [tenantId, call] of [
        [harbour.tenantId, randomUUID()],
        [meadow.tenantId, callId],
        [randomUUID(), callId],
      ] as const) {
        const url = address(kind, tenantId, call, rest);
        const answer = await refused(() => ask(url, carrierForm(url, FIELDS)));
        expect(answer.status).toBe(status);
        if (kind === 'voice') expect(answer.text).toMatch(/<Response><Hangup\s*\/><\/Response>$/);
        else expect(answer.text).toBe('');
      }
    });

    it.each(KINDS)('%s refuses addresses and bodies that cannot be', async (kind, rest) => {
      const odd = address(kind, 'nobody', callId, rest);
      expect(problemIn(await refused(() => ask(odd, carrierForm(odd, FIELDS))))).toBe('400 BAD_REQUEST');
      const url = address(kind, harbour.tenantId, callId, rest);
      const large = carrierForm(url, { ...FIELDS, SpeechResult: TEN_MEGABYTES });
      expect(problemIn(await refused(() => ask(url, large)))).toBe('413 PAYLOAD_TOO_LARGE');
    });
  });

  describe('at the address of web forms', () => {
    const GOOD = { phone: numberOf('rambler'), name: 'Ann' };

    const form = (
      body: RawRequest['body'] | object,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<RawAnswer> =>
      ask(`${installation.url}/webhooks/web-form`, {
        headers: { ...JSON_BODY, 'x-api-key': meadowKey, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });

    it.each<[string, () => Promise<RawAnswer>, string]>([
      ['no key', () => form(GOOD, { 'x-api-key': '' }), '401 UNAUTHENTICATED'],
      ['a key nobody has', () => form(GOOD, { 'x-api-key': 'ck_live_nobody' }), '401 UNAUTHENTICATED'],
      ['JSON that breaks off', () => form('{"phone": '), '400 BAD_REQUEST'],
      ['a list', () => form([GOOD]), '400 BAD_USER_INPUT body'],
      ['no phone', () => form({ name: 'Ann' }), '400 BAD_USER_INPUT phone'],
      ['a phone that is none', () => form({ phone: 'call me maybe' }), '400 BAD_USER_INPUT phone'],
      ['names of numbers', () => form({ phone: 7, name: 7 }), '400 BAD_USER_INPUT name phone'],
      ['a mail address that is none', () => form({ ...GOOD, email: 'ann at home' }), '400 BAD_USER_INPUT email'],
      ['too long a message', () => form({ ...GOOD, message: 'x'.repeat(5_001) }), '400 BAD_USER_INPUT message'],
      ['ten megabytes', () => form({ ...GOOD, message: TEN_MEGABYTES }), '413 PAYLOAD_TOO_LARGE'],
      ['plain text', () => form(JSON.stringify(GOOD), { 'content-type': 'text/plain' }), '400 BAD_USER_INPUT body'],
      [
        'a key to repeat that is none',
        () => form(GOOD, { 'idempotency-key': 'x'.repeat(256) }),
        '400 BAD_USER_INPUT Idempotency-Key',
      ],
    ])('%s', async (_what, send, expected) => {
      expect(problemIn(await refused(send))).toBe(expected);
    });
  });

  it.each([
    ['GET', '/no/such/route', '404 NOT_FOUND'],
    ['POST', '/webhooks/smoke-signal', '404 NOT_FOUND'],
    ['GET', '/webhooks/web-form', '404 NOT_FOUND'],
    ['DELETE', '/health', '404 NOT_FOUND'],
    ['POST', '/webhooks/twilio/status/%E0%A4%A/1', '400 BAD_REQUEST'],
  ])('%s %s leads nowhere', async (method, path, expected) => {
    expect(problemIn(await refused(() => ask(`${installation.url}${path}`, { method })))).toBe(expected);
  });

  /** The owner's access token with other claims, signed anew. */
  function token(claims: object, privateKey = testKey()): string {
    const jwt = new JwtService();
    const { header, payload } = jwt.decode<{ header: object; payload: object }>(ownToken(), { complete: true });
    return jwt.sign({ ...payload, ...claims }, { algorithm: 'ES256', privateKey, header });
  }

  const ownToken = (): string => (meadow.client.headers['authorization'] ?? '').replace('Bearer ', '');
  const testKey = (): string => testEnvironment(installation.database, installation.redis)['JWT_PRIVATE_KEY'] ?? '';
  const now = (): number => Math.floor(installation.now().getTime() / 1_000);
});

const TENANT = { query: '{ tenant { id } }' };
const IMPORT = `mutation ($file: Upload!) { importLeads(file: $file) {
  ... on LeadImport { status failure created updated rejected } } }`;
const STRANGER = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;

function bearer(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` };
}
