import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { IntakeListener } from '../../../src/campaigns/dialing/intake.listener';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { ThreadsService } from '../../../src/conversations/threads/threads.service';
import { IntakeModule } from '../../../src/intake/intake.module';
import { MissedCallIntake } from '../../../src/intake/missed-calls/missed-call-intake.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { brokenInvariants } from '../../support/invariants';
import { TenantTokenModule } from '../../support/token-is-tenant';

const AFTERNOON = '2026-07-07T18:00:00Z';

/** What follows a missed call of a company that calls back. */
describe('a call back', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp('api', [TenantTokenModule, IntakeModule]);
  });
  afterAll(() => app.close());
  beforeEach(() => {
    app.clock.set(AFTERNOON);
    app.carrier.placed.length = 0;
  });

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  async function aCompany(staging: Parameters<typeof aCampaign>[1] = {}): Promise<StagedCampaign> {
    const staged = await aCampaign(app, { consents: false, start: false, ...staging });
    await app.sql("update tenants set missed_call_policy = 'CALL_BACK' where id = $1", [staged.tenantId]);
    return staged;
  }
  async function ring(staged: StagedCampaign, phone = newYorkNumber(1)): Promise<void> {
    await as(staged, async () => {
      const { leadId, reaction } = await app.get(MissedCallIntake).take({ phone, callId: randomUUID() });
      await app.get(IntakeListener).callBack({ leadId, reaction });
      await app.get(IntakeListener).callBack({ leadId, reaction });
    });
  }
  /** Paces every campaign that runs, and dials what was claimed. */
  async function dial(staged: StagedCampaign): Promise<void> {
    const rows = await app.sql<{ id: string }>("select id from campaigns where tenant_id = $1 and status = 'ACTIVE'", [
      staged.tenantId,
    ]);
    await as(staged, async () => {
      for (const { id } of rows) await app.get(CampaignPacer).pace(id);
      const queued = await app.sql<{ id: string }>("select id from calls where tenant_id = $1 and status = 'QUEUED'", [
        staged.tenantId,
      ]);
      for (const { id } of queued) await app.get(CallPlacer).place(id);
    });
  }
  const placedTo = (staged: StagedCampaign) =>
    app.carrier.placed.filter(({ tenantId }) => tenantId === staged.tenantId).map(({ to }) => to);
  const checksOf = ({ tenantId }: StagedCampaign) =>
    app.sql('select verdict, reason, purpose from dial_checks where tenant_id = $1 order by decided_at, id', [
      tenantId,
    ]);

  it('is made at once, once, as the answer to the person’s own call, and by that company alone', async () => {
    const [staged, other] = [await aCompany(), await aCompany()];
    await ring(staged);
    for (const one of [staged, other]) await dial(one);
    expect([placedTo(staged), placedTo(other)]).toEqual([[newYorkNumber(1)], []]);
    expect(await checksOf(staged)).toEqual([{ verdict: 'ALLOW', reason: 'OK_RESPONSIVE', purpose: 'RESPONSIVE' }]);
    const calls = await app.sql('select origin, status from calls where tenant_id = $1', [staged.tenantId]);
    expect(calls).toEqual([{ origin: 'AUTO_CALL', status: 'DIALING' }]);
    expect(await brokenInvariants(app.config.database.ownerUrl ?? '', { now: app.clock.now() })).toEqual([]);
  });

  it('waits for the hours of the person’s place', async () => {
    const staged = await aCompany();
    app.clock.set('2026-07-08T03:00:00Z');
    await ring(staged);
    await dial(staged);
    expect(placedTo(staged)).toEqual([]);
    app.clock.set('2026-07-08T12:00:01Z');
    await dial(staged);
    expect(placedTo(staged)).toEqual([newYorkNumber(1)]);
  });

  it('brings the turn forward that the person has in a campaign, and adds none', async () => {
    const staged = await aCompany({ start: true, consents: true });
    await app.sql("update enrolments set due_at = '2026-07-09T18:00:00Z' where campaign_id = $1", [staged.campaignId]);
    await ring(staged);
    const turns = await app.sql<{ due_at: Date }>('select due_at from enrolments where tenant_id = $1', [
      staged.tenantId,
    ]);
    expect(turns).toEqual([{ due_at: app.clock.now() }]);
    await dial(staged);
    expect(placedTo(staged)).toEqual([newYorkNumber(1)]);
  });

  it('keeps to the budget of the person: who was tried a moment ago rests', async () => {
    const staged = await aCompany({ start: true, consents: true });
    await dial(staged);
    await app.sql(`update calls set status = 'NO_ANSWER', outcome = 'NO_ANSWER', ended_at = $2 where tenant_id = $1`, [
      staged.tenantId,
      app.clock.now(),
    ]);
    await app.sql(
      "update enrolments set state = 'ENDED', outcome = 'NO_ANSWER', end_reason = 'ATTEMPTS_EXHAUSTED', ended_at = $2 where campaign_id = $1",
      [staged.campaignId, app.clock.now()],
    );
    app.clock.advance(60_000);
    await ring(staged);
    await dial(staged);
    expect(placedTo(staged)).toHaveLength(1);
    expect((await checksOf(staged)).at(-1)).toMatchObject({ verdict: 'DEFER', reason: 'PERSON_RESTING' });
  });

  it('is made though the person wrote before they rang, and not when they write after', async () => {
    const staged = await aCompany();
    const [leadId = ''] = staged.leadIds;
    const hear = () =>
      as(staged, async () => {
        const message = { leadId, channel: 'SMS', text: 'Hello?', messageKey: uuidv7() } as const;
        await app.get(ThreadsService).hear(message);
        await app.get(IntakeListener).stopOnReply({ leadId });
      });
    await hear();
    app.clock.advance(60_000);
    await ring(staged);
    app.clock.advance(60_000);
    await hear();
    await dial(staged);
    expect(placedTo(staged)).toEqual([]);
    app.clock.advance(60_000);
    await ring(staged);
    await dial(staged);
    expect(placedTo(staged)).toEqual([newYorkNumber(1)]);
  });

  it('is made to nobody who has opted out, with the receipt', async () => {
    const staged = await aCompany();
    await ring(staged);
    const wish = { phone: newYorkNumber(1), reason: 'asked', source: 'MANUAL' } as const;
    await as(staged, () => app.get(SuppressionsService).add(wish));
    await dial(staged);
    expect(placedTo(staged)).toEqual([]);
    expect(await checksOf(staged)).toMatchObject([{ verdict: 'DENY', reason: 'INTERNAL_DNC' }]);
  });

  it('is planned for nobody whose project is unknown', async () => {
    const staged = await aCompany();
    await ring(staged, newYorkNumber(7));
    await dial(staged);
    expect(placedTo(staged)).toEqual([]);
  });
});
