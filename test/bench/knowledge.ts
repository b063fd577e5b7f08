import { Client } from 'pg';
import { KnowledgeModule } from '../../src/knowledge/knowledge.module';
import { KnowledgeSearch } from '../../src/knowledge/knowledge-search.service';
import globalSetup from '../support/global-setup';
import globalTeardown from '../support/global-teardown';
import { type DialerApp, startDialerApp } from '../support/dialer-app';
import { fillShelf, shelfQuestions } from './knowledge/full-shelf';
import { type Answered, askCorpus, type Measured, measured } from './knowledge/measure';
import { inRounds, quantile, roundsOf } from './rounds';

const PASSAGES = 20_000;
const ROUNDS = 5;
const WARM_UP = 10;
const FOUND = 5;

type Say = (line: string) => void;

/**
 * Whether the right passage is found and whether questions without an answer are known for such, over the committed documents; and how
 * long a search takes among 20,000 passages, beside PostgreSQL's own ranking of the same passages by a GIN index without row security.
 * @param searches of a round.
 */
export async function knowledge(searches: number, say: Say): Promise<void> {
  await globalSetup();
  const app = await startDialerApp('api', [KnowledgeModule]);
  try {
    const answered: Answered[] = [];
    for (const name of ['developer', 'clinic'] as const) {
      const these = await askCorpus(app, name);
      say(describe(name, measured(these)));
      answered.push(...these);
    }
    await measureSearch(app, searches, measured(answered), say);
  } finally {
    await app.close();
    await globalTeardown();
  }
}

async function measureSearch(app: DialerApp, searches: number, quality: Measured, say: Say): Promise<void> {
  const tenantId = await app.newTenant();
  await fillShelf(app, tenantId, PASSAGES);
  const questions = shelfQuestions(searches);
  const client = new Client({ connectionString: app.config.database.ownerUrl });
  await client.connect();
  try {
    const ranking = await ownRanking(app, client, tenantId);
    const times: number[] = [];
    const search = async (query: string): Promise<void> => {
      const begun = performance.now();
      const found = await app.asTenant(tenantId, () => app.get(KnowledgeSearch).search({ query, limit: FOUND }));
      times.push(performance.now() - begun);
      if (found.length !== FOUND) throw new Error(`A search found ${found.length} passages, not ${FOUND}.`);
    };
    for (const query of questions.slice(0, WARM_UP)) await search(query);
    times.length = 0;
    const rate = (ask: (query: string) => Promise<void>) => async (): Promise<number> => {
      const begun = performance.now();
      for (const query of questions) await ask(query);
      return (questions.length * 1_000) / (performance.now() - begun);
    };
    const beside = await inRounds(ROUNDS, rate(ranking), rate(search));
    say(
      `bench knowledge: ratio ${beside.ratio.toFixed(3)} (search ${beside.system.toFixed(1)}/s, GIN and ts_rank ${beside.yardstick.toFixed(1)}/s, ` +
        `search p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms of ${PASSAGES} passages; ` +
        `${figuresOf(quality)}; ${roundsOf(beside)})`,
    );
  } finally {
    await client.end();
  }
}

/** The yardstick: what PostgreSQL offers, asked by an owner of the table. */
async function ownRanking(app: DialerApp, client: Client, tenantId: string): Promise<(query: string) => Promise<void>> {
  await app.sql(
    `create table yardstick_passages as
     select id, text, to_tsvector('english', heading || ' ' || text) as words from knowledge_passages where tenant_id = $1`,
    [tenantId],
  );
  await app.sql('create index yardstick_words on yardstick_passages using gin (words)');
  await app.sql('vacuum analyze yardstick_passages');
  return async (query) => {
    await client.query({
      name: 'yardstick',
      text: `select id, text from yardstick_passages where words @@ to_tsquery('english', $1)
             order by ts_rank(words, to_tsquery('english', $1)) desc limit ${FOUND}`,
      values: [query.split(' ').join(' | ')],
    });
  };
}

function describe(name: string, figures: Measured): string {
  return `${name}: ${figuresOf(figures)}`;
}

function figuresOf({
  recall,
  reciprocalRank,
  supportPrecision,
  supportRecall,
  refused,
  unanswerable,
  questions,
}: Measured): string {
  return (
    `recall@5 ${recall.toFixed(3)}, MRR ${reciprocalRank.toFixed(3)}, support precision ${supportPrecision.toFixed(3)} and recall ` +
    `${supportRecall.toFixed(3)}, ${refused} of ${unanswerable} unanswerable known, ${questions} questions`
  );
}
