import { AuditTrail } from '../../../src/tenants/audit-trail.service';
import { TenantsModule } from '../../../src/tenants/tenants.module';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { readInvariants } from '../../support/invariants';
import { startTestApp, type TestApp } from '../../support/test-app';

/** Rows whose hash does not follow from their body and the row before them; none in a whole chain. */
const BROKEN = readInvariants().find(({ name }) => name === 'audit-chain-is-whole')?.sql ?? '';

describe('the audit trail', () => {
  let app: TestApp;
  let acme: string;
  let beta: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [TenantsModule] });
    acme = await app.newTenant({ name: 'Acme Homes' });
    beta = await app.newTenant({ name: 'Beta Dental' });
  });

  afterAll(async () => app?.close());

  const note = (tenantId: string, target: string): Promise<void> =>
    app.asTenant(tenantId, () =>
      app.get(AuditTrail).record({ action: 'lead.erased', target, details: { reason: 'asked – ثلاثة' } }),
    );
  const run = (statement: string): Promise<unknown> =>
    app.asTenant(acme, () => app.get(UnitOfWork).run((tx) => tx.query(statement)));
  const broken = (): Promise<{ tenant_id: string; seq: string }[]> => app.sql(BROKEN);
  const seqs = async (tenantId: string): Promise<number[]> =>
    (await app.sql<{ seq: string }>('select seq from audit_log where tenant_id = $1 order by seq', [tenantId])).map(
      ({ seq }) => Number(seq),
    );

  it('numbers the entries of each company without gaps, however many write at once', async () => {
    const targets = Array.from({ length: 20 }, (_, i) => `lead:${i}`);
    await Promise.all(targets.flatMap((target) => [note(acme, target), note(beta, target)]));
    const expected = targets.map((_, i) => i + 1);
    expect(await seqs(acme)).toEqual(expected);
    expect(await seqs(beta)).toEqual(expected);
    expect(await broken()).toEqual([]);
  });

  it('forgets what the transaction takes back, without leaving a hole', async () => {
    const before = await seqs(acme);
    const failing = app.asTenant(acme, () =>
      app.get(UnitOfWork).run(async () => {
        await app.get(AuditTrail).record({ action: 'lead.erased', target: 'lead:never' });
        throw new Error('changed my mind');
      }),
    );
    await expect(failing).rejects.toThrow('changed my mind');
    await note(acme, 'lead:after');
    expect(await seqs(acme)).toEqual([...before, before.length + 1]);
    expect(await broken()).toEqual([]);
  });

  it('is read by its own company only, newest first, with what was noted', async () => {
    await note(beta, 'lead:newest');
    const page = await app.asTenant(beta, () => app.get(AuditTrail).list({ first: 5 }));
    expect(page.nodes[0]).toMatchObject({ tenantId: beta, target: 'lead:newest', action: 'lead.erased' });
    expect(JSON.parse(page.nodes[0]?.body ?? '{}')).toMatchObject({
      details: { reason: 'asked – ثلاثة' },
      tenant: beta,
    });
    expect(page.nodes.every(({ tenantId }) => tenantId === beta)).toBe(true);
    expect(page.pageInfo.hasNextPage).toBe(true);
    const next = await app.asTenant(beta, () =>
      app.get(AuditTrail).list({ first: 100, after: page.pageInfo.endCursor }),
    );
    expect([...page.nodes, ...next.nodes].map(({ seq }) => Number(seq))).toEqual((await seqs(beta)).reverse());
    expect(await app.asTenant(beta, () => page.totalCount)).toBe((await seqs(beta)).length);
  });

  it('cannot be changed or shortened by the program', async () => {
    await expect(run(`update audit_log set body = '{}'`)).rejects.toThrow(/permission denied/);
    await expect(run('delete from audit_log')).rejects.toThrow(/permission denied/);
  });

  describe('tampered with by the owner of the database', () => {
    const plants: readonly [string, string][] = [
      ['a changed body', `update audit_log set body = replace(body, 'lead.erased', 'lead.edited') where seq = 5`],
      ['a removed entry', 'delete from audit_log where seq = 5'],
      ['a removed beginning', 'delete from audit_log where seq = 1'],
      [
        'a changed body with its hash made to fit',
        `
        update audit_log set body = '{}', row_hash = sha256(coalesce(prev_hash, ''::bytea) || convert_to('{}', 'UTF8')) where seq = 5`,
      ],
      [
        'two entries that changed places',
        `
        update audit_log a set body = b.body from audit_log b
        where a.tenant_id = b.tenant_id and a.seq + b.seq = 11 and a.seq in (5, 6)`,
      ],
    ];

    it.each(plants)('shows %s', async (_, statement) => {
      const tampered = statement.includes(' where seq')
        ? `${statement} and tenant_id = $1`
        : `${statement} and a.tenant_id = $1`;
      // A copy stands by to put the chain back.
      await app.sql('create table audit_copy as select * from audit_log where tenant_id = $1', [acme]);
      try {
        await app.sql(tampered, [acme]);
        const found = await broken();
        expect(found.length).toBeGreaterThan(0);
        expect(found.every(({ tenant_id: tenantId }) => tenantId === acme)).toBe(true);
      } finally {
        await app.sql('delete from audit_log where tenant_id = $1', [acme]);
        await app.sql('insert into audit_log select * from audit_copy');
        await app.sql('drop table audit_copy');
      }
      expect(await broken()).toEqual([]);
    });
  });
});
