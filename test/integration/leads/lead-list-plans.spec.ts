import { LeadLists } from '../../../src/leads/lead-lists.service';
import type { LeadListFilter, LeadSort } from '../../../src/leads/lead-list';
import { rowOf } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import type { Page } from '../../../src/platform/graphql/page';
import type { ShownLead } from '../../../src/leads/shown-lead';
import type { TestApp } from '../../support/test-app';
import { sentDuring, startLeadsApp } from './leads-app';

/** Plans as the program's own role gets them, under row security: what an owner sees in psql says nothing. */
let app: TestApp;
let lists: LeadLists;
let tenant: string;
let other: string;

const LEADS = 20_000;

beforeAll(async () => {
  app = await startLeadsApp();
  lists = app.get(LeadLists);
  [tenant, other] = [await app.newTenant(), await app.newTenant()];
  for (const id of [tenant, other]) {
    await app.sql(`insert into dial_zones values ($1, 'z', '{}', '{}')`, [id]);
    await app.sql(
      `insert into leads (tenant_id, id, phone, name, zone_key, source, temperature, score, created_at, updated_at)
       select $1, gen_random_uuid(), '+1415' || (5000000 + i), 'Ann ' || md5(i::text), 'z', 'TEST',
         case when i % 5 = 0 then 'HOT' else 'UNSCORED' end, case when i % 5 = 0 then 70 + (i % 3000) / 100.0 end,
         date_trunc('milliseconds', now()) + i * interval '1 ms', now()
       from generate_series(1, ${LEADS}) i`,
      [id],
    );
  }
  await app.sql(`update leads set name = 'ÉLODIE ' || phone where phone like '%77'`);
  await app.sql('vacuum analyze leads');
});
afterAll(() => app.close());

interface Node {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}

/** The statements on leads that `work` sends, with the plans they get in the same role and tenant. */
async function plansOf(work: () => Promise<Page<ShownLead>>): Promise<Node[]> {
  const sent = (await sentDuring(() => app.asTenant(tenant, work))).filter(({ text }) =>
    text.includes('from leads lead'),
  );
  expect(sent).not.toEqual([]);
  return Promise.all(sent.map(({ text, values }) => planOf(text, values)));
}

async function planOf(text: string, values: readonly unknown[]): Promise<Node> {
  return app.asTenant(tenant, () =>
    app.get(UnitOfWork).run(async (tx) => {
      expect(await rowOf(tx, 'select current_user as role')).toEqual({ role: 'callwright_app' });
      const explained = await rowOf<{ 'QUERY PLAN': { Plan: Node }[] }>(
        tx,
        `explain (analyze, format json) ${text}`,
        values,
      );
      const plan = explained?.['QUERY PLAN'][0]?.Plan;
      if (!plan) throw new Error('no plan');
      return plan;
    }),
  );
}

function nodesOf(plan: Node): Node[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** Rows of leads a plan touches, those it throws away again included. */
function touchedBy(plan: Node): number {
  const scans = nodesOf(plan).filter((node) => node['Node Type'].includes('Scan'));
  return scans.reduce((sum, node) => sum + node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0), 0);
}

const list = (filter: LeadListFilter, sort: LeadSort, after?: string | null) =>
  lists.list({ first: 20, after: after ?? null }, filter, sort);

describe('lists of leads, whatever their number', () => {
  it.each(['élodie', 'ÉLODIE +14155'])('find a name by its beginning %j in an index', async (namePrefix) => {
    const page = await app.asTenant(tenant, () => list({ namePrefix }, 'CREATED_AT_DESC'));
    expect(page.nodes).toHaveLength(20);
    expect(await app.asTenant(tenant, () => page.totalCount)).toBe(200);
    const [plan] = await plansOf(() => list({ namePrefix: 'élodie +141550000' }, 'CREATED_AT_DESC'));
    if (!plan) throw new Error('no plan');
    const scans = nodesOf(plan).filter((node) => node['Index Name'] === 'leads_name');
    expect(scans).toHaveLength(1);
    expect(scans[0]?.['Index Cond']).toMatch(/name_key >= .* AND .*name_key < /);
    expect(touchedBy(plan)).toBeLessThan(50);
  });

  it.each<[LeadSort, string]>([
    ['SCORE_DESC', 'leads_score'],
    ['SCORE_ASC', 'leads_score'],
    ['CREATED_AT_DESC', 'leads_list'],
  ])('in the order %s read a page from %s, the first and any later one', async (sort, index) => {
    const first = await app.asTenant(tenant, () => lists.list({ first: 100 }, {}, sort));
    for (const after of [null, first.pageInfo.endCursor]) {
      const [plan] = await plansOf(() => list({}, sort, after));
      if (!plan) throw new Error('no plan');
      expect(nodesOf(plan).map((node) => node['Index Name'])).toContain(index);
      expect(nodesOf(plan).map((node) => node['Node Type'])).not.toContain('Sort');
      expect(touchedBy(plan)).toBeLessThan(50);
    }
  });

  it('read hot leads from an index of theirs, the first page and any later one', async () => {
    const first = await app.asTenant(tenant, () => lists.hot({ first: 100 }));
    for (const after of [null, first.pageInfo.endCursor]) {
      const [plan] = await plansOf(() => lists.hot({ first: 20, after }));
      if (!plan) throw new Error('no plan');
      expect(nodesOf(plan).map((node) => node['Index Name'])).toContain('leads_hot');
      expect(touchedBy(plan)).toBeLessThan(50);
    }
  });

  it('order by the score itself, to the hundredth', async () => {
    const page = await app.asTenant(tenant, () => lists.list({ first: 100 }, {}, 'SCORE_DESC'));
    const scores = page.nodes.map(({ score }) => score ?? -1);
    expect(scores).toEqual([...scores].sort((one, next) => next - one));
    expect(new Set(scores).size).toBeGreaterThan(5);
    expect(page.nodes.every(({ tenantId }) => tenantId === tenant)).toBe(true);
  });
});
