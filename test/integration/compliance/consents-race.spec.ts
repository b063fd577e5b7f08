import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { ConsentLedger } from '../../../src/compliance/consents/consent-ledger.service';
import { lockPhone } from '../../../src/compliance/contact-facts';
import { rowsOf } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { aConsent } from '../../support/builders/a-consent';
import { door } from '../../support/door';
import { startTestApp, type TestApp } from '../../support/test-app';
import { until } from '../../support/until';

const PHONE = '+12125552345';

describe('a revocation and a decision about the same number', () => {
  let app: TestApp;
  let work: UnitOfWork;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ComplianceModule], env: { ROLE: 'api' } });
    work = app.get(UnitOfWork);
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant();
    globex = await app.newTenant();
    await aConsent(app, acme, PHONE);
  });

  const revoke = (tenantId: string, phone = PHONE): Promise<unknown> =>
    app.asTenant(tenantId, () => app.get(ConsentLedger).revoke({ phone, scope: 'MARKETING', method: 'SMS' }));

  /** What every decision does first; then `before` with the revocations it sees, while its transaction is still open. */
  const decide = (before: (revocations: number) => Promise<void>, phone = PHONE): Promise<void> =>
    app.asTenant(acme, () =>
      work.run(async (tx) => {
        await lockPhone(tx, acme, phone, 'SHARED');
        const seen = await rowsOf(
          tx,
          `select 1 from consents where tenant_id = $1 and phone = $2 and kind = 'REVOCATION'`,
          [acme, phone],
        );
        await before(seen.length);
      }),
    );

  const untilSomebodyWaits = (): Promise<void> => until(async () => (await app.sql(WAITING)).length > 0);

  it('an open decision makes the revocation wait, and the next decision sees it', async () => {
    const [decided, mayCommit] = [door(), door()];
    let revoked = false;
    const deciding = decide(async () => {
      decided.open();
      await mayCommit.opened;
      expect(revoked).toBe(false);
    });
    await decided.opened;
    const revoking = revoke(acme).then(() => {
      revoked = true;
    });
    await untilSomebodyWaits();
    mayCommit.open();
    await Promise.all([deciding, revoking]);
    await decide(async (revocations) => expect(revocations).toBe(1));
  });

  it('an open revocation makes the decision wait, which then sees it', async () => {
    const [written, mayCommit] = [door(), door()];
    const revoking = app.asTenant(acme, () =>
      work.run(async () => {
        await app.get(ConsentLedger).revoke({ phone: PHONE, scope: 'ALL', method: 'SPOKEN' });
        written.open();
        await mayCommit.opened;
      }),
    );
    await written.opened;
    const deciding = decide(async (revocations) => expect(revocations).toBe(1));
    await untilSomebodyWaits();
    mayCommit.open();
    await Promise.all([revoking, deciding]);
  });

  it('nobody else waits: other numbers, other tenants', async () => {
    const [decided, mayCommit] = [door(), door()];
    const deciding = decide(async () => {
      decided.open();
      await mayCommit.opened;
    });
    await decided.opened;
    await revoke(acme, '+12125559999');
    await revoke(globex);
    mayCommit.open();
    await deciding;
  });

  it('in any order no revocation is committed while a decision that has not seen it is open', async () => {
    const rounds = Array.from({ length: 12 }, async (_, n) => {
      const phone = `+1212555${4_000 + n}`;
      const deciding = decide(async (seen) => {
        const committed = await app.sql(`select 1 from consents where phone = $1 and kind = 'REVOCATION'`, [phone]);
        expect(committed).toHaveLength(seen);
      }, phone);
      await Promise.all(n % 2 === 0 ? [deciding, revoke(acme, phone)] : [revoke(acme, phone), deciding]);
    });
    await Promise.all(rounds);
  });

  it('two people who take the same consent back at once are both recorded, in order', async () => {
    await Promise.all(Array.from({ length: 6 }, () => revoke(acme)));
    const rows = await app.sql(`select 1 from consents where tenant_id = $1 and kind = 'REVOCATION'`, [acme]);
    expect(rows).toHaveLength(6);
  });
});

/** Who waits for an advisory lock of this database, as the server itself sees it. */
const WAITING = `
select 1 from pg_locks where locktype = 'advisory' and not granted
  and database = (select oid from pg_database where datname = current_database())`;
