import { DocumentStore } from '../../../src/knowledge/document-store.service';
import { KnowledgeModule } from '../../../src/knowledge/knowledge.module';
import { KnowledgeSearch } from '../../../src/knowledge/knowledge-search.service';
import type { Passage } from '../../../src/knowledge/passage';
import type { PassageDraft } from '../../../src/knowledge/splitting/split-sections';
import { rowOf } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { fillShelf, shelfQuestions, shelfWord } from '../../bench/knowledge/full-shelf';
import { startTestApp, type TestApp } from '../../support/test-app';
import { sentDuring, statementsOf } from '../leads/leads-app';

/** Two companies with thousands of passages each, searched in the program's own role, under row security. */
const PASSAGES = 4_000;
let app: TestApp;
let tenant: string;
let other: string;

beforeAll(async () => {
  app = await startTestApp({ imports: [KnowledgeModule], env: { ROLE: 'api' } });
  [tenant, other] = [await app.newTenant(), await app.newTenant()];
  await fillShelf(app, tenant, PASSAGES, 1);
  await fillShelf(app, other, PASSAGES, 2);
}, 120_000);
afterAll(() => app.close());

const addDocument = (passages: readonly PassageDraft[]): Promise<unknown> =>
  app.get(DocumentStore).add({
    title: 'Volume',
    kind: 'TEXT',
    language: null,
    projectId: null,
    fileName: null,
    contentHash: Buffer.alloc(32),
    byteSize: 1,
    passages,
  });

const search = (query: string, limit = 5, by = tenant): Promise<Passage[]> =>
  app.asTenant(by, () => app.get(KnowledgeSearch).search({ query, limit }));

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Node[];
}

async function planOf(query: string): Promise<Node[]> {
  const [sent] = await sentDuring(() => search(query));
  return app.asTenant(tenant, () =>
    app.get(UnitOfWork).run(async (tx) => {
      expect(await rowOf(tx, 'select current_user as role')).toEqual({ role: 'callwright_app' });
      const explained = await rowOf<{ 'QUERY PLAN': { Plan: Node }[] }>(
        tx,
        `explain (analyze, format json) ${sent?.text ?? ''}`,
        sent?.values,
      );
      const plan = explained?.['QUERY PLAN'][0]?.Plan;
      return plan ? nodesOf(plan) : [];
    }),
  );
}

function nodesOf(plan: Node): Node[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

describe('a search', () => {
  it('is one statement, and none when nothing particular is asked', async () => {
    expect(await statementsOf(() => search(shelfQuestions(1)[0] ?? ''))).toHaveLength(1);
    expect(await statementsOf(() => search('what is it that you do?'))).toEqual([]);
  });

  it('asks an index of the terms by tenant and term, and reads no table through', async () => {
    const nodes = await planOf(`${shelfWord(40)} ${shelfWord(3_000)} ${shelfWord(7_000)}`);
    const terms = nodes.filter((node) => node['Relation Name'] === 'knowledge_terms');
    expect(terms.map((node) => node['Index Name'])).toEqual(['knowledge_terms_pkey']);
    expect(terms[0]?.['Index Cond']).toMatch(/tenant_id = .* AND \(?\(?term = /);
    expect((terms[0]?.['Actual Rows'] ?? 0) * (terms[0]?.['Actual Loops'] ?? 0)).toBeLessThanOrEqual(12);
    const passages = nodes.filter((node) => node['Relation Name'] === 'knowledge_passages');
    expect(passages.map((node) => node['Index Name'])).toEqual(['knowledge_passages_pkey']);
    expect((passages[0]?.['Actual Rows'] ?? 0) * (passages[0]?.['Actual Loops'] ?? 0)).toBeLessThanOrEqual(15);
  });

  it('goes through the rare words alone when others stand in thousands of passages', async () => {
    const [frequent, rare] = [[0, 1, 2, 3].map(shelfWord).join(' '), shelfWord(6_000)];
    const nodes = await planOf(`${frequent} ${rare}`);
    const unnested = nodes.filter((node) => node['Node Type'] === 'Function Scan');
    const most = Math.max(...unnested.map((node) => node['Actual Rows'] * node['Actual Loops']));
    expect(most).toBeLessThan(6_000);
    const [first] = await search(`${frequent} ${rare}`);
    expect(first?.matched).toEqual(expect.arrayContaining([rare]));
    expect(first?.matched.length).toBeGreaterThan(1);
  });

  it('gives the same passages in the same order each time, best first', async () => {
    for (const query of shelfQuestions(5)) {
      const found = await search(query, 20);
      expect(await search(query, 20)).toEqual(found);
      expect(found).toHaveLength(20);
      for (const part of [true, false]) {
        const scores = found.filter(({ isSupporting }) => isSupporting === part).map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((one, next) => next - one));
      }
    }
  });

  it('finds nothing of another company, which finds its own', async () => {
    const query = shelfQuestions(1)[0] ?? '';
    const [own, theirs] = [await search(query, 20), await search(query, 20, other)];
    expect(theirs).toHaveLength(20);
    const owners = await app.sql<{ tenant_id: string }>(
      'select distinct tenant_id from knowledge_passages where id = any($1)',
      [own.map(({ id }) => id)],
    );
    expect(owners).toEqual([{ tenant_id: tenant }]);
    expect(own.map(({ id }) => id)).not.toEqual(expect.arrayContaining([theirs[0]?.id]));
  });

  it('takes a question of any length and kind', async () => {
    for (const query of [
      'x'.repeat(100_000),
      shelfQuestions(40).join(' '),
      '\u0000\u202E',
      "' or 1=1 --",
      '😀 房子 дом',
    ])
      expect(Array.isArray(await search(query))).toBe(true);
  });
});

describe('the index', () => {
  it('of a document with thousands of different words is written in small statements, and has them all', async () => {
    const [mine, theirs] = [await app.newTenant(), await app.newTenant()];
    const words = Array.from({ length: 7_000 }, (_, n) => `${shelfWord(n)}x`);
    const passages = Array.from({ length: 50 }, (_, n) => {
      const text = words.slice(n * 140, (n + 1) * 140).join(' ');
      return { heading: '', text, words: 140 };
    });
    const sent = await sentDuring(() => app.asTenant(mine, () => addDocument(passages)));
    const lengths = sent.flatMap(({ values }) => values.map((value) => (Array.isArray(value) ? value.length : 0)));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2_000);
    const stored = await app.sql<{ tenant_id: string; terms: number }>(
      'select tenant_id, count(*)::int as terms from knowledge_terms where tenant_id = any($1) and term = any($2) group by 1',
      [[mine, theirs], words],
    );
    expect(stored).toEqual([{ tenant_id: mine, terms: 7_000 }]);
  });

  it('cannot be changed by the program, but for a document as a whole', async () => {
    for (const statement of [
      'update knowledge_terms set impacts = ordinals',
      'delete from knowledge_terms',
      'delete from knowledge_passages',
    ])
      await expect(app.asTenant(tenant, () => app.get(UnitOfWork).run((tx) => tx.query(statement)))).rejects.toThrow(
        /permission denied/,
      );
  });

  it('takes no passage of another company’s document', async () => {
    const [document] = await app.sql<{ id: string }>(
      'select id from knowledge_documents where tenant_id = $1 limit 1',
      [other],
    );
    await expect(
      app.asTenant(tenant, () =>
        app
          .get(UnitOfWork)
          .run((tx) =>
            tx.query(`insert into knowledge_passages values ($1, $2, 9999, gen_random_uuid(), '', 'x')`, [
              tenant,
              document?.id,
            ]),
          ),
      ),
    ).rejects.toThrow(/foreign key/);
  });
});
