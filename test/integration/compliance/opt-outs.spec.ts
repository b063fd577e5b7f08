import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { ConsentLedger } from '../../../src/compliance/consents/consent-ledger.service';
import { OptOuts } from '../../../src/compliance/opt-outs.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { startTestApp, type TestApp } from '../../support/test-app';

const PHONE = '+12125552345';

describe('an opt-out', () => {
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

  const optOut = (tenantId: string, method = 'SMS'): Promise<boolean> =>
    app.asTenant(tenantId, () =>
      app.get(OptOuts).optOut({ phone: PHONE, method, evidence: { reason: 'Texted STOP.' } }),
    );
  const count = async (table: string, tenantId: string): Promise<number> =>
    (await app.sql(`select 1 from ${table} where tenant_id = $1 and phone = $2`, [tenantId, PHONE])).length;

  it('takes back every consent and suppresses the number, together, for one company', async () => {
    expect(await optOut(acme)).toBe(true);
    expect(await app.sql('select kind, scope, method from consents where tenant_id = $1', [acme])).toEqual([
      { kind: 'REVOCATION', scope: 'ALL', method: 'SMS' },
    ]);
    expect(await app.sql('select source, reason from suppressions where tenant_id = $1', [acme])).toEqual([
      { source: 'SMS', reason: 'Texted STOP.' },
    ]);
    expect(await app.asTenant(acme, () => app.get(SuppressionsService).isSuppressed(PHONE))).toBe(true);
    expect(await app.asTenant(globex, () => app.get(SuppressionsService).isSuppressed(PHONE))).toBe(false);
    expect(await count('consents', globex)).toBe(0);
  });

  it('said again changes nothing, however often and from whichever channel', async () => {
    await optOut(acme);
    app.clock.advance(60_000);
    const again = await Promise.all(['SMS', 'SPOKEN', 'KEYPRESS', 'WHATSAPP'].map((method) => optOut(acme, method)));
    expect(again).toEqual([false, false, false, false]);
    expect([await count('consents', acme), await count('suppressions', acme)]).toEqual([1, 1]);
  });

  it('said at once from several channels is one', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => optOut(acme)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect([await count('consents', acme), await count('suppressions', acme)]).toEqual([1, 1]);
  });

  it('takes consents back though the number was suppressed by hand', async () => {
    await app.asTenant(acme, () =>
      app.get(SuppressionsService).add({ phone: PHONE, reason: 'A letter.', source: 'MANUAL' }),
    );
    expect(await optOut(acme)).toBe(true);
    expect([await count('consents', acme), await count('suppressions', acme)]).toEqual([1, 1]);
  });

  it('is written with the unit of work it belongs to, or not at all', async () => {
    const failing = app.asTenant(acme, () =>
      app.get(UnitOfWork).run(async () => {
        await optOut(acme);
        throw new Error('changed my mind');
      }),
    );
    await expect(failing).rejects.toThrow('changed my mind');
    expect([await count('consents', acme), await count('suppressions', acme)]).toEqual([0, 0]);
  });

  it('of somebody who had agreed again counts anew', async () => {
    await optOut(acme);
    app.clock.advance(60_000);
    await app.asTenant(acme, () =>
      app.get(ConsentLedger).record({ ...WRITTEN, occurredAt: app.clock.now(), reoptInAt: app.clock.now() }),
    );
    await app.sql('update suppressions set removed_at = $2 where tenant_id = $1', [acme, app.clock.now()]);
    app.clock.advance(60_000);
    expect(await optOut(acme)).toBe(true);
    expect([await count('consents', acme), await count('suppressions', acme)]).toEqual([3, 2]);
  });

  it.each([
    ['phone', { phone: '2125552345', method: 'SMS' }],
    ['method', { phone: PHONE, method: ' ' }],
  ])('is refused with a bad %s, and nothing is written', async (field, wish) => {
    await expect(app.asTenant(acme, () => app.get(OptOuts).optOut(wish))).rejects.toMatchObject({ field });
    expect(await app.sql('select 1 from consents where tenant_id = $1', [acme])).toEqual([]);
  });
});

const WRITTEN = {
  phone: PHONE,
  type: 'PEWC',
  seller: 'Acme Homes',
  channels: ['AI_VOICE'],
  purposes: ['MARKETING'],
  signature: 'esign_checkbox',
  disclosesAutomatedVoice: true,
  disclosesNotCondition: true,
  invitedCall: false,
  expiresAt: null,
  textShown: 'I agree that Acme Homes calls me with artificial voices. It is no condition of a purchase.',
  source: 'API',
  evidence: {},
} as const;
