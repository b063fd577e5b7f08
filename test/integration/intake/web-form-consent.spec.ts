import { createHash } from 'node:crypto';
import { IntakeModule } from '../../../src/intake/intake.module';
import { LeadsModule } from '../../../src/leads/leads.module';
import { CONSENT_TEXT, SELLER } from '../../support/builders/a-consent';
import { AuthApp, CREATE_KEY, type Proof } from '../auth/auth-app';

let api: AuthApp;
let acme: Company;
let zenith: Company;

interface Company {
  readonly id: string;
  readonly key: Proof;
}

beforeAll(async () => {
  api = await AuthApp.start([LeadsModule, IntakeModule], { ROLE: 'api', TRUST_PROXY_HOPS: '1' });
  const admin = await api.platformAdmin();
  acme = await company(admin, SELLER, 'acme@callwright.test');
  zenith = await company(admin, 'Zenith', 'zenith@callwright.test');
});
afterAll(() => api.app.close());

async function company(admin: Proof, name: string, email: string): Promise<Company> {
  const id = await api.company(admin, name, email);
  const input = { name: 'Website', scopes: ['intake:write'] };
  const { secret } = await api.get<{ secret: string }>('createApiKey', CREATE_KEY, { input }, await api.proofOf(email));
  return { id, key: { 'x-api-key': secret } };
}

let next = 0;
const newPhone = (): string => {
  next += 1;
  return `+1415555${String(next).padStart(4, '0')}`;
};

interface Answer {
  readonly status: number;
  readonly errors: string[];
}

async function post(phone: string, consent: unknown, by = acme, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${api.app.url}/webhooks/web-form`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Website/1.0', ...by.key, ...headers },
    body: JSON.stringify({ phone, name: 'Ann', consent }),
  });
  const body = (await response.json()) as { errors?: { field: string }[] };
  return { status: response.status, errors: (body.errors ?? []).map(({ field }) => field) };
}

function consentsOf(phone: string): Promise<Record<string, unknown>[]> {
  return api.app.sql('select * from consents where phone = $1 order by recorded_at, id', [phone]);
}

const WRITTEN = {
  agreed: true,
  text: CONSENT_TEXT,
  signature: 'esign_checkbox',
  automatedVoice: true,
  notConditionOfPurchase: true,
  channels: ['AI_VOICE', 'SMS'],
  pageUrl: 'https://acme.example/contact',
  ip: '203.0.113.5',
  userAgent: 'Mozilla/5.0',
  certificate: 'cert.example/1',
  language: 'en-US',
};

describe('the consent of a web form', () => {
  it('is recorded with its evidence, and with who handed it in, at its own company', async () => {
    const phone = newPhone();
    expect((await post(phone, WRITTEN)).status).toBe(202);
    const [lead] = await api.app.sql<{ id: string }>('select id from leads where phone = $1', [phone]);
    expect(await consentsOf(phone)).toMatchObject([
      {
        tenant_id: acme.id,
        lead_id: lead?.id,
        kind: 'GRANT',
        type: 'PEWC',
        seller: SELLER,
        channels: ['AI_VOICE', 'SMS'],
        purposes: ['MARKETING', 'INFORMATIONAL'],
        signature: 'esign_checkbox',
        text_shown: CONSENT_TEXT,
        text_hash: createHash('sha256').update(CONSENT_TEXT).digest('hex'),
        source: 'WEB_FORM',
        occurred_at: api.app.clock.now(),
        recorded_by: expect.stringMatching(/^API_KEY:/),
        evidence: {
          pageUrl: WRITTEN.pageUrl,
          ip: WRITTEN.ip,
          userAgent: WRITTEN.userAgent,
          certificate: WRITTEN.certificate,
          language: WRITTEN.language,
          requestIp: '127.0.0.1',
          requestUserAgent: 'Website/1.0',
        },
      },
    ]);
    const seen = await api.app.asTenant(zenith.id, () => Promise.resolve(zenith.id));
    expect(await api.app.sql('select 1 from consents where tenant_id = $1', [seen])).toEqual([]);
  });

  it('believes as many proxies as there are, and nobody before them', async () => {
    const phone = newPhone();
    await post(phone, true, acme, { 'x-forwarded-for': '203.0.113.66, 198.51.100.7' });
    expect(await consentsOf(phone)).toMatchObject([{ evidence: { requestIp: '198.51.100.7' } }]);
    expect((await consentsOf(phone))[0]?.['evidence']).not.toHaveProperty('ip');
  });

  it.each([
    ['a tick', true, { type: 'PEC', text_shown: '', seller: SELLER }],
    ['a text', CONSENT_TEXT, { type: 'PEC', text_shown: CONSENT_TEXT }],
    ['an object that does not say so', { ...WRITTEN, agreed: undefined }, { type: 'PEC' }],
    ['no signature', { ...WRITTEN, signature: undefined }, { type: 'PEC', signature: null }],
    ['a text without the company', { ...WRITTEN, text: 'You may call me' }, { type: 'PEC' }],
    ['another company', { ...WRITTEN, seller: 'Globex' }, { type: 'PEC', seller: 'Globex' }],
  ])('with %s is kept as weak as it is, and the lead with it', async (_what, consent, row) => {
    const phone = newPhone();
    expect((await post(phone, consent)).status).toBe(202);
    expect(await consentsOf(phone)).toMatchObject([row]);
  });

  it.each([[undefined], [null], [false], ['no'], [{ ...WRITTEN, agreed: false }], [{ agreed: 'off' }], [{}]])(
    'that nobody gave is not recorded: %j',
    async (consent) => {
      const phone = newPhone();
      expect((await post(phone, consent)).status).toBe(202);
      expect(await consentsOf(phone)).toEqual([]);
    },
  );

  it.each<[object, string[]]>([
    [{ at: 'yesterday' }, ['consent.at']],
    [{ at: '0000-01-01T00:00:00Z' }, ['consent.at']],
    [{ at: '2999-01-01T00:00:00Z' }, ['consent.at']],
    [{ expiresAt: '2001-01-01' }, ['consent.expiresAt']],
    [{ channels: ['PIGEON'] }, ['consent.channels']],
    [{ textHash: 'ab'.repeat(32) }, ['consent.textHash']],
    [{ text: 7, ip: 'here' }, ['consent.text']],
    [{ ip: 'here', seller: 'x'.repeat(201) }, ['consent.ip', 'consent.seller']],
    [{ text: 'x'.repeat(10_001) }, ['consent.text']],
    [{ certificate: 'x'.repeat(501) }, ['consent.certificate']],
  ])('number %# that cannot be read is refused by name, and nothing is stored', async (change, fields) => {
    const phone = newPhone();
    const { status, errors } = await post(phone, { ...WRITTEN, ...change });
    expect([status, errors.sort()]).toEqual([400, fields]);
    expect(await consentsOf(phone)).toEqual([]);
    expect(await api.app.sql('select 1 from leads where phone = $1', [phone])).toEqual([]);
  });

  it('is named beside what is wrong with the lead', async () => {
    expect((await post('12', { ...WRITTEN, at: 'never' })).errors.sort()).toEqual(['consent.at', 'phone']);
  });

  it('is recorded once when the request comes again under its key', async () => {
    const phone = newPhone();
    for (const ip of ['198.51.100.7', '198.51.100.8'])
      await post(phone, WRITTEN, acme, { 'idempotency-key': `consent ${phone}`, 'x-forwarded-for': ip });
    expect(await consentsOf(phone)).toMatchObject([{ evidence: { requestIp: '198.51.100.7' } }]);
  });

  it('given anew is one more', async () => {
    const phone = newPhone();
    await post(phone, WRITTEN);
    api.app.clock.advance(1_000);
    await post(phone, { ...WRITTEN, signature: 'typed_name' });
    expect(await consentsOf(phone)).toHaveLength(2);
  });
});
