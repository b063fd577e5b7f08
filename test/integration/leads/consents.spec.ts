import { createHash } from 'node:crypto';
import { bytesOf } from '../../../src/platform/csv/csv-source';
import type { LeadImport } from '../../../src/leads/imports/lead-import.entity';
import { LeadImporter } from '../../../src/leads/imports/lead-importer.service';
import { ImportAlreadyRunning } from '../../../src/leads/imports/lead-imports.refusals';
import { LeadImportsService } from '../../../src/leads/imports/lead-imports.service';
import { LeadsService } from '../../../src/leads/leads.service';
import type { NewLead } from '../../../src/leads/new-lead';
import { CONSENT_TEXT, SELLER } from '../../support/builders/a-consent';
import type { TestApp } from '../../support/test-app';
import { startLeadsApp, statementsOf } from './leads-app';

let app: TestApp;
let tenant: string;
let other: string;

beforeAll(async () => {
  app = await startLeadsApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  tenant = await app.newTenant();
  other = await app.newTenant({ name: 'Globex' });
});

const rowsOf = (at = tenant): Promise<Record<string, unknown>[]> =>
  app.sql('select * from consents where tenant_id = $1 order by phone, occurred_at', [at]);

async function send(text: string, at = tenant): Promise<LeadImport> {
  return app.asTenant(at, async () => {
    const ended = await app.get(LeadImporter).import({ bytes: bytesOf(text) });
    if (ended instanceof ImportAlreadyRunning) throw new Error(ended.message);
    return app.get(LeadImportsService).get(ended);
  });
}

async function errorsOf({ id }: LeadImport): Promise<[line: number, field: string | null, reason: string][]> {
  const page = await app.asTenant(tenant, () => app.get(LeadImportsService).listErrors(id, { first: 100 }));
  return page.nodes.map(({ line, field, reason }) => [line, field, reason]);
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('the consents of a file', () => {
  const header =
    'Phone,Name,consent_type,Consent Text,consent_at,consent_seller,consent_channels,consent_signature,consent_automated_voice,' +
    'consent_not_condition,consent_invited_call,consent_expires_at,consent_url,consent_ip,consent_certificate,consent_language';
  const written = (phone: string, change: Partial<Record<string, string>> = {}): string => {
    const cells = {
      phone,
      name: 'Ann',
      type: 'PEWC',
      text: quoted(CONSENT_TEXT),
      at: '2026-01-05T15:00:00Z',
      seller: SELLER,
      channels: 'ai_voice sms',
      signature: 'esign_checkbox',
      voice: 'yes',
      condition: 'yes',
      invited: 'no',
      expires: '2028-01-01',
      url: 'https://acme.example/contact',
      ip: '203.0.113.5',
      certificate: 'cert-1',
      language: 'en-US',
      ...change,
    };
    return Object.values(cells).join(',');
  };

  it('are recorded for the leads of their rows, with their evidence, at one company', async () => {
    const done = await send([header, written('+14155550101'), written('+14155550102', { type: '' })].join('\n'));
    expect(done).toMatchObject({ status: 'COMPLETED', createdCount: 2, rejectedCount: 0 });
    const leads = await app.sql<{ id: string }>('select id from leads where tenant_id = $1 order by phone', [tenant]);
    expect(await rowsOf()).toMatchObject([
      {
        phone: '+14155550101',
        lead_id: leads[0]?.id,
        kind: 'GRANT',
        type: 'PEWC',
        seller: SELLER,
        channels: ['AI_VOICE', 'SMS'],
        signature: 'esign_checkbox',
        discloses_automated_voice: true,
        discloses_not_condition: true,
        invited_call: false,
        occurred_at: new Date('2026-01-05T15:00:00Z'),
        expires_at: new Date('2028-01-01T00:00:00Z'),
        text_shown: CONSENT_TEXT,
        text_hash: createHash('sha256').update(CONSENT_TEXT).digest('hex'),
        source: 'CSV',
        evidence: {
          pageUrl: 'https://acme.example/contact',
          ip: '203.0.113.5',
          certificate: 'cert-1',
          language: 'en-US',
        },
      },
      { phone: '+14155550102', lead_id: leads[1]?.id, type: 'PEWC' },
    ]);
    expect(await app.sql(`select 1 from leads where tenant_id = $1 and attributes <> '{}'`, [tenant])).toEqual([]);
    expect(await rowsOf(other)).toEqual([]);
  });

  it('that cannot be read are errors of their rows by column, and nothing of such a row is stored', async () => {
    const done = await send(
      [
        header,
        written('+14155550101', { seller: 'Globex' }),
        written('+14155550102', { at: '' }),
        written('+14155550103', { at: '0000-01-05' }),
        written('+14155550104', { at: '2999-01-01' }),
        written('+14155550105', { channels: 'pigeon' }),
        written('+14155550106', { voice: 'perhaps' }),
        written('+14155550107', { type: 'ORAL' }),
        written('+14155550108', { signature: '' }),
        written('+14155550109', { text: 'Call me' }),
        written('+14155550110', { expires: '2026-01-01' }),
        written('+14155550111', { ip: 'here' }),
        written('12', { voice: 'no' }),
        written('+14155550113'),
      ].join('\n'),
    );
    expect(done).toMatchObject({ status: 'COMPLETED', createdCount: 1, rejectedCount: 12 });
    expect((await errorsOf(done)).map(([line, field]) => [line, field])).toEqual([
      [2, 'consent_seller'],
      [3, 'consent_at'],
      [4, 'consent_at'],
      [5, 'consent_at'],
      [6, 'consent_channels'],
      [7, 'consent_automated_voice'],
      [8, 'consent_type'],
      [9, 'consent_signature'],
      [10, 'consent_text'],
      [11, 'consent_expires_at'],
      [12, 'consent_ip'],
      [13, 'phone'],
    ]);
    expect((await errorsOf(done))[11]?.[2]).toMatch(/phone .*consent_automated_voice must be yes/);
    expect(await app.sql('select phone from leads where tenant_id = $1', [tenant])).toEqual([
      { phone: '+14155550113' },
    ]);
    expect((await rowsOf()).map((row) => row['phone'])).toEqual(['+14155550113']);
  });

  it('sent again are not recorded twice, corrected ones are', async () => {
    const file = [header, written('+14155550101'), written('+14155550102'), written('+14155550102')].join('\n');
    await send(file);
    app.clock.advance(60_000);
    expect(await send(file)).toMatchObject({ createdCount: 0, updatedCount: 0, unchangedCount: 3 });
    expect(await rowsOf()).toHaveLength(2);
    await send([header, written('+14155550101', { channels: 'ai_voice' })].join('\n'));
    expect(await rowsOf()).toHaveLength(3);
  });

  it('take two statements per batch, and none where no row speaks of one', async () => {
    const rows = (from: number, line: (phone: string) => string): string[] =>
      Array.from({ length: 40 }, (_, n) => line(`+1415555${from + n}`));
    const plain = await statementsOf(() => send(['Phone', ...rows(1_000, (phone) => phone)].join('\n')));
    const consenting = await statementsOf(() => send([header, ...rows(2_000, (phone) => written(phone))].join('\n')));
    expect(consenting.length - plain.length).toBe(2);
    expect(plain.filter((text) => text.includes('consents'))).toEqual([]);
    expect(consenting.filter((text) => text.includes('into consents'))).toHaveLength(1);
    expect(await rowsOf()).toHaveLength(40);
  });

  it('are as weak as the file leaves them', async () => {
    await send('Phone,Consent date,Notes\n+14155550101,2026-01-05,hi\n+14155550102,,ho');
    expect(await rowsOf()).toMatchObject([
      { phone: '+14155550101', type: 'PEC', text_shown: '', channels: ['AI_VOICE', 'HUMAN_VOICE'], seller: SELLER },
    ]);
  });
});

describe('the consent of a single lead', () => {
  const receive = (consent: NewLead['consent'], phone = '+14155550101', at = tenant) =>
    app.asTenant(at, () => app.get(LeadsService).receive({ phone, source: 'API', consent }, 'input.'));

  it('is recorded with it, at its own company', async () => {
    const { lead } = await receive({ source: 'API', text: CONSENT_TEXT, at: new Date('2026-01-05T15:00:00Z') });
    expect(await rowsOf()).toMatchObject([
      { phone: lead.phone, lead_id: lead.id, type: 'PEC', text_shown: CONSENT_TEXT },
    ]);
    expect(await rowsOf(other)).toEqual([]);
  });

  it('takes two statements', async () => {
    const without = await statementsOf(() => receive(null, '+14155550101'));
    const consenting = await statementsOf(() => receive({ source: 'API', text: 'Call me' }, '+14155550102'));
    expect(consenting.length - without.length).toBe(2);
  });

  it('that cannot be read is named beside what is wrong with the lead, and neither is stored', async () => {
    const bad = { source: 'API', text: '', at: new Date('2999-01-01T00:00:00Z') } as const;
    await expect(receive(bad, '12')).rejects.toMatchObject({
      problems: [{ field: 'input.phone' }, { field: 'input.consent.text' }, { field: 'input.consent.at' }],
    });
    await expect(receive(bad)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await app.sql('select 1 from leads where tenant_id = $1', [tenant])).toEqual([]);
    expect(await rowsOf()).toEqual([]);
  });

  it('is given by people who are known already, too', async () => {
    await receive(null);
    const { created } = await receive({ source: 'API', text: 'Call me' });
    expect([created, (await rowsOf()).length]).toEqual([false, 1]);
  });
});
