import { v7 as uuidv7 } from 'uuid';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { DialingHealthService } from '../../../src/campaigns/health/dialing-health.service';
import { ProgressReader } from '../../../src/campaigns/progress/progress-reader.service';
import { CallingPolicies } from '../../../src/compliance/policies/calling-policies.service';
import type { PolicyChanges } from '../../../src/compliance/policies/calling-policy';
import { aCampaign, type CampaignStaging, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { aConsent } from '../../support/builders/a-consent';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

const HOUR = 3_600_000;
const RIYADH = '+966501234567';
const TORONTO = '+14165552345';

describe('a campaign under the calling rules', () => {
  let app: DialerApp;
  let staged: StagedCampaign;

  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00Z');
    app.carrier.placed.length = 0;
    await app.sql('delete from emergency_holds');
  });

  const stage = async (staging: CampaignStaging = {}): Promise<void> => {
    staged = await aCampaign(app, staging);
  };
  const as = <T>(work: () => Promise<T>): Promise<T> => app.asTenant(staged.tenantId, work);
  const pace = (): Promise<string[]> => as(() => app.get(CampaignPacer).pace(staged.campaignId));
  const health = () => as(() => app.get(DialingHealthService).read(staged.campaignId));
  const nextDialAt = async (): Promise<string | null> =>
    (await as(() => app.get(ProgressReader).read(staged.campaignId))).nextDialAt;
  const policy = (changes: PolicyChanges) => as(() => app.get(CallingPolicies).change(changes));
  const enrolment = async () =>
    (
      await app.sql('select state, end_reason, outcome, due_at, attempts from enrolments where campaign_id = $1', [
        staged.campaignId,
      ])
    )[0];
  const hold = (jurisdiction: string, until: Date | null) =>
    app.sql(
      `insert into emergency_holds (id, jurisdiction, starts_at, ends_at, reason, placed_by, placed_at) values ($1, $2, $3, $4, 'flood', 'test', now())`,
      [uuidv7(), jurisdiction, new Date(app.clock.now().getTime() - HOUR), until],
    );

  /** Claims, and dials what was claimed. @returns calls the carrier was asked for. */
  async function dial(): Promise<number> {
    const before = app.carrier.placed.length;
    for (const callId of await pace()) await as(() => app.get(CallPlacer).place(callId));
    return app.carrier.placed.length - before;
  }

  it('gives up who has agreed to nothing, with a receipt, and completes', async () => {
    await stage({ consents: false });
    expect(await dial()).toBe(0);
    expect(await enrolment()).toMatchObject({
      state: 'ENDED',
      end_reason: 'NO_CONSENT',
      outcome: 'FAILED',
      attempts: 0,
    });
    expect(await as(() => app.get(CampaignsService).get(staged.campaignId))).toMatchObject({ status: 'COMPLETED' });
    expect(await app.sql('select verdict, reason from dial_checks where tenant_id = $1', [staged.tenantId])).toEqual([
      { verdict: 'DENY', reason: 'NO_CONSENT' },
    ]);
  });

  it('claims nobody where the company may not call yet, says so, and goes on when it may', async () => {
    app.clock.set('2026-07-07T12:00:00Z');
    await stage({ phones: [RIYADH] });
    expect(await pace()).toEqual([]);
    expect(await health()).toMatchObject({
      ready: 0,
      gates: [{ gate: 'CALLING_DUTY', leads: 1, clearsAt: null }],
      zones: [{ zoneKey: 'SA|Asia/Riyadh', leads: 1, isOpen: false, opensAt: null, reason: 'COUNSEL_REQUIRED' }],
    });
    expect(await nextDialAt()).toBeNull();
    await policy({ clearedByCounsel: ['SA'] });
    expect(await dial()).toBe(1);
  });

  it('claims nobody in a region the company has excluded, until it is no longer', async () => {
    await stage();
    await policy({ excludedRegions: ['US-NY'] });
    expect(await pace()).toEqual([]);
    expect(await health()).toMatchObject({ zones: [{ reason: 'REGION_EXCLUDED', isOpen: false }] });
    await policy({ excludedRegions: [] });
    expect(await health()).toMatchObject({ ready: 1, zones: [{ reason: null, isOpen: true, opensAt: null }] });
    expect(await dial()).toBe(1);
  });

  it('waits out a ban with an end, and says when', async () => {
    await stage();
    const end = new Date(app.clock.now().getTime() + 2 * HOUR);
    await hold('US-NY', end);
    expect(await pace()).toEqual([]);
    expect(await health()).toMatchObject({
      gates: [{ gate: 'EMERGENCY_HOLD', leads: 1, clearsAt: end }],
      zones: [
        { reason: 'EMERGENCY_HOLD', opensAt: end, jurisdictions: ['US', 'US-NY'], timeZones: ['America/New_York'] },
      ],
    });
    expect(await nextDialAt()).toBe(end.toISOString());
    app.clock.set(end);
    expect(await dial()).toBe(1);
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ['the hours of the law', 'OUTSIDE_WINDOW', async () => app.clock.set('2026-07-08T02:00:00Z')],
    ['the hours of the company', 'OUTSIDE_WINDOW', () => policy({ windows: { tue: ['15:00', '16:30'] } })],
    [
      'days on which the company is closed',
      'HOLIDAY_CLOSED',
      () => policy({ closedDates: ['2026-07-07', '2026-07-08'] }),
    ],
    ['a ban', 'EMERGENCY_HOLD', () => hold('US-NY', new Date('2026-07-09T02:00:00Z'))],
    [
      'the hours of the campaign',
      'DAY_CLOSED',
      () => app.sql(`update campaigns set calling_windows = '{"tue": null}' where id = $1`, [staged.campaignId]),
    ],
  ])('the gate and the health of the campaign name the same reason and moment: %s', async (_, reason, close) => {
    await stage({ phones: [newYorkNumber(1), newYorkNumber(2)], maxConcurrentCalls: 1 });
    const [callId = ''] = await pace();
    await close();
    await as(() => app.get(CallPlacer).place(callId));
    const [receipt] = await app.sql('select reason, next_allowed_at from dial_checks where tenant_id = $1', [
      staged.tenantId,
    ]);
    expect(receipt).toMatchObject({ reason, next_allowed_at: expect.any(Date) as Date });
    const { zones, ready } = await health();
    expect(ready).toBe(0);
    expect(zones).toMatchObject([{ isOpen: false, reason, opensAt: receipt?.['next_allowed_at'] }]);
  });

  it('gives nobody up for a ban without an end', async () => {
    await stage();
    const [callId = ''] = await pace();
    await hold('US', null);
    await as(() => app.get(CallPlacer).place(callId));
    expect(app.carrier.placed).toEqual([]);
    expect(await enrolment()).toMatchObject({ state: 'WAITING', attempts: 0 });
    expect(await nextDialAt()).toBeNull();
    await app.sql(`update emergency_holds set lifted_at = now(), lifted_by = 'test', lift_reason = 'dry'`);
    app.clock.advance(HOUR);
    expect(await dial()).toBe(1);
  });

  it('looks again later at whom the company has a duty about, and calls once it is met', async () => {
    await stage({ phones: [TORONTO], consents: false });
    await aConsent(app, staged.tenantId, TORONTO, { type: 'PEC', signature: null });
    expect(await dial()).toBe(0);
    const dueAt = new Date(app.clock.now().getTime() + 6 * HOUR);
    expect(await app.sql('select reason from dial_checks where tenant_id = $1', [staged.tenantId])).toEqual([
      { reason: 'DNC_SCRUB_STALE' },
    ]);
    expect(await enrolment()).toMatchObject({ state: 'WAITING', due_at: dueAt, attempts: 0 });
    const list = uuidv7();
    await app.sql(
      `insert into list_imports (tenant_id, id, kind, jurisdiction, as_of, imported_by, started_at, updated_at) values ($1, $2, 'NATIONAL_DNC', 'CA', $3, 'test', $3, $3)`,
      [staged.tenantId, list, app.clock.now()],
    );
    await app.sql(
      `insert into contact_lists (tenant_id, id, kind, jurisdiction, as_of, imported_at, imported_by) values ($1, $2, 'NATIONAL_DNC', 'CA', $3, $3, 'test')`,
      [staged.tenantId, list, app.clock.now()],
    );
    await app.sql(`update contact_lists set state = 'CURRENT' where id = $1`, [list]);
    app.clock.set(dueAt);
    expect(await dial()).toBe(1);
  });

  it('that offers nothing is judged as such, and stays what it is once it has started', async () => {
    await stage({ purpose: 'INFORMATIONAL', consents: false });
    await aConsent(app, staged.tenantId, newYorkNumber(1), {
      type: 'PEC',
      signature: null,
      purposes: ['INFORMATIONAL'],
    });
    expect(await dial()).toBe(1);
    expect(await app.sql('select purpose from calls where tenant_id = $1', [staged.tenantId])).toEqual([
      { purpose: 'INFORMATIONAL' },
    ]);
    const change = as(() => app.get(CampaignsService).change(staged.campaignId, { purpose: 'MARKETING' }));
    await expect(change).rejects.toThrow('cannot be changed');
  });

  it('calls back whom it promised to, as an answer, within the hours', async () => {
    await stage();
    await dial();
    const asked = app.clock.now();
    await app.sql(
      `update calls set status = 'COMPLETED', outcome = 'CALLBACK_REQUESTED', answered_at = $2, ended_at = $2 where tenant_id = $1`,
      [staged.tenantId, asked],
    );
    const promised = new Date(asked.getTime() + 2 * HOUR);
    await app.sql(
      `update enrolments set state = 'WAITING', priority = 0, promised_at = $2::timestamptz, due_at = $2::timestamptz where campaign_id = $1`,
      [staged.campaignId, promised],
    );
    app.clock.set('2026-07-08T02:00:00Z');
    expect(await pace()).toEqual([]);
    app.clock.set(promised);
    expect(await dial()).toBe(1);
    expect(
      await app.sql(
        'select purpose, window_closes_at from calls where tenant_id = $1 order by created_at desc limit 1',
        [staged.tenantId],
      ),
    ).toEqual([{ purpose: 'RESPONSIVE', window_closes_at: new Date('2026-07-08T00:58:00Z') }]);
  });
});
