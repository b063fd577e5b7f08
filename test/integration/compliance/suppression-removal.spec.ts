import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { DialGate, type DialDecision } from '../../../src/compliance/dial-gate.service';
import { OptOuts } from '../../../src/compliance/opt-outs.service';
import { PlatformSuppressions } from '../../../src/compliance/suppressions/platform-suppressions.service';
import { type OptIn, SuppressionRemoval } from '../../../src/compliance/suppressions/suppression-removal.service';
import type { Suppression } from '../../../src/compliance/suppressions/suppression.entity';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { CONTACT_CHANNELS } from '../../../src/compliance/rules/contact-question';
import { aConsent, CONSENT_TEXT } from '../../support/builders/a-consent';
import { startTestApp, type TestApp } from '../../support/test-app';
import { asAdmin } from './an-admin';
import { aCall, aPerson, type DialedPerson, NEW_YORKER } from './dialed-people';

const HOUR = 3_600_000;

describe('the way off the do-not-contact list', () => {
  let app: TestApp;
  let acme: string;
  let globex: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [ComplianceModule] });
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    acme = await app.newTenant({ name: 'Acme Homes' });
    globex = await app.newTenant({ name: 'Acme Homes' });
    app.clock.set('2026-07-07T14:00:00Z');
    await app.sql('delete from platform_suppressions');
  });

  /** Everything a written opt-in needs, given now. */
  const optIn = (parts: Partial<OptIn> = {}): OptIn => ({
    text: CONSENT_TEXT,
    signature: 'esign_checkbox',
    automatedVoice: true,
    notConditionOfPurchase: true,
    channels: [...CONTACT_CHANNELS],
    at: app.clock.now(),
    ...parts,
  });
  const optOut = async (tenantId: string): Promise<string> => {
    await app.asTenant(tenantId, () => app.get(OptOuts).optOut({ phone: NEW_YORKER, method: 'SPOKEN' }));
    const [entry] = await app.sql<{ id: string }>(
      'select id from suppressions where tenant_id = $1 and removed_at is null',
      [tenantId],
    );
    return entry?.id ?? '';
  };
  const remove = (tenantId: string, id: string, parts: Partial<OptIn> = {}, reason = 'Signed again at the desk.') =>
    app.asTenant(tenantId, () => app.get(SuppressionRemoval).remove(id, optIn(parts), reason));
  const isSuppressed = (tenantId: string): Promise<boolean> =>
    app.asTenant(tenantId, () => app.get(SuppressionsService).isSuppressed(NEW_YORKER));
  const decide = async (person: DialedPerson): Promise<DialDecision> => {
    const callId = await aCall(app, person, null, { live: true });
    const decision = await app.asTenant(person.tenantId, () =>
      app.get(DialGate).decide({ ...person, callId, moment: app.clock.now() }),
    );
    if (decision.verdict === 'ALLOW') decision.permission.release();
    await app.sql(`update calls set status = 'CANCELED', ended_at = now() where id = $1`, [callId]);
    return decision;
  };
  const nothingChanged = async (tenantId: string): Promise<void> => {
    expect(await isSuppressed(tenantId)).toBe(true);
    expect(await app.sql(`select 1 from consents where tenant_id = $1 and kind = 'GRANT'`, [tenantId])).toEqual([]);
    expect(
      await app.sql(`select 1 from audit_log where tenant_id = $1 and action = 'suppression.removed'`, [tenantId]),
    ).toEqual([]);
  };

  it('is a written opt-in given afterwards: then the person may be called, by this company', async () => {
    const people = [await aPerson(app, acme), await aPerson(app, globex)] as const;
    const [id] = [await optOut(acme), await optOut(globex)];
    app.clock.advance(HOUR);
    expect(await decide(people[0])).toMatchObject({ verdict: 'DENY', reason: 'INTERNAL_DNC' });
    const removed = await remove(acme, id);
    expect(removed).toMatchObject({ id, removedAt: app.clock.now(), removalReason: 'Signed again at the desk.' });
    expect(await decide(people[0])).toMatchObject({ verdict: 'ALLOW' });
    expect(await decide(people[1])).toMatchObject({ verdict: 'DENY', reason: 'INTERNAL_DNC' });
    expect([await isSuppressed(acme), await isSuppressed(globex)]).toEqual([false, true]);
  });

  it('is kept: the entry, who ended it and why, and the opt-in with the moment it lifts what was before', async () => {
    const id = await optOut(acme);
    app.clock.advance(HOUR);
    const { optInId } = await remove(acme, id, { at: new Date(app.clock.now().getTime() - 60_000) });
    const [entry] = await app.sql('select phone, removed_by, opt_in_id from suppressions where id = $1', [id]);
    expect(entry).toMatchObject({
      phone: NEW_YORKER,
      removed_by: expect.stringMatching(/^MEMBER:/),
      opt_in_id: optInId,
    });
    const [grant] = await app.sql('select type, phone, reopt_in_at, occurred_at from consents where id = $1', [
      optInId,
    ]);
    const at = new Date(app.clock.now().getTime() - 60_000);
    expect(grant).toEqual({ type: 'PEWC', phone: NEW_YORKER, reopt_in_at: at, occurred_at: at });
  });

  it('is audited without the number and without what the reason says', async () => {
    const id = await optOut(acme);
    app.clock.advance(HOUR);
    const { optInId } = await remove(acme, id, {}, 'Ann Lee, +12125552345, asked at the desk.');
    const [audited] = await app.sql<{ body: string }>(
      `select body from audit_log where tenant_id = $1 and action = 'suppression.removed'`,
      [acme],
    );
    expect(JSON.parse(audited?.body ?? '')).toMatchObject({
      target: `suppression:${id}`,
      details: { optIn: optInId, reasonHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(audited?.body).not.toMatch(/Ann|2125552345/);
  });

  it.each<[string, Partial<OptIn>]>([
    ['optIn.signature', { signature: null }],
    ['optIn.automatedVoice', { automatedVoice: false }],
    ['optIn.notConditionOfPurchase', { notConditionOfPurchase: null }],
    ['optIn.text', { text: 'Call me.' }],
    ['optIn.text', { text: '' }],
    ['optIn.seller', { seller: 'Somebody Else Inc.' }],
    ['optIn.type', { type: 'PEC' }],
    ['optIn.purposes', { purposes: ['INFORMATIONAL'] }],
    ['optIn.at', { at: null }],
    ['optIn.at', { at: new Date('2026-07-08T00:00:00Z') }],
    ['optIn.at', { at: new Date('0000-01-01T00:00:00Z') }],
    ['optIn.at', { at: new Date('2026-07-07T14:00:00Z') }],
    ['optIn.at', { at: new Date('2026-07-07T13:59:59Z') }],
    ['optIn.expiresAt', { expiresAt: new Date('2026-07-07T14:30:00Z') }],
  ])('is refused for want of %s: %p', async (field, parts) => {
    const id = await optOut(acme);
    app.clock.advance(HOUR);
    const refused = remove(acme, id, parts);
    await expect(refused).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const error: unknown = await refused.catch((caught: unknown) => caught);
    expect(error instanceof Error ? error.message : '').toContain(`${field}:`);
    await nothingChanged(acme);
  });

  it('is not an opt-in that was overtaken by another opt-out', async () => {
    const id = await optOut(acme);
    app.clock.advance(HOUR);
    const between = app.clock.now();
    app.clock.advance(HOUR);
    await app.sql(
      `insert into consents (tenant_id, id, phone, kind, scope, method, occurred_at, text_hash, source, evidence_hash, recorded_at, recorded_by)
       values ($1, gen_random_uuid(), $2, 'REVOCATION', 'ALL', 'EMAIL', $3, '', 'API', '', $3, 'test')`,
      [acme, NEW_YORKER, app.clock.now()],
    );
    app.clock.advance(HOUR);
    await expect(remove(acme, id, { at: between })).rejects.toMatchObject({ field: 'optIn.at' });
    await nothingChanged(acme);
  });

  it('needs a reason, and an entry of one’s own that is in force', async () => {
    const id = await optOut(acme);
    app.clock.advance(HOUR);
    await expect(remove(acme, id, {}, '  ')).rejects.toMatchObject({ field: 'reason' });
    await expect(remove(globex, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await remove(acme, id);
    await expect(remove(acme, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('does not lead past the platform', async () => {
    const person = await aPerson(app, acme);
    const id = await optOut(acme);
    await asAdmin(() => app.get(PlatformSuppressions).add({ phone: NEW_YORKER, reason: 'wrote to us' }));
    app.clock.advance(HOUR);
    await remove(acme, id);
    expect(await isSuppressed(acme)).toBe(true);
    expect(await decide(person)).toMatchObject({ verdict: 'DENY', reason: 'INTERNAL_DNC' });
  });

  it('is no consent recorded in any other way', async () => {
    const person = await aPerson(app, acme);
    await optOut(acme);
    app.clock.advance(HOUR);
    await aConsent(app, acme, NEW_YORKER, { occurredAt: app.clock.now() });
    expect(await decide(person)).toMatchObject({ verdict: 'DENY', reason: 'INTERNAL_DNC' });
  });

  it('asked for by two at once is gone once', async () => {
    const id = await optOut(acme);
    app.clock.advance(HOUR);
    const answers = await Promise.allSettled([remove(acme, id), remove(acme, id), remove(acme, id)]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('ends an entry, and can change or delete nothing of it', async () => {
    const suppression: Suppression = await app.asTenant(acme, () =>
      app.get(SuppressionsService).add({ phone: NEW_YORKER, reason: 'asked', source: 'SPOKEN' }),
    );
    for (const statement of [
      `update suppressions set phone = '+12125550000' where id = '${suppression.id}'`,
      `update suppressions set added_at = now() where id = '${suppression.id}'`,
      `delete from suppressions where id = '${suppression.id}'`,
    ])
      await expect(app.asTenant(acme, () => app.get(UnitOfWork).run((tx) => tx.query(statement)))).rejects.toThrow(
        /permission denied/,
      );
  });
});
