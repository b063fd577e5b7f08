import { DialingHealthService } from '../../../src/campaigns/health/dialing-health.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { DialingPolicies, type DialingPolicyChanges } from '../../../src/campaigns/retries/dialing-policies.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type RetriesStage, startRetriesStage } from './retries-stage';

/** Waits without chance. */
const EXACT = { jitter: 0 };

describe('one budget of calls per person', () => {
  let stage: RetriesStage;
  beforeAll(async () => {
    stage = await startRetriesStage();
  });
  afterAll(() => stage.app.close());
  beforeEach(() => stage.app.clock.set('2026-07-07T14:00:00Z'));

  const at = (moment: string): void => stage.app.clock.set(moment);
  const status = async ({ campaignId }: StagedCampaign) =>
    (await stage.app.sql<{ status: string }>('select status from campaigns where id = $1', [campaignId]))[0]?.status;

  it('is shared by campaigns: the calls of both together are those of one', async () => {
    const spring = await aCampaign(stage.app, { retryPolicy: EXACT });
    const autumn = await stage.another(spring, { retryPolicy: EXACT });
    await stage.call(spring, 'NO_ANSWER');
    expect(await stage.enrolment(autumn)).toMatchObject({
      attempts: 0,
      held_for_person: true,
      due_at: new Date('2026-07-07T15:00:00Z'),
    });
    const health = await stage.as(autumn, () => stage.app.get(DialingHealthService).read(autumn.campaignId));
    expect(health.gates).toMatchObject([
      { gate: 'PERSON_BUDGET', leads: 1, clearsAt: new Date('2026-07-07T15:00:00Z') },
    ]);
    at('2026-07-07T15:00:00Z');
    await stage.call(autumn, 'NO_ANSWER');
    expect(await stage.enrolment(spring)).toMatchObject({ attempts: 1, due_at: new Date('2026-07-07T19:00:00Z') });
    expect(await stage.enrolment(autumn)).toMatchObject({ attempts: 1, due_at: new Date('2026-07-07T19:00:00Z') });
    at('2026-07-07T19:00:00Z');
    await stage.call(spring, 'NO_ANSWER');
    for (const campaign of [spring, autumn]) {
      expect(await stage.enrolment(campaign)).toMatchObject({ state: 'ENDED', end_reason: 'PERSON_BUDGET' });
      expect(await status(campaign)).toBe('COMPLETED');
    }
    expect(await stage.broken()).toEqual([]);
  });

  it('holds at the dial too, when nobody was told', async () => {
    const spring = await aCampaign(stage.app, { retryPolicy: EXACT });
    const late = await stage.another(spring, { retryPolicy: EXACT });
    await stage.call(spring, 'NO_ANSWER');
    await stage.app.sql('update enrolments set due_at = $2 where campaign_id = $1', [
      late.campaignId,
      stage.app.clock.now(),
    ]);
    const placed = stage.carrier.placed.length;
    await stage.dial(late);
    expect(stage.carrier.placed).toHaveLength(placed);
    expect(await stage.enrolment(late)).toMatchObject({
      state: 'WAITING',
      attempts: 0,
      held_for_person: true,
      due_at: new Date('2026-07-07T15:00:00Z'),
    });
    const checks = await stage.app.sql('select verdict, reason from dial_checks where campaign_id = $1', [
      late.campaignId,
    ]);
    expect(checks).toEqual([{ verdict: 'DEFER', reason: 'PERSON_RESTING' }]);
  });

  it('ends at the dial who has been called often enough', async () => {
    const spring = await aCampaign(stage.app, { maxAttempts: 1 });
    await stage.call(spring, 'NO_ANSWER');
    expect(await stage.enrolment(spring)).toMatchObject({ end_reason: 'ATTEMPTS_EXHAUSTED' });
    at('2026-07-07T18:00:00Z');
    const autumn = await stage.another(spring, { maxAttempts: 1 });
    const placed = stage.carrier.placed.length;
    await stage.dial(autumn);
    expect(stage.carrier.placed).toHaveLength(placed);
    expect(await stage.enrolment(autumn)).toMatchObject({ state: 'ENDED', end_reason: 'PERSON_BUDGET', attempts: 0 });
    expect(await status(autumn)).toBe('COMPLETED');
  });

  it('is not used up by calls that failed at the carrier, which are waited for all the same', async () => {
    const spring = await aCampaign(stage.app, { maxAttempts: 1, retryPolicy: EXACT });
    await stage.call(spring, 'FAILED');
    expect(await stage.enrolment(spring)).toMatchObject({ end_reason: 'ATTEMPTS_EXHAUSTED' });
    const autumn = await stage.another(spring, { maxAttempts: 1, retryPolicy: { ...EXACT, failed: [600] } });
    const placed = stage.carrier.placed.length;
    await stage.dial(autumn);
    expect(stage.carrier.placed).toHaveLength(placed);
    expect(await stage.enrolment(autumn)).toMatchObject({ due_at: new Date('2026-07-07T14:10:00Z') });
    at('2026-07-07T14:10:00Z');
    await stage.call(autumn, 'NO_ANSWER');
    expect(await stage.enrolment(autumn)).toMatchObject({ attempts: 1, end_reason: 'ATTEMPTS_EXHAUSTED' });
    expect(await stage.broken()).toEqual([]);
  });

  it('is renewed when the days of the company’s policy have passed', async () => {
    const spring = await aCampaign(stage.app, { maxAttempts: 1 });
    await stage.as(spring, () => stage.app.get(DialingPolicies).change({ personWindowDays: 2 }));
    await stage.call(spring, 'NO_ANSWER');
    at('2026-07-09T14:00:01Z');
    const autumn = await stage.another(spring, { maxAttempts: 1 });
    await stage.call(autumn, 'NO_ANSWER');
    expect(await stage.enrolment(autumn)).toMatchObject({ attempts: 1, end_reason: 'ATTEMPTS_EXHAUSTED' });
    expect(await stage.broken()).toEqual([]);
  });

  it('is no business of another company that calls the same phone', async () => {
    const ours = await aCampaign(stage.app, { maxAttempts: 1, phones: [newYorkNumber(7)] });
    await stage.call(ours, 'NO_ANSWER');
    const theirs = await aCampaign(stage.app, { maxAttempts: 1, phones: [newYorkNumber(7)] });
    await stage.call(theirs, 'NO_ANSWER');
    expect(await stage.enrolment(theirs)).toMatchObject({ attempts: 1, end_reason: 'ATTEMPTS_EXHAUSTED' });
  });

  it('does not hold back what was promised, and holds others until then', async () => {
    const spring = await aCampaign(stage.app, { retryPolicy: EXACT });
    const callId = (await stage.dial(spring)) ?? '';
    await stage.talk(spring, callId, '2026-07-07T18:00:00Z');
    const autumn = await stage.another(spring, { maxAttempts: 1 });
    await stage.dial(autumn);
    expect(await stage.enrolment(autumn)).toMatchObject({ state: 'WAITING', due_at: new Date('2026-07-07T18:05:00Z') });
    at('2026-07-07T18:00:00Z');
    expect(await stage.dial(spring)).toBeDefined();
  });

  it('takes waits of the company where the campaign says nothing', async () => {
    const spring = await aCampaign(stage.app, { retryPolicy: { busy: [60], ...EXACT } });
    await stage.as(spring, () =>
      stage.app.get(DialingPolicies).change({ retryPolicy: { noAnswer: [600], busy: [5] } }),
    );
    await stage.call(spring, 'NO_ANSWER');
    expect(await stage.enrolment(spring)).toMatchObject({ due_at: new Date('2026-07-07T14:10:00Z') });
    at('2026-07-07T14:10:00Z');
    await stage.call(spring, 'BUSY');
    expect(await stage.enrolment(spring)).toMatchObject({ due_at: new Date('2026-07-07T14:11:00Z') });
  });

  it('gives new campaigns the attempts of the company', async () => {
    const spring = await aCampaign(stage.app);
    await stage.as(spring, () => stage.app.get(DialingPolicies).change({ maxAttempts: 5 }));
    const create = (maxAttempts?: number) =>
      stage.as(spring, () =>
        stage.app
          .get(CampaignsService)
          .create({ name: 'New', projectId: spring.projectId, ...(maxAttempts ? { maxAttempts } : {}) }),
      );
    expect(await create()).toMatchObject({ maxAttempts: 5 });
    expect(await create(2)).toMatchObject({ maxAttempts: 2 });
  });

  it('spreads retries of a night over the beginning of the hours', async () => {
    const phones = Array.from({ length: 12 }, (_, n) => newYorkNumber(100 + n));
    const spring = await aCampaign(stage.app, { phones, maxConcurrentCalls: 12 });
    at('2026-07-08T00:30:00Z');
    for (const callId of await stage.dialAll(spring)) await stage.end(spring, callId, 'NO_ANSWER');
    const dues = await stage.app.sql<{ due_at: Date }>('select due_at from enrolments where campaign_id = $1', [
      spring.campaignId,
    ]);
    const times = dues.map(({ due_at: due }) => due.getTime());
    expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.parse('2026-07-08T12:00:00Z'));
    expect(Math.max(...times)).toBeLessThanOrEqual(Date.parse('2026-07-08T12:06:36Z'));
    expect(new Set(times).size).toBeGreaterThan(10);
  });

  it('is changed on the record, and only to what makes sense', async () => {
    const [ours, theirs] = [await aCampaign(stage.app), await aCampaign(stage.app)];
    const change = (changes: DialingPolicyChanges) =>
      stage.as(ours, () => stage.app.get(DialingPolicies).change(changes));
    await change({ retryPolicy: { noAnswer: [60] }, personWindowDays: 3 });
    await change({ retryPolicy: { noAnswer: [60] } });
    await expect(change({ retryPolicy: { noAnswer: [0] } })).rejects.toMatchObject({
      field: 'input.retryPolicy.noAnswer.0',
    });
    expect(await change({ retryPolicy: { busy: [90] } })).toMatchObject({
      retryPolicy: { noAnswer: [60], busy: [90] },
      personWindowDays: 3,
    });
    expect(await change({ retryPolicy: null })).toMatchObject({ retryPolicy: {}, personWindowDays: 3 });
    const entries = await stage.app.sql(
      "select body::jsonb #> '{details}' as details from audit_log where tenant_id = $1 and action = 'dialing-policy.changed' order by seq",
      [ours.tenantId],
    );
    expect(entries).toHaveLength(3);
    expect(entries[0]).toEqual({
      details: {
        retryPolicy: { from: {}, to: { noAnswer: [60] } },
        personWindowDays: { from: 7, to: 3 },
      },
    });
    const seen = await stage.as(theirs, () => stage.app.get(DialingPolicies).current());
    expect(seen).toMatchObject({ retryPolicy: {}, personWindowDays: 7 });
  });
});
