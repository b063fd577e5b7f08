import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { SimulationLedger } from '../../../src/campaigns/simulation/runs/simulation-ledger.service';
import { SimulationPeople } from '../../../src/campaigns/simulation/runs/simulation-people.service';
import { SimulationRunner } from '../../../src/campaigns/simulation/runs/simulation-runner.service';
import { SimulationScenario } from '../../../src/campaigns/simulation/runs/simulation-scenario.service';
import { SimulationsProcessor } from '../../../src/campaigns/simulation/runs/simulations.processor';
import type { Simulation } from '../../../src/campaigns/simulation/runs/simulation.entity';
import { SimulationUnderWay } from '../../../src/campaigns/simulation/runs/simulations.refusals';
import { SimulationsService } from '../../../src/campaigns/simulation/runs/simulations.service';
import { readContactFacts, readContactFactsOf } from '../../../src/compliance/contact-facts';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { brokenInvariants } from '../../support/invariants';

/** Numbers of New York by persona of the emulator, the tail's last two digits. */
const tailed = (tail: number, n = 0): string => `+1212555${String(2_000 + n * 100 + tail).padStart(4, '0')}`;
const KEEN = tailed(1);
const NEVER_THERE = tailed(3);
const HOSTILE = tailed(8);

describe('simulations', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => app.clock.set('2026-07-07T18:00:00Z'));

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const request = (staged: StagedCampaign) =>
    as(staged, async () => {
      const requested = await app.get(SimulationsService).request({ campaignId: staged.campaignId });
      if (requested instanceof SimulationUnderWay) throw new Error('another one is under way');
      return requested.id;
    });
  const run = (staged: StagedCampaign, id: string) => as(staged, () => app.get(SimulationRunner).run(id));
  const get = (staged: StagedCampaign, id: string) => as(staged, () => app.get(SimulationsService).get(id));
  const claim = async (staged: StagedCampaign, id: string): Promise<Simulation> => {
    const claimed = await as(staged, () => app.get(SimulationLedger).claim(id));
    if (!claimed) throw new Error('somebody is at it already');
    return claimed;
  };
  const draft = (phones: readonly string[], consents = true) => aCampaign(app, { phones, consents, start: false });

  it('plays a draft with its real leads, consents and suppressions, and changes nothing of it', async () => {
    const staged = await draft([KEEN, NEVER_THERE, HOSTILE, tailed(1, 1)]);
    await as(staged, () =>
      app.get(SuppressionsService).add({ phone: tailed(1, 1), reason: 'wrote to us', source: 'TEST' }),
    );
    const before = await app.sql('select * from enrolments where campaign_id = $1 order by id', [staged.campaignId]);
    const id = await request(staged);
    expect(await get(staged, id)).toMatchObject({ status: 'QUEUED', report: null });
    await run(staged, id);
    const { status, report, leads, leadsDone, calls } = await get(staged, id);
    expect({ status, leads, leadsDone, calls }).toEqual({ status: 'COMPLETED', leads: 4, leadsDone: 4, calls: 5 });
    expect(report).toMatchObject({
      leads: 4,
      called: 3,
      connected: 3,
      outcomes: { QUALIFIED: 2, NO_ANSWER: 2, OPTED_OUT: 1 },
      neverReached: { INTERNAL_DNC: 1 },
      isFinished: true,
      violations: [],
    });
    expect(JSON.stringify(report)).not.toContain('+1212');
    expect(await app.sql('select * from enrolments where campaign_id = $1 order by id', [staged.campaignId])).toEqual(
      before,
    );
    expect(await app.sql('select 1 from calls where tenant_id = $1', [staged.tenantId])).toEqual([]);
  });

  it('has one of a company at a time, and another company its own, which the first never sees', async () => {
    const [one, two] = [await draft([KEEN]), await draft([KEEN])];
    const [first, second] = [await request(one), await request(two)];
    const again = await as(one, () => app.get(SimulationsService).request({ campaignId: one.campaignId }));
    expect(again).toMatchObject({ code: 'SIMULATION_UNDER_WAY', simulationId: first });
    await expect(get(two, first)).rejects.toThrow('Simulation was not found');
    await expect(as(two, () => app.get(SimulationsService).cancel(first))).rejects.toThrow('Simulation was not found');
    await expect(as(two, () => app.get(SimulationsService).request({ campaignId: one.campaignId }))).rejects.toThrow(
      'Campaign',
    );
    await run(two, first);
    expect(await get(one, first)).toMatchObject({ status: 'QUEUED' });
    const seen = await as(two, () => app.get(SimulationsService).list(two.campaignId, { first: 10 }));
    expect(seen.nodes.map(({ id }) => id)).toEqual([second]);
  });

  it('is not played once it was cancelled, and a cancelled one makes room', async () => {
    const staged = await draft([KEEN]);
    const id = await request(staged);
    await as(staged, () => app.get(SimulationsService).cancel(id));
    await run(staged, id);
    expect(await get(staged, id)).toMatchObject({ status: 'CANCELLED', report: null });
    expect(await request(staged)).not.toBe(id);
  });

  it('writes nothing any more when it is cancelled while it is played', async () => {
    const staged = await draft([KEEN, NEVER_THERE]);
    const id = await request(staged);
    const claimed = await claim(staged, id);
    await as(staged, () => app.get(SimulationsService).cancel(id));
    const progress = { done: 1, leads: 2, calls: 1, now: app.clock.now() };
    expect(await as(staged, () => app.get(SimulationLedger).progress(claimed, progress))).toBe(false);
    expect(await as(staged, () => app.get(SimulationLedger).touch(claimed))).toBe(false);
  });

  it('is begun anew after its process died, and given up after the second', async () => {
    const staged = await draft([KEEN]);
    const id = await request(staged);
    const claim = () => as(staged, () => app.get(SimulationLedger).claim(id));
    expect(await claim()).toMatchObject({ status: 'RUNNING', tries: 1 });
    expect(await claim()).toBeNull();
    app.clock.set('2026-07-07T18:01:01Z');
    expect((await app.get(SimulationLedger).open(10)).map((open) => open.id)).toContain(id);
    expect(await claim()).toMatchObject({ tries: 2 });
    app.clock.set('2026-07-07T18:02:02Z');
    expect(await claim()).toBeNull();
    expect(await get(staged, id)).toMatchObject({ status: 'FAILED', failure: expect.stringContaining('died') });
  });

  it('is lost to the next worker by one that stood still too long, whatever that one does when it wakes', async () => {
    const staged = await draft([KEEN]);
    const id = await request(staged);
    const frozen = await claim(staged, id);
    app.clock.set('2026-07-07T18:01:01Z');
    const present = await claim(staged, id);
    const ledger = app.get(SimulationLedger);
    const before = await get(staged, id);
    const progress = { done: 1, leads: 2, calls: 1, now: app.clock.now() };
    await as(staged, async () => {
      expect(await ledger.touch(frozen)).toBe(false);
      expect(await ledger.progress(frozen, progress)).toBe(false);
      await ledger.handOver(frozen);
      await ledger.fail(frozen, 'The first gives up.');
    });
    expect(await get(staged, id)).toEqual(before);
    expect(await as(staged, () => ledger.touch(present))).toBe(true);
  });

  it('begins with the calls that were made that day', async () => {
    const [staged, other] = [await aCampaign(app, { phones: [KEEN, NEVER_THERE] }), await draft([KEEN])];
    for (const id of await as(staged, () => app.get(CampaignPacer).pace(staged.campaignId)))
      await as(staged, () => app.get(CallPlacer).place(id));
    const callsOf = async (one: StagedCampaign, startsAt: string): Promise<number[]> => {
      const { company, campaign } = await as(one, async () => {
        const simulation = await app.get(SimulationsService).get(await request(one));
        await app.get(SimulationsService).cancel(simulation.id);
        const found = await app.get(CampaignsService).get(one.campaignId);
        return app.get(SimulationScenario).of(Object.assign(simulation, { startsAt: new Date(startsAt) }), found, null);
      });
      return [company.callsToday, campaign.callsToday];
    };
    expect(await callsOf(staged, '2026-07-07T19:00:00Z')).toEqual([2, 2]);
    expect(await callsOf(staged, '2026-07-08T19:00:00Z')).toEqual([0, 0]);
    expect(await callsOf(other, '2026-07-07T19:00:00Z')).toEqual([0, 0]);
  });

  it('is left to the next worker by one that ends, and the try does not count', async () => {
    const staged = await draft([KEEN]);
    const id = await request(staged);
    const ledger = Object.create(app.get(SimulationLedger)) as SimulationLedger;
    const [people, scenarios] = [app.get(SimulationPeople), app.get(SimulationScenario)];
    const ending = new SimulationRunner(ledger, app.get(CampaignsService), people, scenarios, app.config);
    // The process is asked to end when the thread is there and the play has not begun.
    ledger.progress = async (...news) => {
      await ending.onModuleDestroy();
      return app.get(SimulationLedger).progress(...news);
    };
    await as(staged, () => ending.run(id));
    expect(await get(staged, id)).toMatchObject({ status: 'RUNNING', tries: 0, failure: null });
    expect((await app.get(SimulationLedger).open(10)).map((open) => open.id)).toContain(id);
    await run(staged, id);
    expect(await get(staged, id)).toMatchObject({ status: 'COMPLETED', tries: 1 });
  });

  it('is refused for a campaign that is over', async () => {
    const staged = await aCampaign(app);
    await as(staged, () => app.get(CampaignsService).stop(staged.campaignId));
    await expect(request(staged)).rejects.toThrow('CANCELLED');
  });

  it('is kept for 30 days', async () => {
    const staged = await draft([KEEN]);
    const id = await request(staged);
    await as(staged, () => app.get(SimulationsService).cancel(id));
    app.clock.set('2026-08-06T17:59:59Z');
    await app.get(SimulationsProcessor).sweep();
    expect(await get(staged, id)).toMatchObject({ status: 'CANCELLED' });
    app.clock.set('2026-08-06T18:00:01Z');
    await app.get(SimulationsProcessor).sweep();
    await expect(get(staged, id)).rejects.toThrow('Simulation was not found');
  });

  it('reads of many what is read of one, of its own company alone', async () => {
    const [one, two] = [await draft([KEEN, NEVER_THERE]), await draft([KEEN, HOSTILE], false)];
    const moment = app.clock.now();
    await as(two, () => app.get(SuppressionsService).add({ phone: KEEN, reason: 'wrote to us', source: 'TEST' }));
    for (const { tenantId } of [one, two]) {
      await app.asTenant(tenantId, () =>
        app.get(UnitOfWork).run(async (tx) => {
          const phones = [KEEN, NEVER_THERE, HOSTILE];
          const many = await readContactFactsOf(tx, tenantId, { phones, moment });
          for (const phone of phones)
            expect(many.get(phone)).toEqual(await readContactFacts(tx, tenantId, { phone, moment }));
        }),
      );
    }
    const page = await as(one, () => app.get(SimulationPeople).page(one.campaignId, moment));
    expect(page.leads.map(({ phone, internalDncAt }) => [phone, internalDncAt])).toEqual([
      [KEEN, null],
      [NEVER_THERE, null],
    ]);
    const foreign = await as(two, () => app.get(SimulationPeople).page(one.campaignId, moment));
    expect(foreign.leads).toEqual([]);
  });

  it('does what a campaign of the same people does under the same seed, again and again', async () => {
    const staged = await draft([KEEN, NEVER_THERE, newYorkNumber(5), newYorkNumber(6)]);
    const reports: unknown[] = [];
    for (let round = 0; round < 2; round += 1) {
      const id = await request(staged);
      await run(staged, id);
      reports.push((await get(staged, id)).report);
    }
    expect(reports[0]).toEqual(reports[1]);
    expect(await brokenInvariants(app.config.database.ownerUrl ?? '', { now: app.clock.now() })).toEqual([]);
  });
});
