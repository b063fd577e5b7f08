import type { Company, Progress } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { numberOf, type PersonName } from './support/people';

jest.setTimeout(180_000);

/** People with one fate, whatever their number, and what a single call to them must come to. */
const FATES = {
  keenBuyer: 'QUALIFIED',
  wrongNumber: 'WRONG_NUMBER',
  hostileOptOut: 'OPTED_OUT',
  voicemail: 'VOICEMAIL',
  noAnswer: 'NO_ANSWER',
} as const satisfies Partial<Record<PersonName, string>>;

const PEOPLE = Object.keys(FATES) as (keyof typeof FATES)[];
/** Longer than a call may ring and talk, and be silent about it. */
const SILENCE_MS = 15 * 60_000;

interface Round {
  readonly campaignId: string;
  readonly phones: ReadonlyMap<keyof typeof FATES, string>;
}

describe('callbacks that are repeated, late, out of order or lost', () => {
  let installation: Installation;
  let company: Company;
  let projectId: string;
  let rounds = 0;

  beforeAll(async () => {
    installation = await Installation.start({ name: 'callbacks', timeScale: 60, env: { TWILIO_TIMEOUT_MS: '1000' } });
    company = await installation.found({ name: 'Harbour Homes' });
    projectId = await company.launchProject('Harbour View');
  });
  afterEach(async () => {
    expect(await installation?.world.idleFaults()).toEqual([]);
    await installation?.world.setFaults({});
    await installation?.expectSound();
  });
  afterAll(() => installation?.close());

  /** One attempt for one of each of these people, with numbers nobody had before. */
  async function newRound(): Promise<Round> {
    const nth = rounds++;
    const phones = new Map(PEOPLE.map((person) => [person, numberOf(person, nth)]));
    const ids = await Promise.all([...phones.values()].map((phone) => company.createLead({ phone, projectId })));
    return { campaignId: await company.draftCampaign(projectId, ids, { maxAttempts: 1 }), phones };
  }

  const untilCompleted = ({ campaignId }: { campaignId: string }): Promise<Progress> =>
    eventually(
      'the campaign completes',
      () => company.progress(campaignId),
      ({ status }) => status === 'COMPLETED',
      60_000,
    );

  async function expectFates({ campaignId, phones }: Round): Promise<void> {
    await installation.quiet();
    const calls = await company.calls({ campaignId });
    const outcomes = new Map(calls.map(({ phone, outcome }) => [phone, outcome]));
    expect(Object.fromEntries(PEOPLE.map((person) => [person, outcomes.get(phones.get(person) ?? '')]))).toEqual(FATES);
    expect(await company.progress(campaignId)).toMatchObject({
      total: 5,
      called: 5,
      calls: 5,
      connected: 3,
      qualified: 1,
      optedOut: 1,
    });
    const dialed = await installation.world.calls();
    for (const phone of phones.values()) expect(dialed.filter(({ to }) => to === phone)).toHaveLength(1);
  }

  it.each([
    ['undisturbed', {}],
    ['five times', { duplicate: { copies: 5 } }],
    ['overtaken by the next one', { reorder: true }],
    ['late', { delay: { ms: 600 } }],
    ['before the answer to our request', { callbackBeforeResponse: { callbacks: 2 } }],
    [
      'five times, late and out of order',
      { duplicate: { copies: 5 }, delay: { ms: 200, p: 0.5 }, reorder: { p: 0.5 } },
    ],
  ])('come to the same end when callbacks come %s', async (_how, faults) => {
    const round = await newRound();
    await installation.world.setFaults(faults);
    await company.start(round.campaignId);
    await untilCompleted(round);
    await expectFates(round);
  });

  it('come to the same end when no callback arrives, or none with a true signature', async () => {
    const [lost, forged] = [await newRound(), await newRound()];
    await installation.world.setFaults({
      drop: { to: [...lost.phones.values()] },
      wrongSignature: { to: [...forged.phones.values()] },
    });
    await Promise.all([lost, forged].map(({ campaignId }) => company.start(campaignId)));
    const ended = async (): Promise<number> =>
      (await installation.world.calls()).filter(({ endedAt }) => endedAt).length;
    const before = await ended();
    await eventually('everybody has hung up', ended, (seen) => seen === before + 10);
    expect(await company.progress(lost.campaignId)).toMatchObject({ status: 'ACTIVE', remaining: 5 });

    await installation.moveClock(SILENCE_MS);
    await company.signIn();
    for (const round of [lost, forged]) {
      await untilCompleted(round);
      await expectFates(round);
    }
  });

  it('dial nobody twice when the answer to our request is lost', async () => {
    const faults = [
      'fail500AndDial',
      'hangAndDial',
      'resetAfterSend',
      'fail500NoDial',
      'hangWithoutDial',
      'tooManyRequests',
      'listLagMs',
    ];
    const { campaignId, phones } = await company.draftFor('keenBuyer', { first: 20, count: faults.length });
    await installation.world.setFaults(
      Object.fromEntries(
        faults.map((fault, n) => [fault, { to: phones[n], n: 1, ...(fault === 'listLagMs' ? { ms: 500 } : {}) }]),
      ),
    );
    await company.start(campaignId);
    const done = await untilCompleted({ campaignId });
    expect(done).toMatchObject({ total: faults.length, qualified: faults.length, calls: faults.length });
    const dialed = (await installation.world.calls()).map(({ to }) => to);
    expect(dialed.filter((to) => phones.includes(to)).toSorted()).toEqual(phones.toSorted());
  });

  it('dial nobody twice when the carrier never says a word, and lists the call late', async () => {
    const faults = ['fail500AndDial', 'hangAndDial', 'resetAfterSend'];
    const { phones, leadIds } = await company.draftFor('noAnswer', { first: 20, count: faults.length });
    const campaignId = await company.draftCampaign(projectId, leadIds, { maxAttempts: 1 });
    await installation.world.setFaults({
      ...Object.fromEntries(faults.map((fault, n) => [fault, { to: phones[n] }])),
      drop: { to: phones },
      // Calls are looked after when they have not moved for three seconds: after the first look, and before the second.
      listLagMs: { to: phones, ms: 4_500 },
    });
    await company.start(campaignId);
    expect(await untilCompleted({ campaignId })).toMatchObject({
      total: 3,
      called: 3,
      calls: 3,
      connected: 0,
      failed: 3,
    });
    expect((await company.calls({ campaignId })).map(({ outcome }) => outcome)).toEqual(faults.map(() => 'NO_ANSWER'));
    const dialed = (await installation.world.calls()).map(({ to }) => to);
    expect(dialed.filter((to) => phones.includes(to)).toSorted()).toEqual(phones.toSorted());
  });

  it('mark a number the carrier refuses, without a call', async () => {
    const { campaignId, phones, leadIds } = await company.draftFor('keenBuyer', { first: 30, count: 1 });
    await installation.world.setFaults({ refuse: { to: phones } });
    await company.start(campaignId);
    expect(await untilCompleted({ campaignId })).toMatchObject({ failed: 1, connected: 0 });
    expect(await company.lead(leadIds[0] ?? '')).toMatchObject({ phoneStatus: 'INVALID' });
    expect(await company.calls({ campaignId })).toMatchObject([{ outcome: 'INVALID_NUMBER' }]);
    expect(await installation.world.calls(phones[0])).toEqual([]);
  });
});
