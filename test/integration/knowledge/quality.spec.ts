import { KnowledgeModule } from '../../../src/knowledge/knowledge.module';
import { askCorpus, measured } from '../../bench/knowledge/measure';
import { type CorpusName } from '../../bench/knowledge/corpus';
import { startTestApp, type TestApp } from '../../support/test-app';

/** What `npm run bench -- knowledge` prints must not become worse: the floors lie a little below what was measured. */
describe.each<[CorpusName, { recall: number; mrr: number; precision: number; supportRecall: number; refused: number }]>(
  [
    ['developer', { recall: 0.93, mrr: 0.87, precision: 0.96, supportRecall: 0.86, refused: 18 }],
    ['clinic', { recall: 0.96, mrr: 0.94, precision: 0.95, supportRecall: 0.84, refused: 18 }],
  ],
)('over the documents of the %s', (name, floors) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ imports: [KnowledgeModule], env: { ROLE: 'api' } });
  });
  afterAll(() => app.close());

  it('passages are found, and questions without an answer known', async () => {
    const answered = await askCorpus(app, name);
    const figures = measured(answered);
    expect(figures.unanswerable).toBe(20);
    expect(figures.recall).toBeGreaterThanOrEqual(floors.recall);
    expect(figures.reciprocalRank).toBeGreaterThanOrEqual(floors.mrr);
    expect(figures.supportPrecision).toBeGreaterThanOrEqual(floors.precision);
    expect(figures.supportRecall).toBeGreaterThanOrEqual(floors.supportRecall);
    expect(figures.refused).toBeGreaterThanOrEqual(floors.refused);
    // Each language on its own, so that none is lost in the mean.
    for (const language of new Set(answered.map((one) => one.language))) {
      const own = answered.filter((one) => one.language === language && one.document !== '');
      expect([language, own.filter(({ rank }) => rank > 0).length / own.length >= 0.9]).toEqual([language, true]);
    }
  }, 120_000);
});
