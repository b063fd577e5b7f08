import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { ListImporter } from '../../../src/compliance/lists/list-importer.service';
import { DialGate } from '../../../src/compliance/dial-gate.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { bytesOf } from '../../../src/platform/csv/csv-source';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { door } from '../../support/door';
import { startTestApp, type TestApp } from '../../support/test-app';
import { until } from '../../support/until';
import { ownStatementsOf } from '../leads/leads-app';
import { importList, numbersOf } from './a-list';
import { aCall, anEnrolment, aPerson, NEW_YORKER } from './dialed-people';
import { ToldFacts, ToldFactsModule } from './told-facts';

const DAY = 86_400_000;

describe('a file of numbers of the company itself', () => {
  let app: TestApp;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ToldFactsModule] });
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant();
    globex = await app.newTenant();
    app.clock.set('2026-07-07T18:00:00Z');
  });

  const ownList = (tenantId: string, lines: string[]) =>
    importList(app, tenantId, { kind: 'INTERNAL', fileName: 'old-crm.csv', lines });
  const suppressed = async (tenantId: string): Promise<string[]> =>
    (
      await app.sql<{ phone: string }>(
        'select phone from suppressions where tenant_id = $1 and removed_at is null order by phone',
        [tenantId],
      )
    ).map(({ phone }) => phone);
  const told = (tenantId: string) => app.get(ToldFacts).of(app, 'phone.suppressed', tenantId);

  it('suppresses them, for one company', async () => {
    const imported = await ownList(acme, ['phone', '(212) 555-2001', '2125552002', '+442071234567', '2125552001']);
    expect(imported).toMatchObject({ status: 'COMPLETED', taken: 3, known: 1, rejected: 0 });
    expect(await suppressed(acme)).toEqual(['+12125552001', '+12125552002', '+442071234567']);
    expect(await suppressed(globex)).toEqual([]);
    const entries = await app.sql(
      `select distinct source, reason, added_at, created_by like 'MEMBER:%' as by_member from suppressions where tenant_id = $1`,
      [acme],
    );
    expect(entries).toEqual([
      { source: 'IMPORT', reason: 'Imported with the file old-crm.csv.', added_at: app.clock.now(), by_member: true },
    ]);
  });

  it('keeps the first entry of those suppressed before', async () => {
    const { id } = await app.asTenant(acme, () =>
      app.get(SuppressionsService).add({ phone: '+12125552001', reason: 'asked', source: 'SPOKEN' }),
    );
    app.clock.advance(DAY);
    expect(await ownList(acme, ['2125552001', '2125552002'])).toMatchObject({ taken: 1, known: 1 });
    expect(
      await app.sql(`select id from suppressions where tenant_id = $1 and phone = '+12125552001'`, [acme]),
    ).toEqual([{ id }]);
    expect(await ownList(acme, ['2125552001', '2125552002'])).toMatchObject({ taken: 0, known: 2 });
  });

  it('keeps what it had stored when it breaks off: nobody on it is called for that', async () => {
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield* bytesOf(`phone\n${numbersOf('212', 300).join('\n')}\n`);
      throw new Error('ECONNRESET');
    }
    await app.asTenant(acme, () => app.get(ListImporter).import({ kind: 'INTERNAL', bytes: breaking() }));
    expect(await app.sql('select status, taken_count from list_imports where tenant_id = $1', [acme])).toEqual([
      { status: 'FAILED', taken_count: 250 },
    ]);
    expect(await suppressed(acme)).toHaveLength(250);
  });

  it('tells only of numbers with which something is under way', async () => {
    const waiting = await aPerson(app, acme, '+12125552001');
    const ringing = await aPerson(app, acme, '+12125552002');
    const idle = await aPerson(app, acme, '+12125552003');
    const theirs = await aPerson(app, globex, '+12125552004');
    await anEnrolment(app, waiting);
    await aCall(app, ringing, null, { live: true });
    await aCall(app, idle, app.clock.now());
    await anEnrolment(app, theirs);
    await ownList(acme, numbersOf('305', 40).concat('2125552001', '2125552002', '2125552003', '2125552004'));
    expect(await told(acme)).toHaveLength(2);
    expect(await told(globex)).toEqual([]);
  });

  it('takes a fixed number of statements per batch, however many numbers', async () => {
    const few = await ownStatementsOf(() => ownList(acme, numbersOf('212', 10)));
    const many = await ownStatementsOf(() => ownList(acme, numbersOf('305', 250)));
    const twice = await ownStatementsOf(() => ownList(acme, numbersOf('718', 500)));
    expect(many).toHaveLength(few.length);
    expect(twice.length - many.length).toBeLessThanOrEqual(6);
  });

  it('waits for a dial to one of them that is being decided, and the next one is denied', async () => {
    const person = await aPerson(app, acme, NEW_YORKER);
    const callId = await aCall(app, person, null, { live: true });
    const [decided, mayCommit] = [door(), door()];
    const decide = (before: () => Promise<void>) =>
      app.asTenant(acme, () =>
        app.get(UnitOfWork).run(async () => {
          const decision = await app.get(DialGate).decide({ ...person, callId, moment: app.clock.now() });
          await before();
          return decision;
        }),
      );
    const deciding = decide(async () => {
      decided.open();
      await mayCommit.opened;
      expect(await suppressed(acme)).toEqual([]);
    });
    await decided.opened;
    const importing = ownList(acme, [...numbersOf('305', 20), NEW_YORKER, ...numbersOf('718', 20)]);
    await until(async () => (await app.sql(WAITING)).length > 0);
    mayCommit.open();
    expect((await deciding).verdict).toBe('ALLOW');
    expect(await importing).toMatchObject({ taken: 41 });
    expect(await decide(() => Promise.resolve())).toMatchObject({ verdict: 'DENY', reason: 'INTERNAL_DNC' });
  });

  it('imported twice at once by two companies, and beside opt-outs, blocks nobody', async () => {
    const numbers = numbersOf('212', 300);
    const optOuts = numbers
      .slice(0, 20)
      .map((phone) =>
        app.asTenant(acme, () => app.get(SuppressionsService).add({ phone, reason: 'asked', source: 'SPOKEN' })),
      );
    await Promise.all([ownList(acme, numbers), ownList(globex, [...numbers].reverse()), ...optOuts]);
    expect(await suppressed(acme)).toHaveLength(300);
    expect(await suppressed(globex)).toHaveLength(300);
  });
});

describe('answers of the Reassigned Numbers Database', () => {
  let app: TestApp;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ComplianceModule] });
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant();
    globex = await app.newTenant();
  });

  const ago = (days: number): Date => new Date(app.clock.now().getTime() - days * DAY);
  const answers = (tenantId: string, days: number, lines: string[]) =>
    importList(app, tenantId, { kind: 'REASSIGNED_NUMBERS', asOf: ago(days), lines });
  const checks = async (tenantId: string): Promise<unknown> =>
    Object.fromEntries(
      (
        await app.sql<{ phone: string; result: string; checked_at: Date }>(
          'select phone, result, checked_at from reassigned_checks where tenant_id = $1',
          [tenantId],
        )
      ).map(({ phone, result, checked_at: at }) => [
        phone.slice(-1),
        [result, Math.round((app.clock.now().getTime() - at.getTime()) / DAY)],
      ]),
    );

  it('are kept per number and company, the newest counting', async () => {
    await answers(acme, 5, [
      'number,result',
      '2125552001,no',
      '2125552002,YES',
      '2125552003,No Data',
      '2125552004,perhaps',
    ]);
    expect(await checks(acme)).toEqual({ 1: ['NO', 5], 2: ['YES', 5], 3: ['NO_DATA', 5] });
    expect(await answers(acme, 2, ['2125552002,no'])).toMatchObject({ taken: 1 });
    expect(await answers(acme, 9, ['2125552001,yes'])).toMatchObject({ taken: 0, known: 1 });
    expect(await checks(acme)).toEqual({ 1: ['NO', 5], 2: ['NO', 2], 3: ['NO_DATA', 5] });
    expect(await checks(globex)).toEqual({});
  });

  it('that contradict one another for one moment are read cautiously', async () => {
    await answers(acme, 3, ['2125552001,no', '2125552001,yes', '2125552002,no data', '2125552002,no']);
    await answers(acme, 3, ['2125552001,no', '2125552002,no']);
    expect(await checks(acme)).toEqual({ 1: ['YES', 3], 2: ['NO_DATA', 3] });
  });
});

/** Who waits for an advisory lock of this database, as the server itself sees it. */
const WAITING = `
select 1 from pg_locks where locktype = 'advisory' and not granted
  and database = (select oid from pg_database where datname = current_database())`;
