import type { CallView, Company, Progress } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { numberOf, type PersonName } from './support/people';

jest.setTimeout(180_000);

/** Longer than a call may ring and talk, and be silent about it. */
const SILENCE_MS = 15 * 60_000;

describe('when processes die', () => {
  let installation: Installation;
  let company: Company;
  let projectId: string;

  beforeAll(async () => {
    installation = await Installation.start({
      name: 'crash',
      roles: ['api', 'worker'],
      timeScale: 60,
      env: { TWILIO_TIMEOUT_MS: '30000' },
    });
    company = await installation.found({ name: 'Harbour Homes' });
    projectId = await company.launchProject('Harbour View');
  });
  afterEach(() => installation?.expectSound());
  afterAll(() => installation?.close());

  const untilCompleted = (campaignId: string): Promise<Progress> =>
    eventually(
      'the campaign completes',
      () => company.progress(campaignId),
      ({ status }) => status === 'COMPLETED',
      90_000,
    );

  const numbers = (person: PersonName, first: number, count: number): string[] =>
    Array.from({ length: count }, (_, n) => numberOf(person, first + n));

  async function campaignFor(phones: readonly string[], policy = {}): Promise<string> {
    const ids = await Promise.all(phones.map((phone) => company.createLead({ phone, projectId })));
    return company.draftCampaign(projectId, ids, { maxConcurrentCalls: 20, ...policy });
  }

  it('dials nobody twice when a worker is killed while the carrier holds its requests', async () => {
    // Picked up and talked to; rung out without a word from the carrier; never dialed at all.
    const [talking, silent, undialed] = [
      numbers('keenBuyer', 0, 3),
      numbers('noAnswer', 0, 3),
      numbers('keenBuyer', 3, 3),
    ];
    await installation.world.setFaults({
      hangAndDial: { to: [...talking, ...silent] },
      drop: { to: silent },
      hangWithoutDial: { to: undialed },
    });
    const campaignId = await campaignFor([...talking, ...silent, ...undialed], { maxAttempts: 1 });
    await company.start(campaignId);
    const struck = async (): Promise<number> => {
      const { faults } = await installation.world.state();
      return faults.filter(({ name }) => name !== 'drop').reduce((sum, fault) => sum + fault.struck, 0);
    };
    await eventually('every request is at the carrier', struck, (seen) => seen === 9);
    await installation.program(1).process.kill();
    await installation.world.setFaults({ drop: { to: silent } });
    const unsettled = await company.calls({ campaignId, statuses: ['DIALING'] });
    expect(unsettled.length).toBeGreaterThanOrEqual(undialed.length);

    await installation.add('worker');
    expect(await untilCompleted(campaignId)).toMatchObject({ total: 9, called: 9, calls: 9, qualified: 6, failed: 3 });
    const dialed = (await installation.world.calls()).map(({ to }) => to);
    expect(dialed.toSorted()).toEqual([...talking, ...silent, ...undialed].toSorted());
    const notPlaced = (await company.calls({ campaignId })).filter(({ endedReason }) => endedReason === 'NOT_PLACED');
    expect(notPlaced.map(({ phone }: CallView) => phone).toSorted()).toEqual(undialed.toSorted());
  });

  it('finishes the campaign after everything was killed in mid-conversation', async () => {
    await installation.world.setFaults({});
    await installation.world.setTimeScale(10);
    const phones = [...numbers('keenBuyer', 10, 10), ...numbers('noAnswer', 10, 2)];
    const campaignId = await campaignFor(phones);
    await company.start(campaignId);
    await eventually(
      'some talk',
      () => company.progress(campaignId),
      ({ connected }) => connected >= 5,
    );
    await Promise.all(installation.programs.map(({ process }) => process.kill()));
    await installation.world.setTimeScale(100);
    const live = async (): Promise<number> => (await installation.world.state()).calls.live;
    await eventually('the carrier has given up on us', live, (seen) => seen === 0);

    await installation.moveClock(SILENCE_MS);
    await company.signIn();
    const done = await untilCompleted(campaignId);
    const dialed = (await installation.world.calls()).filter(({ to }) => phones.includes(to));
    expect(done).toMatchObject({ total: phones.length, called: phones.length, calls: dialed.length });
    expect(dialed.filter(({ liveToSameNumber }) => liveToSameNumber > 0)).toEqual([]);
  });
});
