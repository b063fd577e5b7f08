import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { ContactListsService } from '../../../src/compliance/lists/contact-lists.service';
import { ListHousekeeping } from '../../../src/compliance/lists/list-housekeeping.service';
import { ListImporter } from '../../../src/compliance/lists/list-importer.service';
import { ListLimits } from '../../../src/compliance/lists/list-limits';
import { bytesOf } from '../../../src/platform/csv/csv-source';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { startTestApp, type TestApp } from '../../support/test-app';
import { importList, importOf, numbersOf } from './a-list';

const DAY = 86_400_000;
const limits = Object.assign(new ListLimits(), { batchRows: 3, clearedRows: 2, clearedRounds: 3, errorsKept: 4 });

describe('a copy of a list of others', () => {
  let app: TestApp;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({
      imports: [ComplianceModule],
      overrides: [{ token: ListLimits, value: limits }],
    });
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant();
    globex = await app.newTenant();
  });

  const ago = (days: number): Date => new Date(app.clock.now().getTime() - days * DAY);
  const national = (tenantId: string, days: number, lines: string[], areaCodes?: string[]) =>
    importList(app, tenantId, { kind: 'NATIONAL_DNC', jurisdiction: 'US', asOf: ago(days), areaCodes, lines });
  /** Numbers in copies that are in use. */
  const listed = async (tenantId: string): Promise<string[]> => {
    const rows = await app.sql<{ phone: string }>(
      `select phone from contact_list_numbers n join contact_lists l on l.tenant_id = n.tenant_id and l.id = n.list_id
       where l.tenant_id = $1 and l.state = 'CURRENT' order by phone`,
      [tenantId],
    );
    return rows.map(({ phone }) => phone);
  };
  const states = async (tenantId: string): Promise<string[]> => {
    const rows = await app.sql<{ state: string }>(
      'select state from contact_lists where tenant_id = $1 order by imported_at, id',
      [tenantId],
    );
    return rows.map(({ state }) => state);
  };

  it('is in use once it is read, for one company', async () => {
    const lines = ['phone', '+12125552001', '(212) 555-2002', '2125552003', '1-212-555-2004', '"212.555.2001"'];
    expect(await national(acme, 1, lines)).toMatchObject({ status: 'COMPLETED', taken: 4, known: 1, rejected: 0 });
    expect(await listed(acme)).toEqual(['+12125552001', '+12125552002', '+12125552003', '+12125552004']);
    expect(await listed(globex)).toEqual([]);
    const [copy] = await app.sql(
      'select numbers, kind, jurisdiction, area_codes from contact_lists where tenant_id = $1',
      [acme],
    );
    expect(copy).toEqual({ numbers: 4, kind: 'NATIONAL_DNC', jurisdiction: 'US', area_codes: null });
  });

  it('may come without titles, or as the national registry writes it', async () => {
    await national(acme, 3, ['2125552001', '2125552002']);
    expect(await listed(acme)).toEqual(['+12125552001', '+12125552002']);
    await national(acme, 2, ['212,5552003', '305,5552004']);
    expect(await listed(acme)).toEqual(['+12125552003', '+13055552004']);
    await national(acme, 1, ['area code;number', '212;5552005']);
    expect(await listed(acme)).toEqual(['+12125552005']);
  });

  it('takes the place of an older one of the same list and area codes, and of no other', async () => {
    await national(acme, 9, ['2125552001'], ['212']);
    await national(acme, 9, ['3055552001'], ['305']);
    await importList(app, acme, { kind: 'STATE_DNC', jurisdiction: 'US-FL', asOf: ago(9), lines: ['3055552009'] });
    await national(acme, 2, ['2125552002'], ['212']);
    expect(await listed(acme)).toEqual(['+12125552002', '+13055552001', '+13055552009']);
    await national(acme, 1, ['2125552003']);
    expect(await listed(acme)).toEqual(['+12125552003', '+13055552009']);
    expect(await states(acme)).toEqual(['REPLACED', 'REPLACED', 'CURRENT', 'REPLACED', 'CURRENT']);
  });

  it('is refused when an older one than that in use, and changes nothing', async () => {
    await national(acme, 2, ['2125552001']);
    await expect(national(acme, 3, ['2125552002'])).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'asOf' });
    await expect(national(acme, 3, ['2125552002'], ['212'])).rejects.toMatchObject({ field: 'asOf' });
    expect(await national(globex, 3, ['2125552002'])).toMatchObject({ status: 'COMPLETED' });
    expect(await listed(acme)).toEqual(['+12125552001']);
    expect(await app.sql('select 1 from list_imports where tenant_id = $1', [acme])).toHaveLength(1);
  });

  it('is never seen by halves: whoever asks has the old one or the new one', async () => {
    const old = numbersOf('212', 9);
    const fresh = numbersOf('305', 9);
    await national(acme, 2, ['phone', ...old]);
    const seen: string[][] = [];
    async function* slowly(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('phone\n');
      for (const phone of fresh) {
        yield Buffer.from(`${phone}\n`);
        seen.push(await listed(acme));
      }
    }
    const asOf = ago(1);
    await app.asTenant(acme, () =>
      app.get(ListImporter).import({ kind: 'NATIONAL_DNC', jurisdiction: 'US', asOf, bytes: slowly() }),
    );
    expect(seen).toHaveLength(9);
    for (const numbers of seen) expect(numbers).toEqual(old);
    expect(await listed(acme)).toEqual(fresh);
  });

  it.each([
    ['an upload that breaks off', ['phone', ...numbersOf('305', 7)], new Error('ECONNRESET'), /broke off/],
    ['a file that is no text', ['phone', '+13055552000', '\0'], null, /NUL/],
  ])('%s leaves the old one in use', async (_what, lines, error, failure) => {
    await national(acme, 2, ['2125552001']);
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield* bytesOf(`${lines.join('\n')}\n`);
      if (error) throw error;
    }
    const order = { kind: 'NATIONAL_DNC', jurisdiction: 'US', asOf: ago(1), bytes: breaking() } as const;
    const id = await app.asTenant(acme, () => app.get(ListImporter).import(order));
    expect(await importOf(app, String(id))).toMatchObject({
      status: 'FAILED',
      failure: expect.stringMatching(failure),
    });
    expect(await listed(acme)).toEqual(['+12125552001']);
    expect(await states(acme)).toEqual(['CURRENT', 'FAILED']);
  });

  it.each([
    ['nothing', [''], /empty/],
    ['a title only', ['phone'], /holds no number/],
    ['no column of numbers', ['name,town', 'Ann,Albany'], /No column holds phone numbers/],
    ['mostly something else', ['phone', '2125552001', 'Ann', 'Bob', 'Cleo'], /Most lines/],
  ])('a file with %s is no list', async (_what, lines, failure) => {
    await national(acme, 2, ['2125552001']);
    expect(await national(acme, 1, lines)).toMatchObject({ status: 'FAILED', failure: expect.stringMatching(failure) });
    expect(await listed(acme)).toEqual(['+12125552001']);
  });

  it('tells bad lines by their number, some of them, and counts all', async () => {
    const bad = ['Ann', '+442071234567', '3055552001', '212555', '+1911', '2121112222'];
    const lines = ['phone', ...numbersOf('212', 7), ...bad];
    const { id, ...counts } = await national(acme, 1, lines, ['212']);
    expect(counts).toMatchObject({ status: 'COMPLETED', taken: 7, rejected: 6 });
    const errors = await app.asTenant(acme, () => app.get(ContactListsService).listErrors(id, { first: 10 }));
    expect(errors.nodes.map(({ line, reason }) => [line, reason])).toEqual([
      [9, 'The phone number cannot be read.'],
      [10, 'The phone number is not of US, whose list this is.'],
      [11, 'The area code 305 is none of those the file was said to cover.'],
      [12, 'The phone number cannot be read.'],
    ]);
    const others = await app.asTenant(globex, () => app.get(ContactListsService).listErrors(id, { first: 10 }));
    expect(others.nodes).toEqual([]);
    await expect(app.asTenant(globex, () => app.get(ContactListsService).getImport(id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is shown with its age, and with whether it is too old', async () => {
    await national(acme, 8, ['2125552001'], ['212']);
    await national(acme, 6, ['3055552001'], ['305']);
    await importList(app, acme, {
      kind: 'PREFERENCE_REGISTER',
      jurisdiction: 'GB',
      asOf: ago(1),
      lines: ['020 7123 4567'],
    });
    const shown = await app.asTenant(acme, () => app.get(ContactListsService).list({ first: 10 }, 'CURRENT'));
    const ages = shown.nodes.map(({ list, ageDays, isStale }) => [list.jurisdiction, list.areaCodes, ageDays, isStale]);
    expect(ages.sort()).toEqual([
      ['GB', null, 1, false],
      ['US', ['212'], 8, true],
      ['US', ['305'], 6, false],
    ]);
    expect(await listed(acme)).toContain('+442071234567');
    expect(
      (await app.asTenant(globex, () => app.get(ContactListsService).list({ first: 10 }, 'CURRENT'))).nodes,
    ).toEqual([]);
  });

  it('is audited by its figures, once it is in use', async () => {
    await national(acme, 1, ['phone', '2125552001', 'Ann']);
    await national(acme, 1, ['phone']);
    const bodies = await app.sql<{ body: string }>(
      `select body from audit_log where tenant_id = $1 and action = 'list.imported'`,
      [acme],
    );
    expect(bodies).toHaveLength(1);
    expect(JSON.parse(bodies[0]?.body ?? '')).toMatchObject({
      details: { kind: 'NATIONAL_DNC', taken: 1, rejected: 1, replaced: 0 },
    });
    expect(bodies[0]?.body).not.toContain('2125552001');
  });

  it('out of use is cleared away bit by bit; what it was stays known', async () => {
    await national(acme, 2, numbersOf('212', 8));
    await national(globex, 2, numbersOf('212', 2));
    await national(acme, 1, numbersOf('305', 2));
    const left = async (): Promise<number> =>
      (await app.sql('select 1 from contact_list_numbers where tenant_id = $1', [acme])).length;
    const housekeeping = app.get(ListHousekeeping);
    await housekeeping.clear();
    expect(await left()).toBe(4);
    await housekeeping.clear();
    expect(await left()).toBe(2);
    expect(await listed(acme)).toEqual(numbersOf('305', 2));
    expect(await listed(globex)).toHaveLength(2);
    const cleared = await app.sql(
      `select numbers, state, cleared_at is not null as cleared from contact_lists where tenant_id = $1 order by as_of`,
      [acme],
    );
    expect(cleared).toEqual([
      { numbers: 8, state: 'REPLACED', cleared: true },
      { numbers: 2, state: 'CURRENT', cleared: false },
    ]);
  });

  it('one file at a time, until the process that reads it is dead', async () => {
    const hung = await startHanging();
    const again = await app.asTenant(acme, () =>
      app.get(ListImporter).import({ kind: 'INTERNAL', bytes: bytesOf('2125552001\n') }),
    );
    expect(again).toMatchObject({ code: 'LIST_IMPORT_ALREADY_RUNNING' });
    app.clock.advance(limits.silenceMs + 1);
    await app.get(ListHousekeeping).giveUpSilent();
    expect(await states(acme)).toEqual(['FAILED']);
    expect(await national(acme, 1, ['2125552001'])).toMatchObject({ status: 'COMPLETED' });
    hung.goOn();
    await hung.ended;
    expect(await states(acme)).toEqual(['FAILED', 'CURRENT']);
    expect(await listed(acme)).toEqual(['+12125552001']);
  });

  /** An import whose file stalls in its middle. */
  async function startHanging(): Promise<{ goOn(): void; ended: Promise<unknown> }> {
    let goOn: () => void = () => undefined;
    const stalled = new Promise<void>((resolve) => (goOn = resolve));
    let begun: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => (begun = resolve));
    async function* bytes(): AsyncGenerator<Uint8Array> {
      begun();
      yield Buffer.from('phone\n3055552001\n');
      await stalled;
      yield Buffer.from('3055552002\n');
    }
    const order = { kind: 'NATIONAL_DNC', jurisdiction: 'US', asOf: ago(2), bytes: bytes() } as const;
    const ended = app.asTenant(acme, () => app.get(ListImporter).import(order));
    await reading;
    return { goOn, ended };
  }

  it('is asked by number in one look into an index', async () => {
    await national(acme, 1, numbersOf('212', 1));
    // As long as real ones: in a short copy every index is as good as the other.
    await app.sql(
      `insert into contact_list_numbers (tenant_id, list_id, phone)
       select $1, l.id, '+1305' || (2000000 + n) from contact_lists l, generate_series(1, 5000) as n where l.tenant_id = $1`,
      [acme],
    );
    await app.sql('analyze contact_list_numbers');
    const plan = await app.asTenant(acme, () =>
      app
        .get(UnitOfWork)
        .run((tx) =>
          tx.query<object[]>(
            `explain select 1 from contact_list_numbers where tenant_id = $1 and phone = '+12125552001'`,
            [acme],
          ),
        ),
    );
    expect(JSON.stringify(plan)).toContain('contact_list_numbers_pkey');
  });
});
