import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { brokenCarrierLedger, type CarrierLedger } from '../support/invariants';
import { type ClonedDatabase, cloneDatabase } from '../support/test-services';
import { type CaseName, DIALED_AT, type HealthyTenant, insertHealthyTenant } from './healthy-data';

type Entry = CarrierLedger['calls'][number];

/** The carrier of these tests lives seven hours behind the program's clock. */
const OFFSET_MS = 7 * 3_600_000;

let database: ClonedDatabase;
let own: HealthyTenant;
let other: HealthyTenant;

beforeAll(async () => {
  database = await cloneDatabase();
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  own = await insertHealthyTenant(owner, 0);
  other = await insertHealthyTenant(owner, 1);
  const { rows } = await owner.query<{ tenant: string; leg: string; phone: string }>(
    'select tenant_id as tenant, id as leg, phone from transfer_legs where provider_call_id is not null',
  );
  for (const { tenant, leg, phone } of rows) colleagues.set(tenant, { leg, phone });
  await owner.end();
});

afterAll(() => database.drop());

function programClock(moment: Date): Date {
  return new Date(moment.getTime() + OFFSET_MS);
}

/** Milliseconds after the dial, on the carrier's clock. */
function at(ms: number): string {
  return new Date(DIALED_AT.getTime() - OFFSET_MS + ms).toISOString();
}

function entry(tenant: HealthyTenant, name: CaseName, change: Partial<Entry> = {}): Entry {
  const { call, phone } = tenant.cases[name];
  return {
    sid: `CA${call}`,
    to: phone,
    createdAt: at(100),
    startedAt: at(200),
    endedAt: at(60_000),
    status: 'completed',
    url: `https://calls.example/webhooks/twilio/voice/${tenant.tenant}/${call}/0`,
    ...change,
  };
}

/** What the carrier of the healthy data wrote down. */
function book(): Entry[] {
  const names: CaseName[] = ['dialing', 'wrapUp', 'qualified', 'optedOut', 'completed'];
  return [own, other].flatMap((tenant) => [
    ...names.map((name) => entry(tenant, name, name === 'dialing' ? { endedAt: null, status: 'ringing' } : {})),
    colleague(tenant),
  ]);
}

/** Ids and numbers of the colleague each company has rung. */
const colleagues = new Map<string, { leg: string; phone: string }>();

function colleague(tenant: HealthyTenant, change: Partial<Entry> = {}): Entry {
  const { leg = '', phone = '' } = colleagues.get(tenant.tenant) ?? {};
  return {
    sid: `CA${leg}`,
    to: phone,
    createdAt: at(65_000),
    startedAt: at(65_100),
    endedAt: at(200_000),
    status: 'completed',
    url: `https://calls.example/webhooks/twilio/transfer/leg/${tenant.tenant}/${leg}#rc=5&rp=ct,rt,5xx`,
    ...change,
  };
}

async function broken(calls: Entry[]): Promise<string[]> {
  const found = await brokenCarrierLedger(database.ownerUrl, { forgotten: 0, calls }, { programClock });
  return found.map(({ name }) => name);
}

it('agrees with a healthy database', async () => {
  expect(await broken(book())).toEqual([]);
});

it('agrees when two tenants talk to one number at the same time', async () => {
  const calls = book();
  expect(await broken(calls.map((call) => ({ ...call, to: call.to.replace('+12125551', '+12125550') })))).toEqual([]);
});

it.each<[string, () => Entry[]]>([
  ['no-call-we-do-not-know', () => [entry(own, 'fresh', { url: null, sid: 'CA-stray' })]],
  [
    'no-call-we-do-not-know',
    () => [entry(own, 'fresh', { url: entry(own, 'fresh').url?.replace(own.cases.fresh.call, uuidv7()) ?? null })],
  ],
  [
    'one-call-per-attempt',
    () => [
      entry(own, 'qualified', { sid: 'CA-again', createdAt: '2026-07-07T12:00:00Z', endedAt: '2026-07-07T12:01:00Z' }),
    ],
  ],
  ['no-overlapping-calls-to-one-number', () => [entry(own, 'retry', { to: own.cases.dialing.phone })]],
  ['nothing-dialed-that-we-call-not-placed', () => [entry(own, 'notPlaced')]],
  [
    'no-colleague-rung-that-we-do-not-know',
    () => [colleague(own, { sid: 'CA-stray', url: colleague(own).url?.replace(own.tenant, other.tenant) ?? null })],
  ],
  ['no-colleague-rung-that-we-do-not-know', () => [colleague(own, { sid: 'CA-lead', to: own.cases.fresh.phone })]],
  [
    'one-call-per-leg',
    () => [colleague(own, { sid: 'CA-again', createdAt: '2026-07-07T12:00:00Z', endedAt: '2026-07-07T12:01:00Z' })],
  ],
  ['dialed-inside-the-window', () => [entry(own, 'retry', { createdAt: '2026-07-07T18:00:00Z', endedAt: null })]],
])('finds a breach of carrier/%s', async (name, extra) => {
  expect(await broken([...book(), ...extra()])).toContain(`carrier/${name}`);
});

it('agrees with a call that we had canceled in the carrier’s queue, and only with such a one', async () => {
  const queued = entry(own, 'notPlaced', { startedAt: null, status: 'canceled' });
  expect(await broken([...book(), queued])).toEqual(['carrier/nothing-dialed-that-we-call-not-placed']);
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const stopped = (at: string) =>
    owner.query(
      `update calls set stop_requested_at = ${at}, stop_reason = case when ${at} is not null then 'WINDOW_CLOSED' end
       where id = '${own.cases.notPlaced.call}'`,
    );
  await stopped('now()');
  expect(await broken([...book(), queued])).toEqual([]);
  expect(await broken([...book(), { ...queued, startedAt: at(200) }])).toHaveLength(1);
  await stopped('null');
  await owner.end();
});

it('finds a colleague of ours whom the carrier never rang', async () => {
  const calls = book().filter(({ sid }) => sid !== colleague(own).sid);
  expect(await broken(calls)).toEqual(['carrier/knows-every-colleague-we-say-it-rang']);
});

it('finds a call of ours that the carrier never took, unless another book has it', async () => {
  const calls = book().slice(1);
  expect(await broken(calls)).toEqual(['carrier/knows-every-call-we-say-it-took']);
  const since = { programClock, since: new Date(DIALED_AT.getTime() + 1) };
  expect(await brokenCarrierLedger(database.ownerUrl, { forgotten: 0, calls }, since)).toEqual([]);
});
