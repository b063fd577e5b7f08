import { CallSettler } from '../../../src/calls/attention/call-settler.service';
import { CallsNeedingAttention } from '../../../src/calls/attention/calls-needing-attention.service';
import { CarrierEvents } from '../../../src/calls/following/carrier-events.service';
import { CallReconciler } from '../../../src/calls/following/call-reconciler.service';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CarrierQueue } from '../../../src/calls/placing/carrier-queue';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { statusEvent } from '../../support/doubles/scripted-carrier';
import { brokenInvariants } from '../../support/invariants';

interface StuckCall extends StagedCampaign {
  readonly callId: string;
}

const PHONE = newYorkNumber(1);
const QUARTER_MS = 15 * 60_000;

describe('calls about which nothing can be found out', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => {
    app.clock.set('2026-07-07T18:00:00Z');
    app.carrier.records.length = 0;
    app.carrier.hungUp.length = 0;
    app.carrier.unreachable.clear();
  });

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const unanswered = async (): Promise<StuckCall> => {
    const staged = await aCampaign(app);
    app.carrier.answers.push(() => ({ kind: 'UNKNOWN', cause: 'TIMEOUT' }));
    const [callId = ''] = await as(staged, () => app.get(CampaignPacer).pace(staged.campaignId));
    await as(staged, () => app.get(CallPlacer).place(callId));
    return { ...staged, callId };
  };
  const look = (call: StuckCall) => as(call, () => app.get(CallReconciler).resolve(call.callId));
  /** A quarter of an hour in which the carrier does not answer. */
  const stuck = async (): Promise<StuckCall> => {
    const call = await unanswered();
    app.carrier.unreachable.add(PHONE);
    app.clock.advance(QUARTER_MS);
    await look(call);
    return call;
  };
  const settle = (call: StuckCall, verdict: 'PLACED' | 'NOT_PLACED') =>
    as(call, () => app.get(CallSettler).settle(call.callId, verdict));
  const listed = (call: StuckCall) => as(call, () => app.get(CallsNeedingAttention).list({ first: 10 }));
  const row = async ({ callId }: StuckCall) => (await app.sql('select * from calls where id = $1', [callId]))[0] ?? {};
  const enrolment = async ({ campaignId }: StuckCall) =>
    (await app.sql('select state, attempts from enrolments where campaign_id = $1', [campaignId]))[0];
  const told = async ({ tenantId }: StuckCall) =>
    app.sql("select payload from outbox where tenant_id = $1 and name = 'call.stuck'", [tenantId]);

  it('are shown to their company, told of once, and keep their person from being called', async () => {
    const call = await unanswered();
    app.carrier.unreachable.add(PHONE);
    app.clock.advance(QUARTER_MS - 1);
    await look(call);
    expect(await row(call)).toMatchObject({ status: 'UNKNOWN', attention_since: null });
    app.clock.advance(1);
    await look(call);
    app.clock.advance(60_000);
    await look(call);
    expect(await row(call)).toMatchObject({
      status: 'UNKNOWN',
      attention_since: new Date('2026-07-07T18:15:00Z'),
      attention_reason: 'CARRIER_UNREACHABLE',
    });
    expect(await told(call)).toMatchObject([{ payload: { callId: call.callId, reason: 'CARRIER_UNREACHABLE' } }]);
    expect((await listed(call)).nodes.map(({ id }) => id)).toEqual([call.callId]);
    expect(await as(call, () => app.get(CampaignPacer).pace(call.campaignId))).toEqual([]);
    expect(await brokenInvariants(app.config.database.ownerUrl ?? '', { now: app.clock.now() })).toEqual([]);
  });

  it('need nobody any more when they are heard of', async () => {
    const call = await stuck();
    await as(call, async () => {
      const event = statusEvent(call.callId, 'RINGING');
      const id = await app.get(CarrierEvents).store(call.callId, event);
      if (id) await app.get(CarrierEvents).apply(id, call.callId, event);
    });
    expect(await row(call)).toMatchObject({ status: 'RINGING', attention_since: null, attention_reason: null });
    expect((await listed(call)).nodes).toEqual([]);
  });

  it('are nobody else’s affair', async () => {
    const [call, other] = [await stuck(), await aCampaign(app)];
    const elsewhere = { ...other, callId: call.callId };
    expect((await listed(elsewhere)).nodes).toEqual([]);
    await expect(settle(elsewhere, 'NOT_PLACED')).rejects.toThrow('Call');
    expect(await row(call)).toMatchObject({ status: 'UNKNOWN' });
  });

  it.each([
    ['PLACED', { status: 'NO_ANSWER', outcome: 'NO_ANSWER', ended_reason: 'SETTLED_PLACED' }, 1],
    ['NOT_PLACED', { status: 'CANCELED', not_placed: true, ended_reason: 'SETTLED_NOT_PLACED' }, 0],
  ] as const)('are settled by a person as %s, who is remembered', async (verdict, end, attempts) => {
    const call = await stuck();
    expect(await settle(call, verdict)).toEqual({ kind: 'SETTLED', callId: call.callId });
    expect(await row(call)).toMatchObject(end);
    expect(await enrolment(call)).toMatchObject({ attempts });
    expect((await listed(call)).nodes).toEqual([]);
    const entries = await app.sql<{ body: string }>('select body from audit_log where tenant_id = $1', [call.tenantId]);
    expect(entries.map(({ body }) => JSON.parse(body) as unknown)).toContainEqual(
      expect.objectContaining({ action: 'call.settled', target: `call:${call.callId}` }),
    );
    expect(await settle(call, verdict)).toEqual({ kind: 'NOT_STUCK' });
    expect(await brokenInvariants(app.config.database.ownerUrl ?? '', { now: app.clock.now() })).toEqual([]);
  });

  it('are not settled while the phone may ring or somebody talk, nor before they need it', async () => {
    const young = await unanswered();
    expect(await settle(young, 'NOT_PLACED')).toEqual({ kind: 'NOT_STUCK' });
    const call = await stuck();
    await app.sql('update calls set max_call_seconds = 3600 where id = $1', [call.callId]);
    expect(await settle(call, 'PLACED')).toMatchObject({ kind: 'MAY_STILL_LIVE' });
    app.clock.advance(60 * 60_000);
    expect(await settle(call, 'PLACED')).toMatchObject({ kind: 'SETTLED' });
  });

  it('are not settled while the phone may wait in the carrier’s queue before it rings', async () => {
    const call = await unanswered();
    app.carrier.unreachable.add(PHONE);
    const queue = app.get(CarrierQueue);
    const at = app.clock.now().getTime();
    jest.spyOn(queue, 'emptyFrom').mockImplementation(() => Promise.resolve(new Date(at + 20 * 60_000)));
    app.clock.advance(30 * 60_000);
    await look(call);
    // 20 minutes of queue, 25 s of ringing, 10 minutes of talk and a minute of slack.
    const until = new Date(at + (20 * 60 + 25 + 600 + 60) * 1_000);
    expect(await settle(call, 'NOT_PLACED')).toEqual({ kind: 'MAY_STILL_LIVE', until });
    app.clock.set(until);
    expect(await settle(call, 'NOT_PLACED')).toMatchObject({ kind: 'SETTLED' });
    jest.restoreAllMocks();
  });

  it('are anybody’s while another company’s call to the phone may still wait in the carrier’s queue', async () => {
    const [call, rival] = [await unanswered(), await unanswered()];
    const from = app.carrier.fromNumber;
    app.carrier.records.push({ providerCallId: 'CA51', to: PHONE, from, createdAt: app.clock.now(), status: 'QUEUED' });
    const at = app.clock.now().getTime();
    const empty = jest.spyOn(app.get(CarrierQueue), 'emptyFrom').mockResolvedValue(new Date(at + 10 * 60_000));
    app.clock.set(new Date(at + (600 + 25 + 600) * 1_000 - 1));
    await look(call);
    expect(await row(call)).toMatchObject({ status: 'UNKNOWN', attention_reason: 'CONTESTED' });
    app.clock.advance(1);
    await look(call);
    expect(await row(call)).toMatchObject({ status: 'DIALING', provider_call_id: 'CA51' });
    expect(await row(rival)).toMatchObject({ status: 'UNKNOWN' });
    empty.mockRestore();
  });

  it('are settled by the carrier once it answers', async () => {
    const [dialed, never] = [await stuck(), await stuck()];
    app.carrier.unreachable.clear();
    expect(await settle(never, 'PLACED')).toEqual({ kind: 'CARRIER_ANSWERS' });
    app.clock.advance(31_000);
    await look(never);
    expect(await row(never)).toMatchObject({ status: 'CANCELED', ended_reason: 'NOT_PLACED' });
    const { from, createdAt } = { from: app.carrier.fromNumber, createdAt: new Date('2026-07-07T18:15:01Z') };
    app.carrier.records.push({ providerCallId: 'CA31', to: PHONE, from, createdAt, status: 'BUSY' });
    expect(await settle(dialed, 'NOT_PLACED')).toEqual({ kind: 'CARRIER_ANSWERS' });
    expect(await row(dialed)).toMatchObject({ status: 'BUSY', provider_call_id: 'CA31' });
  });

  it('are settled by their callbacks as ever, and a phone that rings after a person settled it is stopped', async () => {
    const [heard, settled] = [await stuck(), await stuck()];
    const ring = (call: StuckCall, providerCallId: string) =>
      as(call, async () => {
        const event = statusEvent(call.callId, 'RINGING', { providerCallId });
        const id = await app.get(CarrierEvents).store(call.callId, event);
        if (id) await app.get(CarrierEvents).apply(id, call.callId, event);
      });
    await ring(heard, 'CA41');
    expect(await row(heard)).toMatchObject({ status: 'RINGING', provider_call_id: 'CA41' });
    await settle(settled, 'PLACED');
    await ring(settled, 'CA42');
    expect(app.carrier.hungUp).toEqual(['CA42']);
  });
});
