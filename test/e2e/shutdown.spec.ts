import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Company, Progress } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import type { RunningProgram } from './support/programs';

jest.setTimeout(180_000);

const PATIENCE_MS = 20_000;
/** Longer than a call may ring and talk, and be silent about it. */
const SILENCE_MS = 15 * 60_000;

describe('stopping under load', () => {
  let installation: Installation;
  let company: Company;

  beforeAll(async () => {
    installation = await Installation.start({ name: 'shutdown', roles: ['api', 'worker'], timeScale: 30 });
    company = await installation.found({ name: 'Harbour Homes' });
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

  /** @returns how it ended and how long that took. */
  async function terminate({ process: program }: RunningProgram): Promise<{ ending: string; tookMs: number }> {
    const begun = performance.now();
    process.kill(program.pid, 'SIGTERM');
    const ending = await program.whenEnded();
    return { ending, tookMs: performance.now() - begun };
  }

  /** Every program leads a process group of its own. */
  function expectNobodyLeft(group: number): void {
    expect(() => process.kill(-group, 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
  }

  /** We know of every call the carrier has, and of none we have to ask what became of it. */
  async function expectNoOrphans(): Promise<void> {
    const sids = (await installation.world.calls()).map(({ sid }) => sid);
    const rows = await installation.sql<{ sid: string }>(
      'select provider_call_id as sid from calls where provider_call_id = any($1)',
      [sids],
    );
    expect(rows.map(({ sid }) => sid).toSorted()).toEqual(sids.toSorted());
    expect(await installation.sql('select id from calls where unknown_since is not null')).toEqual([]);
  }

  it('a worker lets its requests to the carrier finish, leaves with 0, and another one finishes the campaign', async () => {
    const campaign = await company.draftFor('keenBuyer', { count: 24 });
    // Each answer of the carrier takes half a second, and until then nothing else tells which call is ours.
    const events = ['initiated', 'ringing'];
    await installation.world.setFaults({
      callbackBeforeResponse: { callbacks: 1 },
      delay: { ms: 500, events },
      wrongSignature: { events },
    });
    await installation.world.setTimeScale(5);
    await company.start(campaign.campaignId);
    await eventually(
      'calls are placed',
      () => installation.world.calls(),
      ({ length }) => length >= 5,
    );
    const worker = installation.program(1);
    const { ending, tookMs } = await terminate(worker);
    await expectNoOrphans();
    expect(ending).toBe('exit code 0');
    expect(tookMs).toBeLessThan(PATIENCE_MS);
    expectNobodyLeft(worker.process.pid);
    expect((await company.progress(campaign.campaignId)).remaining).toBeGreaterThan(0);

    await installation.world.setTimeScale(60);
    await installation.world.setFaults({});
    await installation.add('worker');
    expect(await untilCompleted(campaign.campaignId)).toMatchObject({ total: 24, qualified: 24, calls: 24 });
    const dialed = (await installation.world.calls()).map(({ to }) => to);
    expect(dialed.toSorted()).toEqual(campaign.phones.toSorted());
  });

  it('the API says goodbye to its sockets, answers what it has begun, and leaves with 0', async () => {
    await installation.world.setFaults({});
    await installation.world.setTimeScale(10);
    const campaign = await company.draftFor('keenBuyer', { first: 24, count: 10 });
    const closed = new Promise<{ code: number }>((resolve) => {
      const socket = createClient({
        url: `${installation.url.replace(/^http/, 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { ...company.client.headers },
        retryAttempts: 0,
        lazy: false,
        onNonLazyError: () => undefined,
        on: { closed: (event) => resolve(event as { code: number }) },
      });
      socket.subscribe({ query: 'subscription { callUpdated { id } }' }, { next() {}, error() {}, complete() {} });
    });
    await company.start(campaign.campaignId);
    await eventually(
      'some talk',
      () => company.progress(campaign.campaignId),
      ({ connected }) => connected >= 5,
    );
    const api = installation.program(0);
    const [{ ending, tookMs }, { code }] = await Promise.all([terminate(api), closed]);
    expect(ending).toBe('exit code 0');
    expect(tookMs).toBeLessThan(PATIENCE_MS);
    expect(code).toBe(1001);
    expectNobodyLeft(api.process.pid);
    await installation.world.setTimeScale(100);
    const live = async (): Promise<number> => (await installation.world.state()).calls.live;
    await eventually('the carrier has given up on us', live, (seen) => seen === 0);

    await installation.moveClock(SILENCE_MS);
    await company.signIn();
    expect(await untilCompleted(campaign.campaignId)).toMatchObject({ total: 10, called: 10, remaining: 0 });
  });
});
