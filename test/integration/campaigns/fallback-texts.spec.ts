import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { Enrolment } from '../../../src/campaigns/enrolment.entity';
import { FallbackSender } from '../../../src/campaigns/retries/fallback-sender.service';
import { FallbackTexts } from '../../../src/campaigns/retries/fallback-texts.service';
import { RetriesSweep } from '../../../src/campaigns/retries/retries-sweep';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type RetriesStage, startRetriesStage } from './retries-stage';

const WORDS = 'Hi {name}, {company} tried to call you.';

describe('the text after a last attempt', () => {
  let stage: RetriesStage;
  beforeAll(async () => {
    stage = await startRetriesStage();
  });
  afterAll(() => stage.app.close());
  beforeEach(() => {
    stage.app.clock.set('2026-07-07T18:00:00Z');
    stage.texts.forget();
  });

  const exhausted = async (
    policy: Parameters<typeof aCampaign>[1] = {},
    ending: 'NO_ANSWER' | 'BUSY' | 'FAILED' = 'BUSY',
  ) => {
    const staged = await aCampaign(stage.app, { maxAttempts: 1, fallbackText: WORDS, ...policy });
    await stage.call(staged, ending);
    expect(await stage.enrolment(staged)).toMatchObject({ state: 'ENDED', end_reason: 'ATTEMPTS_EXHAUSTED' });
    return staged;
  };
  const planned = (staged: StagedCampaign) =>
    stage.app.sql('select status, reason, due_at, text_message_id from fallback_texts where campaign_id = $1', [
      staged.campaignId,
    ]);
  /** Until somebody waits for a lock by name. */
  const waits = async (): Promise<void> => {
    const waiting = "select 1 from pg_locks where locktype = 'advisory' and not granted";
    for (let left = 500; left > 0 && (await stage.app.sql(waiting)).length === 0; left -= 1);
  };
  const sweep = () => stage.app.get(RetriesSweep).sendTexts();

  it('is sent, once, however often it is tried', async () => {
    const staged = await exhausted();
    const { id } = await stage.enrolment(staged);
    await sweep();
    // As if the worker had died before it wrote that the text had been sent.
    await stage.app.sql(
      `begin; set local session_replication_role = replica;
       update fallback_texts set status = 'WAITING', text_message_id = null where enrolment_id = '${String(id)}'; commit`,
    );
    expect(await planned(staged)).toMatchObject([{ status: 'WAITING' }]);
    await sweep();
    expect(stage.texts.sent).toHaveLength(1);
    expect(stage.texts.sent[0]?.body).toContain('Hi Sam Lead, Acme Homes tried to call you.');
    expect(stage.texts.sent[0]?.body).toContain('STOP');
    expect(await planned(staged)).toMatchObject([{ status: 'SENT', reason: null }]);
    expect(await stage.broken()).toEqual([]);
  });

  it('is sent though others before it cannot be', async () => {
    const [stuck, mine] = [await exhausted(), await exhausted()];
    const { id } = await stage.enrolment(stuck);
    const sender = stage.app.get(FallbackSender);
    const send = sender.send.bind(sender);
    jest
      .spyOn(sender, 'send')
      .mockImplementation((one) => (one === id ? Promise.reject(new Error('planted')) : send(one)));
    await stage.app.sql("update fallback_texts set due_at = due_at - interval '1 second' where enrolment_id = $1", [
      id,
    ]);
    await stage.app.get(RetriesSweep).sendTexts(1);
    jest.restoreAllMocks();
    expect(await planned(stuck)).toMatchObject([{ status: 'WAITING' }]);
    expect(await planned(mine)).toMatchObject([{ status: 'SENT' }]);
    await sweep();
    expect(await planned(stuck)).toMatchObject([{ status: 'SENT' }]);
  });

  it('is sent once by workers that try at the same moment', async () => {
    const staged = await exhausted();
    const { id } = await stage.enrolment(staged);
    await stage.as(staged, async () => {
      await Promise.all([1, 2, 3].map(() => stage.app.get(FallbackSender).send(String(id))));
    });
    expect(stage.texts.sent).toHaveLength(1);
    expect(await planned(staged)).toMatchObject([{ status: 'SENT' }]);
  });

  it('is not written where the campaign has none, the carrier failed, or attempts are left', async () => {
    const none = await aCampaign(stage.app, { maxAttempts: 1 });
    await stage.call(none, 'NO_ANSWER');
    const failed = await exhausted({}, 'FAILED');
    const ahead = await aCampaign(stage.app, { maxAttempts: 2, fallbackText: WORDS });
    await stage.call(ahead, 'NO_ANSWER');
    for (const staged of [none, failed, ahead]) expect(await planned(staged)).toEqual([]);
  });

  it('is not sent to who is suppressed by then', async () => {
    const staged = await exhausted();
    await stage.as(staged, () =>
      stage.app.get(SuppressionsService).add({ phone: newYorkNumber(1), reason: 'asked', source: 'MANUAL' }),
    );
    await sweep();
    expect(stage.texts.sent).toEqual([]);
    expect(await planned(staged)).toMatchObject([{ status: 'REFUSED', reason: 'INTERNAL_DNC' }]);
  });

  it('waits for a lawful moment', async () => {
    stage.app.clock.set('2026-07-08T00:50:00Z');
    const staged = await aCampaign(stage.app, { maxAttempts: 1, fallbackText: WORDS });
    const callId = (await stage.dial(staged)) ?? '';
    stage.app.clock.set('2026-07-08T01:00:30Z');
    await stage.end(staged, callId, 'NO_ANSWER');
    await sweep();
    expect(stage.texts.sent).toEqual([]);
    expect(await planned(staged)).toMatchObject([
      { status: 'WAITING', reason: 'OUTSIDE_WINDOW', due_at: new Date('2026-07-08T12:00:00Z') },
    ]);
    stage.app.clock.set('2026-07-08T12:00:00Z');
    await sweep();
    expect(stage.texts.sent).toHaveLength(1);
    expect(await planned(staged)).toMatchObject([{ status: 'SENT' }]);
  });

  it('is given up when somebody reaches the person before it may be sent', async () => {
    stage.app.clock.set('2026-07-08T00:50:00Z');
    const staged = await aCampaign(stage.app, { maxAttempts: 1, fallbackText: WORDS });
    const callId = (await stage.dial(staged)) ?? '';
    stage.app.clock.set('2026-07-08T01:00:30Z');
    await stage.end(staged, callId, 'NO_ANSWER');
    await sweep();
    expect(await planned(staged)).toMatchObject([{ status: 'WAITING' }]);
    await stage.app.sql("update calls set outcome = 'NOT_INTERESTED', answered_at = $2 where id = $1", [
      callId,
      '2026-07-08T01:05:00Z',
    ]);
    stage.app.clock.set('2026-07-08T12:00:00Z');
    await sweep();
    expect(stage.texts.sent).toEqual([]);
    expect(await planned(staged)).toMatchObject([{ status: 'GIVEN_UP', reason: 'PERSON_REACHED' }]);
  });

  it('waits while it is not known yet whether another call has reached the person', async () => {
    const staged = await exhausted();
    const [{ id } = { id: '' }] = await stage.app.sql<{ id: string }>('select id from calls where campaign_id = $1', [
      staged.campaignId,
    ]);
    const told = (outcome: string | null) =>
      stage.app.sql('update calls set outcome = $2, answered_at = $3 where id = $1', [
        id,
        outcome,
        stage.app.clock.now(),
      ]);
    await told(null);
    await sweep();
    expect(stage.texts.sent).toEqual([]);
    expect(await planned(staged)).toMatchObject([{ status: 'WAITING', reason: 'PERSON_BUSY' }]);
    await told('VOICEMAIL');
    stage.app.clock.set('2026-07-07T18:10:00Z');
    await sweep();
    expect(await planned(staged)).toMatchObject([{ status: 'SENT' }]);
  });

  it('is given up when no moment comes within three days', async () => {
    const staged = await exhausted();
    stage.texts.numbers = {};
    await sweep();
    expect(await planned(staged)).toMatchObject([{ status: 'WAITING', reason: 'CHANNEL_NOT_CONFIGURED' }]);
    stage.app.clock.set('2026-07-10T18:00:00Z');
    await sweep();
    expect(await planned(staged)).toMatchObject([{ status: 'GIVEN_UP', reason: 'CHANNEL_NOT_CONFIGURED' }]);
  });

  it('comes once from all campaigns of a company, and is no business of another', async () => {
    const spring = await exhausted();
    const autumn = await stage.another(spring, { maxAttempts: 2, fallbackText: WORDS });
    stage.app.clock.set('2026-07-07T23:00:00Z');
    await stage.call(autumn, 'NO_ANSWER');
    expect(await stage.enrolment(autumn)).toMatchObject({ state: 'ENDED', end_reason: 'PERSON_BUDGET' });
    expect(await planned(autumn)).toEqual([]);
    const theirs = await exhausted();
    expect(await planned(theirs)).toHaveLength(1);
    const list = (staged: StagedCampaign) =>
      stage.as(staged, async () => (await stage.app.get(FallbackTexts).list({}, { first: 10 })).edges.length);
    expect([await list(spring), await list(theirs)]).toEqual([1, 1]);
  });

  it('comes once where two campaigns end with the same person at the same moment', async () => {
    const spring = await aCampaign(stage.app, { maxAttempts: 1 });
    await stage.call(spring, 'NO_ANSWER');
    stage.app.clock.set('2026-07-07T23:00:00Z');
    const autumn = await stage.another(spring, { maxAttempts: 2 });
    await stage.call(autumn, 'NO_ANSWER');
    await stage.app.sql('update campaigns set fallback_text = $2 where tenant_id = $1', [spring.tenantId, WORDS]);
    const plan = ({ campaignId, tenantId }: StagedCampaign, meanwhile?: () => Promise<unknown>) =>
      stage.as(spring, () =>
        stage.app.get(UnitOfWork).run(async (tx) => {
          const ended = await tx.findOneByOrFail(Enrolment, { tenantId, campaignId });
          await stage.app.get(FallbackTexts).plan(ended, 'ATTEMPTS_EXHAUSTED', stage.app.clock.now());
          await meanwhile?.();
        }),
      );
    let other: Promise<void> | undefined;
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve)).then(() => (other = plan(autumn)));
    // The first has planned and not committed: the second either writes as well, or waits for it.
    await plan(spring, async () => {
      begin();
      await Promise.race([begun, waits()]);
    });
    await other;
    expect(await stage.app.sql('select 1 from fallback_texts where tenant_id = $1', [spring.tenantId])).toHaveLength(1);
  });

  it('is refused where it has gaps nobody can fill', async () => {
    const staged = await aCampaign(stage.app);
    const change = (fallbackText: string) =>
      stage.as(staged, () => stage.app.get(CampaignsService).change(staged.campaignId, { fallbackText }));
    await expect(change('Hi {surname}')).rejects.toMatchObject({ field: 'input.fallbackText' });
    expect(await change(WORDS)).toMatchObject({ fallbackText: WORDS });
    expect(await change('')).toMatchObject({ fallbackText: null });
  });
});
