import { type Company, PROGRESS_FIELDS, type Progress } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { listen } from './support/news';
import { numberOf } from './support/people';

jest.setTimeout(120_000);

const KEEN = 16;
const PERSISTENT = 2;
const FLUSH_EVERY_MS = 250;

describe('when Redis loses everything, again and again', () => {
  let installation: Installation;
  let company: Company;

  beforeAll(async () => {
    installation = await Installation.start({ name: 'redis-lost', roles: ['api', 'worker'], timeScale: 60 });
    company = await installation.found({ name: 'Harbour Homes' });
  });
  afterEach(() => installation?.expectSound());
  afterAll(() => installation?.close());

  /** @returns how often Redis was emptied. */
  async function flushUntil(signal: AbortSignal): Promise<number> {
    for (let flushes = 0; ; flushes += 1) {
      if (signal.aborted) return flushes;
      await installation.redis.flush();
      await new Promise((resolve) => setTimeout(resolve, FLUSH_EVERY_MS));
    }
  }

  it('completes the campaign, calls everybody as often as it should, and still tells of it live', async () => {
    const projectId = await company.launchProject('Harbour View');
    const keen = Array.from({ length: KEEN }, (_, n) => numberOf('keenBuyer', n));
    const persistent = Array.from({ length: PERSISTENT }, (_, n) => numberOf('noAnswer', n));
    const ids = await Promise.all([...keen, ...persistent].map((phone) => company.createLead({ phone, projectId })));
    // Few at once, so that wake-ups matter to the end.
    const campaignId = await company.draftCampaign(projectId, ids, { maxConcurrentCalls: 4 });
    const news = listen<Progress>(company.client, PROGRESSED, { id: campaignId });
    await company.start(campaignId);

    const over = new AbortController();
    const flushing = flushUntil(over.signal);
    const done = await eventually(
      'the campaign completes',
      () => company.progress(campaignId),
      ({ status }) => status === 'COMPLETED',
      90_000,
    ).finally(() => over.abort());
    expect(await flushing).toBeGreaterThanOrEqual(8);
    expect(done).toMatchObject({
      total: KEEN + PERSISTENT,
      qualified: KEEN + PERSISTENT,
      calls: KEEN + 3 * PERSISTENT,
    });
    const dialed = (await installation.world.calls()).map(({ to }) => to);
    expect(dialed.toSorted()).toEqual([...keen, ...persistent, ...persistent, ...persistent].toSorted());
    await eventually(
      'the end is told',
      async () => news.seen.at(-1),
      (seen) => seen?.status === 'COMPLETED',
    );
    news.end();
  });
});

const PROGRESSED = `subscription ($id: ID!) { campaignProgressed(campaignId: $id) { ${PROGRESS_FIELDS} } }`;
