import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { DialGate, type DialDecision } from '../../../src/compliance/dial-gate.service';
import type { Suppression } from '../../../src/compliance/suppressions/suppression.entity';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { startTestApp, type TestApp } from '../../support/test-app';
import { aCall, aPerson, type DialedPerson } from './dialed-people';
import { door } from '../../support/door';
import { until } from '../../support/until';

describe('a suppression and a decision about the same number', () => {
  let app: TestApp;
  let work: UnitOfWork;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ComplianceModule] });
    work = app.get(UnitOfWork);
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant({ name: 'Acme' });
    globex = await app.newTenant({ name: 'Globex' });
  });

  /** Decides, does `before` with the decision while the transaction is still open, then `after` as long as the carrier has not answered. */
  async function decide(
    person: DialedPerson,
    callId: string,
    before: (decision: DialDecision) => Promise<void> = async () => undefined,
    after: () => Promise<void> = async () => undefined,
  ): Promise<DialDecision> {
    const decision = await app.asTenant(person.tenantId, () =>
      work.run(async () => {
        const made = await app.get(DialGate).decide({ ...person, callId, moment: app.clock.now() });
        await before(made);
        return made;
      }),
    );
    await after();
    if (decision.verdict === 'ALLOW') decision.permission.release();
    return decision;
  }

  const suppress = (tenantId: string, phone: string): Promise<Suppression> =>
    app.asTenant(tenantId, () => app.get(SuppressionsService).add({ phone, reason: 'asked', source: 'SPOKEN' }));

  const untilSomebodyWaits = (): Promise<void> => until(async () => (await app.sql(WAITING)).length > 0);

  it('makes the suppression wait while the decision is open and until the carrier has answered, and the next decision sees it', async () => {
    const person = await aPerson(app, acme);
    const callId = await aCall(app, person, null, { live: true });
    const [decided, mayCommit, committed, mayAnswer] = [door(), door(), door(), door()];
    let suppressed = false;
    const deciding = decide(
      person,
      callId,
      async () => {
        decided.open();
        await mayCommit.opened;
        expect(suppressed).toBe(false);
      },
      async () => {
        committed.open();
        await mayAnswer.opened;
        expect(suppressed).toBe(false);
      },
    );
    await decided.opened;
    const suppressing = suppress(acme, person.phone).then((suppression) => {
      suppressed = true;
      return suppression;
    });
    await untilSomebodyWaits();
    mayCommit.open();
    await committed.opened;
    await untilSomebodyWaits();
    mayAnswer.open();
    expect((await deciding).verdict).toBe('ALLOW');
    await suppressing;
    expect(await decide(person, callId)).toMatchObject({ reason: 'INTERNAL_DNC' });
  });

  it('puts the decision off while a suppression is open, and then it is a denial', async () => {
    const person = await aPerson(app, acme);
    const callId = await aCall(app, person, null, { live: true });
    const [written, mayCommit] = [door(), door()];
    const suppressing = app.asTenant(acme, () =>
      work.run(async () => {
        await app.get(SuppressionsService).add({ phone: person.phone, reason: 'asked', source: 'SPOKEN' });
        written.open();
        await mayCommit.opened;
      }),
    );
    await written.opened;
    expect(await decide(person, callId)).toEqual({ verdict: 'LATER' });
    expect(await app.sql('select 1 from dial_checks where tenant_id = $1', [acme])).toEqual([]);
    mayCommit.open();
    await suppressing;
    expect(await decide(person, callId)).toMatchObject({ verdict: 'DENY', reason: 'INTERNAL_DNC' });
  });

  it('nobody else waits: other numbers, other tenants, other decisions', async () => {
    const person = await aPerson(app, acme);
    const callId = await aCall(app, person, null, { live: true });
    const [decided, mayCommit] = [door(), door()];
    const deciding = decide(person, callId, async () => {
      decided.open();
      await mayCommit.opened;
    });
    await decided.opened;
    await suppress(acme, '+12125559999');
    await suppress(globex, person.phone);
    expect(await decide(person, callId)).toMatchObject({ verdict: 'ALLOW' });
    mayCommit.open();
    expect((await deciding).verdict).toBe('ALLOW');
  });

  it('in any order no suppression is in force while an allowance is still open', async () => {
    const rounds = Array.from({ length: 12 }, async (_, i) => {
      const person = await aPerson(app, acme, `+1212555${4000 + i}`);
      const callId = await aCall(app, person, null, { live: true });
      const deciding = decide(person, callId, async ({ verdict }) => {
        const inForce = await app.sql('select 1 from suppressions where tenant_id = $1 and phone = $2', [
          acme,
          person.phone,
        ]);
        if (verdict !== 'LATER') expect(inForce).toHaveLength(verdict === 'ALLOW' ? 0 : 1);
      });
      const both = i % 2 === 0 ? [deciding, suppress(acme, person.phone)] : [suppress(acme, person.phone), deciding];
      await Promise.all(both);
    });
    await Promise.all(rounds);
  });

  it('two people suppressing at once make one entry', async () => {
    const entries = await Promise.all(Array.from({ length: 6 }, () => suppress(acme, '+12125557777')));
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(1);
    expect(await app.sql('select 1 from suppressions where tenant_id = $1', [acme])).toHaveLength(1);
  });
});

/** Who waits for an advisory lock of this database, as the server itself sees it. */
const WAITING = `
select 1 from pg_locks where locktype = 'advisory' and not granted
  and database = (select oid from pg_database where datname = current_database())`;
