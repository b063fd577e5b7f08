import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { ConclusionListener } from '../../../src/campaigns/conclusion.listener';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { ProjectsService } from '../../../src/leads/projects/projects.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

describe('changing and deleting campaigns', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => app.clock.set('2026-07-07T18:00:00Z'));

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const campaigns = () => app.get(CampaignsService);
  const change = (staged: StagedCampaign, input: Parameters<CampaignsService['change']>[1]) =>
    as(staged, () => campaigns().change(staged.campaignId, input));
  const remove = (staged: StagedCampaign) => as(staged, () => campaigns().remove(staged.campaignId));
  const pace = (staged: StagedCampaign) => as(staged, () => app.get(CampaignPacer).pace(staged.campaignId));
  const anotherProject = (staged: StagedCampaign): Promise<string> =>
    as(staged, async () => {
      const project = await app.get(ProjectsService).create({ name: `Marina ${staged.campaignId}`, keywords: [] });
      if (!('id' in project)) throw new Error('the project has a name of its own');
      return project.id;
    });

  it('changes what is given and leaves the rest, from the next claim on', async () => {
    const staged = await aCampaign(app, { phones: [newYorkNumber(1), newYorkNumber(2)], maxConcurrentCalls: 1 });
    expect(await pace(staged)).toHaveLength(1);
    const changed = await change(staged, { name: 'Summer', maxConcurrentCalls: 2, guidance: null });
    expect(changed).toMatchObject({ name: 'Summer', maxConcurrentCalls: 2, maxAttempts: 3, status: 'ACTIVE' });
    expect(await pace(staged)).toHaveLength(1);
    const [fact] = await app.sql(
      "select 1 from outbox where name = 'campaign.stirred' and tenant_id = $1 order by occurred_at desc limit 1",
      [staged.tenantId],
    );
    expect(fact).toBeDefined();
  });

  it('moves to another project only while it is a draft', async () => {
    const draft = await aCampaign(app, { start: false });
    const projectId = await anotherProject(draft);
    expect(await change(draft, { projectId })).toMatchObject({ projectId });
    const running = await aCampaign(app);
    const elsewhere = await anotherProject(running);
    await expect(change(running, { projectId: elsewhere })).rejects.toThrow('ACTIVE cannot be changed');
    expect(await change(running, { projectId: running.projectId })).toMatchObject({ projectId: running.projectId });
  });

  it('changes nothing of one that is over', async () => {
    const staged = await aCampaign(app);
    await as(staged, () => campaigns().stop(staged.campaignId));
    await expect(change(staged, { name: 'Summer' })).rejects.toThrow('CANCELLED cannot be changed');
  });

  it('refuses agents and projects of somebody else', async () => {
    const mine = await aCampaign(app);
    const theirs = await aCampaign(app);
    await expect(change(mine, { agentIds: [theirs.agentId] })).rejects.toThrow('does not exist');
    await expect(as(mine, () => campaigns().create({ name: 'Summer', projectId: theirs.projectId }))).rejects.toThrow(
      'was not found',
    );
  });

  it('deletes what never started or is over, and nothing that runs', async () => {
    const staged = await aCampaign(app);
    await expect(remove(staged)).rejects.toThrow('ACTIVE cannot be changed');
    await as(staged, () => campaigns().pause(staged.campaignId));
    await expect(remove(staged)).rejects.toThrow('PAUSED cannot be changed');
    await as(staged, () => campaigns().stop(staged.campaignId));
    const draft = await aCampaign(app, { start: false });
    for (const one of [staged, draft]) {
      await remove(one);
      await expect(as(one, () => campaigns().get(one.campaignId))).rejects.toThrow('Campaign was not found');
      expect((await as(one, () => campaigns().list({}, { first: 10 }))).nodes).toEqual([]);
    }
  });

  it('lets go of the leads of a draft that is deleted, and of nobody else', async () => {
    const [draft, other] = [await aCampaign(app, { start: false }), await aCampaign(app, { start: false })];
    await remove(draft);
    await as(draft, () => app.get(ConclusionListener).closeDown({ campaignId: draft.campaignId }));
    const waiting = ({ campaignId }: StagedCampaign) =>
      app.sql("select 1 from enrolments where campaign_id = $1 and state = 'WAITING'", [campaignId]);
    expect(await waiting(draft)).toEqual([]);
    expect(await waiting(other)).toHaveLength(1);
    const told = await app.sql(
      "select 1 from outbox where name = 'campaign.cancelled' and payload->>'campaignId' = $1",
      [draft.campaignId],
    );
    expect(told).toHaveLength(1);
  });

  it('is not done by another tenant', async () => {
    const staged = await aCampaign(app, { start: false });
    const other = { ...staged, tenantId: await app.newTenant() };
    await expect(change(other, { name: 'Mine' })).rejects.toThrow('Campaign was not found');
    await expect(remove(other)).rejects.toThrow('Campaign was not found');
    expect(await as(staged, () => campaigns().get(staged.campaignId))).toMatchObject({ name: 'Spring' });
  });
});
