import { PlatformAuditTrail } from '../../../src/tenants/platform-audit-trail.service';
import { TenantsModule } from '../../../src/tenants/tenants.module';
import { runInContext } from '../../../src/platform/context/request-context';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { readInvariants } from '../../support/invariants';
import { startTestApp, type TestApp } from '../../support/test-app';

/** Rows whose hash does not follow from their body and the row before them; none in a whole chain. */
const BROKEN = readInvariants().find(({ name }) => name === 'audit-chain-is-whole')?.sql ?? '';

describe('the audit trail of the platform', () => {
  let app: TestApp;
  let trail: PlatformAuditTrail;

  beforeAll(async () => {
    app = await startTestApp({ imports: [TenantsModule] });
    trail = app.get(PlatformAuditTrail);
  });
  afterAll(() => app?.close());
  beforeEach(() => app.sql('delete from platform_audit_log'));

  const asAdmin = <T>(work: () => Promise<T>): Promise<T> =>
    runInContext({ requestId: 'r', actor: { kind: 'PLATFORM_ADMIN', userId: 'admin-1' } }, work);
  const note = (target: string): Promise<void> =>
    asAdmin(() =>
      app
        .get(UnitOfWork)
        .asPlatform('test', (tx) => trail.append(tx, { action: 'hold.placed', target, details: { row: 'US-LA' } })),
    );
  const seqs = async (): Promise<number[]> =>
    (await app.sql<{ seq: string }>('select seq from platform_audit_log order by seq')).map(({ seq }) => Number(seq));

  it('numbers its entries without gaps, however many write at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => note(`hold:${i}`)));
    expect(await seqs()).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(await app.sql(BROKEN)).toEqual([]);
  });

  it('says who did what, newest first', async () => {
    for (const target of ['hold:1', 'hold:2', 'hold:3']) await note(target);
    const page = await asAdmin(() => trail.list({ first: 2 }));
    expect(page.nodes.map(({ target }) => target)).toEqual(['hold:3', 'hold:2']);
    expect(page.nodes[0]).toMatchObject({ actor: 'PLATFORM_ADMIN:admin-1', action: 'hold.placed' });
    const next = await asAdmin(() => trail.list({ first: 2, after: page.pageInfo.endCursor }));
    expect(next.nodes.map(({ target }) => target)).toEqual(['hold:1']);
  });

  it('shows an entry that was changed, and one that was removed', async () => {
    for (const target of ['hold:1', 'hold:2', 'hold:3']) await note(target);
    await app.sql(`update platform_audit_log set body = replace(body, 'US-LA', 'US-NY') where seq = 2`);
    expect((await app.sql(BROKEN)).length).toBeGreaterThan(0);
    await app.sql('delete from platform_audit_log where seq = 2');
    expect((await app.sql(BROKEN)).length).toBeGreaterThan(0);
  });

  it('is neither read nor written by the role that serves tenants, nor changed by the other', async () => {
    const acme = await app.newTenant();
    const work = app.get(UnitOfWork);
    for (const statement of [
      'select 1 from platform_audit_log',
      `insert into platform_audit_log values (1, '', '', '', '', null, '', now())`,
    ])
      await expect(app.asTenant(acme, () => work.run((tx) => tx.query(statement)))).rejects.toThrow(
        /permission denied/,
      );
    for (const statement of ['delete from platform_audit_log', `update platform_audit_log set body = ''`])
      await expect(work.asPlatform('test', (tx) => tx.query(statement))).rejects.toThrow(/permission denied/);
  });
});
