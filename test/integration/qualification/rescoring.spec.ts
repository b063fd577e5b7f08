import { LeadsService } from '../../../src/leads/leads.service';
import { RESCORING_MOVES } from '../../../src/qualification/rescoring/rescoring.entity';
import { BATCH, Rescorer } from '../../../src/qualification/rescoring/rescorer.service';
import { RescoringSweep } from '../../../src/qualification/rescoring/rescoring-sweep.service';
import { RescoringsService } from '../../../src/qualification/rescoring/rescorings.service';
import { RubricsService } from '../../../src/qualification/rubrics/rubrics.service';
import type { CriterionDraft } from '../../../src/qualification/rules/check-criteria';
import type { TestApp } from '../../support/test-app';
import { ask } from '../../support/token-is-tenant';
import { ownStatementsOf } from '../leads/leads-app';
import { assessedLeads } from './assessed-leads';
import { startQualificationApp } from './qualification-app';
import { StandInProvider } from './stand-in-provider';

const RICH: CriterionDraft = {
  field: 'budget',
  operator: '>=',
  value: { amount: 50_000, currency: 'AED' },
  weight: 60,
};
const SOON: CriterionDraft = { field: 'timeline', operator: '==', value: 'immediate', weight: 40 };

describe('scoring leads again', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;
  const provider = new StandInProvider();

  beforeAll(async () => {
    app = await startQualificationApp(provider);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00.000Z');
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
    provider.asked.length = 0;
  });

  const inTenant = <T>(work: () => Promise<T>): Promise<T> => app.asTenant(tenantId, work);
  const save = (criteria: CriterionDraft[], id?: string, name = 'Flats') =>
    inTenant(() => app.get(RubricsService).save({ ...(id ? { id } : {}), name, criteria, minScore: 70 }));
  const begin = (rubricId: string) => inTenant(() => app.get(RescoringsService).begin(rubricId));
  const run = (id: string) => inTenant(() => app.get(Rescorer).run(id));
  const progress = (id: string) => inTenant(() => app.get(RescoringsService).get(id));

  async function spread(): Promise<Record<string, number>> {
    const rows = await app.sql<{ key: string; count: number }>(
      `select coalesce(score::text, 'none') || ' ' || temperature as key, count(*)::int from leads where tenant_id = $1 group by 1`,
      [tenantId],
    );
    return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
  }

  it('applies a new version to what is known, asks no model, and does it once', async () => {
    const { id } = await save([RICH, SOON]);
    await assessedLeads(app, tenantId, id, 200);
    const first = await begin(id);
    await run(first.id);
    expect(await progress(first.id)).toMatchObject({ status: 'COMPLETED', leadsSeen: 200, leadsChanged: 200 });
    expect(await spread()).toEqual({ '100.00 HOT': 50, '60.00 WARM': 52, '40.00 WARM': 50, '0.00 COLD': 48 });

    await save(
      [
        { ...RICH, weight: 20 },
        { ...SOON, weight: 80 },
      ],
      id,
    );
    const second = await begin(id);
    await run(second.id);
    expect(await progress(second.id)).toMatchObject({ rubricVersion: 2, leadsSeen: 200, leadsChanged: 102 });
    expect(await spread()).toEqual({ '100.00 HOT': 50, '20.00 COLD': 52, '80.00 HOT': 50, '0.00 COLD': 48 });
    expect(
      await app.sql(
        `select rubric_version, decision, count(*)::int from assessments where tenant_id = $1 group by 1, 2 order by 2`,
        [tenantId],
      ),
    ).toEqual([
      { rubric_version: 2, decision: 'QUALIFIED', count: 100 },
      { rubric_version: 2, decision: 'UNQUALIFIED', count: 100 },
    ]);
    const third = await begin(id);
    expect(third.id).not.toBe(second.id);
    await run(third.id);
    expect(await progress(third.id)).toMatchObject({ leadsSeen: 200, leadsChanged: 0 });
    expect(provider.asked).toEqual([]);
  });

  it('of one lead takes the newest version of its rubric, moves that lead alone, and asks no model', async () => {
    const { id } = await save([RICH, SOON]);
    await assessedLeads(app, tenantId, id, 4);
    await save([SOON], id);
    const [lead, other1] = await app.sql<{ id: string }>(
      `select lead_id as id from lead_facts where tenant_id = $1 and value = '"immediate"' order by id limit 2`,
      [tenantId],
    );
    const score = 'mutation ($id: ID!) { scoreLead(leadId: $id) { score temperature } }';
    const own = await ask<{ scoreLead: object }>(app.url, tenantId, score, { id: lead?.id });
    expect(own.data.scoreLead).toEqual({ score: 100, temperature: 'HOT' });
    expect(await app.sql('select score from leads where id = $1', [other1?.id])).toEqual([{ score: null }]);
    const foreign = await ask<{ scoreLead: object }>(app.url, other, score, { id: lead?.id });
    expect(foreign.errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
    expect(provider.asked).toEqual([]);
  });

  it('goes on where it was killed, and counts nobody twice', async () => {
    const { id } = await save([RICH, SOON]);
    await assessedLeads(app, tenantId, id, BATCH + 40);
    const { id: rescoring } = await begin(id);
    expect(await inTenant(() => app.get(Rescorer).batch(rescoring))).toBe(true);
    expect(await progress(rescoring)).toMatchObject({ status: 'RUNNING', leadsSeen: BATCH });
    const dying = jest.spyOn(app.get(LeadsService), 'recordScores').mockRejectedValueOnce(new Error('killed'));
    await expect(run(rescoring)).rejects.toThrow('killed');
    dying.mockRestore();
    expect(await progress(rescoring)).toMatchObject({ status: 'RUNNING', leadsSeen: BATCH, leadsChanged: BATCH });
    expect(await app.get(RescoringsService).silent()).toEqual([]);
    app.clock.advance(10_000);
    expect(await app.get(RescoringsService).silent()).toEqual([{ tenantId, rescoringId: rescoring }]);
    await app.get(RescoringSweep).sweep();
    expect(await progress(rescoring)).toMatchObject({
      status: 'COMPLETED',
      leadsSeen: BATCH + 40,
      leadsChanged: BATCH + 40,
    });
  });

  it('is shared between workers without a lead being taken twice', async () => {
    const { id } = await save([RICH, SOON]);
    await assessedLeads(app, tenantId, id, 3 * BATCH);
    const { id: rescoring } = await begin(id);
    while ((await progress(rescoring)).status === 'RUNNING') await Promise.all([run(rescoring), run(rescoring)]);
    expect(await progress(rescoring)).toMatchObject({ leadsSeen: 3 * BATCH, leadsChanged: 3 * BATCH });
  });

  it('takes a fixed number of statements for a batch, however many leads it has', async () => {
    const { id } = await save([RICH, SOON]);
    await assessedLeads(app, tenantId, id, 20);
    const few = await begin(id);
    const ofFew = await ownStatementsOf(() => inTenant(() => app.get(Rescorer).batch(few.id)));
    await run(few.id);
    await assessedLeads(app, tenantId, id, 400);
    const many = await begin(id);
    const ofMany = await ownStatementsOf(() => inTenant(() => app.get(Rescorer).batch(many.id)));
    expect(ofMany).toHaveLength(ofFew.length);
    expect(ofMany.length).toBeLessThanOrEqual(10);
  });

  it('leaves alone who was assessed by another rubric since, and whom nobody knows anything of', async () => {
    const [flats, villas] = [await save([RICH, SOON]), await save([SOON], undefined, 'Villas')];
    await assessedLeads(app, tenantId, flats.id, 4);
    await app.sql('update leads set score = 11 where tenant_id = $1', [tenantId]);
    const [lead] = await app.sql<{ id: string }>('select id from leads where tenant_id = $1 order by id limit 1', [
      tenantId,
    ]);
    await app.sql(
      `with talk as (
         insert into conversations (tenant_id, id, lead_id, channel, status, started_at, updated_at)
         values ($1, gen_random_uuid(), $2, 'WHATSAPP', 'ACTIVE', $4, $4) returning id)
       insert into assessments (tenant_id, id, lead_id, conversation_id, rubric_id, due_at, created_at) select $1, gen_random_uuid(), $2, id, $3, $4, $4 from talk`,
      [tenantId, lead?.id, villas.id, new Date(app.clock.now().getTime() + 1_000)],
    );
    await app.sql("update assessments set status = 'COMPLETED', completed_at = created_at where rubric_id = $1", [
      villas.id,
    ]);
    const [last] = await app.sql<{ id: string }>('select id from leads where tenant_id = $1 order by id desc limit 1', [
      tenantId,
    ]);
    await app.sql('delete from lead_facts where lead_id = $1', [last?.id]);
    const { id } = await begin(flats.id);
    await run(id);
    const rows = await app.sql<{ score: string | null }>('select score from leads where tenant_id = $1 order by id', [
      tenantId,
    ]);
    expect(rows.at(0)).toEqual({ score: '11.00' });
    expect(rows.at(-1)).toEqual({ score: null });
  });

  it('is begun over GraphQL, answers the same while it runs, gives way to a later version, and is nobody else’s', async () => {
    const { id } = await save([RICH, SOON]);
    await assessedLeads(app, tenantId, id, 2);
    const start = (tenant: string) =>
      ask<{ rescoreLeads: { id: string; rubricVersion: number } }>(
        app.url,
        tenant,
        'mutation ($id: ID!) { rescoreLeads(rubricId: $id) { id rubricVersion status leadsSeen leadsChanged endedAt } }',
        { id },
      );
    const { data } = await start(tenantId);
    expect(data.rescoreLeads).toMatchObject({ rubricVersion: 1, status: 'RUNNING', leadsSeen: 0, endedAt: null });
    expect((await start(tenantId)).data).toEqual(data);
    await save([SOON], id);
    const next = (await start(tenantId)).data.rescoreLeads;
    expect(next).toMatchObject({ rubricVersion: 2, status: 'RUNNING' });
    expect(await progress(data.rescoreLeads.id)).toMatchObject({ status: 'SUPERSEDED' });
    const read = (tenant: string) =>
      ask<{ rescoring: object }>(app.url, tenant, 'query ($id: ID!) { rescoring(id: $id) { status } }', {
        id: next.id,
      });
    expect((await read(tenantId)).data.rescoring).toEqual({ status: 'RUNNING' });
    expect((await read(other)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await start(other)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    await app.asTenant(other, () => app.get(Rescorer).run(next.id));
    expect(await progress(next.id)).toMatchObject({ status: 'RUNNING', leadsSeen: 0 });
  });

  it('has the life cycle that the database enforces', async () => {
    const rows = await app.sql<{ move: string }>(
      "select from_state || ' > ' || to_state as move from legal_moves where machine = 'rescoring'",
    );
    const declared = Object.entries(RESCORING_MOVES).flatMap(([from, all]) => all.map((to) => `${from} > ${to}`));
    expect(rows.map(({ move }) => move).sort()).toEqual(declared.sort());
  });
});
