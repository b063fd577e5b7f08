import { Assessor } from '../../../src/qualification/assessments/assessor.service';
import { AssessmentStore } from '../../../src/qualification/assessments/assessment-store.service';
import { LeadFacts } from '../../../src/qualification/facts/lead-facts.service';
import type { TestApp } from '../../support/test-app';
import { ask } from '../../support/token-is-tenant';
import { statementsOf } from '../leads/leads-app';
import { anEndedConversation, KEEN } from './an-ended-conversation';
import { startQualificationApp } from './qualification-app';
import { aClaim, anAnswer, StandInProvider } from './stand-in-provider';

describe('what is known of a lead over its conversations', () => {
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
  });

  const inTenant = <T>(work: () => Promise<T>): Promise<T> => app.asTenant(tenantId, work);

  /** A call with these words, planned and not yet read. */
  async function call(lines: readonly string[], leadId?: string): Promise<{ leadId: string; assessmentId: string }> {
    const ended = await anEndedConversation(app, tenantId, lines);
    const own = leadId ?? ended.leadId;
    if (leadId) {
      await app.sql('update conversations set lead_id = $2 where id = $1', [ended.conversationId, own]);
      await app.sql('update calls set lead_id = $2 where id = $1', [ended.callId, own]);
    }
    await inTenant(() => app.get(AssessmentStore).plan({ ...ended, leadId: own }));
    const [row] = await app.sql<{ id: string }>('select id from assessments where call_id = $1', [ended.callId]);
    app.clock.advance(86_400_000);
    return { leadId: own, assessmentId: row?.id ?? '' };
  }

  async function read(assessmentId: string, facts: Parameters<typeof anAnswer>[0] = {}) {
    provider.answer = () => Promise.resolve(anAnswer(facts));
    await inTenant(() => app.get(Assessor).assess(assessmentId));
    const [row] = await app.sql<{ score: string | null; decision: string; status: string }>(
      'select * from assessments where id = $1',
      [assessmentId],
    );
    return row;
  }

  const held = (leadId: string) =>
    inTenant(async () =>
      Object.fromEntries((await app.get(LeadFacts).of(leadId)).map(({ field, value }) => [field, value])),
    );

  const BUDGET = ['Your budget?', 'My budget is 800 thousand dollars.'];
  const LESS = ['Your budget?', 'Rather 600 thousand dollars now.'];
  const budget = (value: number, text: string) => ({ facts: [aClaim('budget', value, 2, text)] });

  it('gathers from call to call, and every score rests on all of it', async () => {
    const first = await call(BUDGET);
    expect(await read(first.assessmentId, budget(800_000, '800 thousand'))).toMatchObject({ score: '30.00' });
    const second = await call(['And who decides?', 'Within a month, and I make the decision myself.'], first.leadId);
    const more = [
      aClaim('timeline', 'within_month', 2, 'Within a month'),
      aClaim('decision_maker', true, 2, 'I make the decision'),
    ];
    expect(await read(second.assessmentId, { facts: more })).toMatchObject({ score: '75.00', decision: 'QUALIFIED' });
    expect(await held(first.leadId)).toEqual({ budget: 800_000, timeline: 'within_month', decision_maker: true });
    expect(
      await app.sql('select field from assessment_facts where assessment_id = $1 order by 1', [second.assessmentId]),
    ).toEqual([{ field: 'decision_maker' }, { field: 'timeline' }]);
  });

  it('keeps what was said last, in whatever order it is read', async () => {
    const first = await call(BUDGET);
    const second = await call(LESS, first.leadId);
    await read(second.assessmentId, budget(600_000, '600 thousand dollars'));
    await read(first.assessmentId, budget(800_000, '800 thousand'));
    expect(await held(first.leadId)).toEqual({ budget: 600_000 });
  });

  it('loses nothing to silence, and a silent call qualifies nobody', async () => {
    const first = await call(KEEN);
    const all = [
      aClaim('budget', 800_000, 4, 'My budget is 800 thousand dollars'),
      aClaim('timeline', 'within_month', 6, 'Within a month'),
      aClaim('decision_maker', true, 6, 'I make the decision myself'),
      aClaim('pain_points', ['flat too small'], 2, 'Our current flat is too small'),
    ];
    await read(first.assessmentId, { facts: all });
    const silent = await call(['Hello?'], first.leadId);
    expect(await read(silent.assessmentId)).toMatchObject({ score: '100.00' });
    const [told] = await app.sql<{ payload: object }>(
      "select payload from outbox where tenant_id = $1 and name = 'assessment.completed' order by recorded_at desc, id desc limit 1",
      [tenantId],
    );
    expect(told?.payload).toMatchObject({
      outcome: 'UNQUALIFIED',
      score: 100,
      temperature: 'HOT',
      nextAction: 'NURTURE',
    });
    expect(Object.keys(await held(first.leadId))).toHaveLength(4);
  });

  it('is not harmed by two conversations being read at once', async () => {
    const first = await call(BUDGET);
    const second = await call(LESS, first.leadId);
    provider.answer = () =>
      Promise.resolve(
        anAnswer({
          facts: [aClaim('budget', 800_000, 2, '800 thousand'), aClaim('budget', 600_000, 2, '600 thousand dollars')],
        }),
      );
    await Promise.all(
      [first, second].map(({ assessmentId }) => inTenant(() => app.get(Assessor).assess(assessmentId))),
    );
    expect(await held(first.leadId)).toEqual({ budget: 600_000 });
    expect(
      await app.sql("select status from assessments where tenant_id = $1 and status <> 'COMPLETED'", [tenantId]),
    ).toEqual([]);
  });

  it('is shown on the lead with where it was said and what held before, in a fixed number of statements', async () => {
    const first = await call(BUDGET);
    const second = await call(LESS, first.leadId);
    await read(first.assessmentId, budget(800_000, '800 thousand'));
    await read(second.assessmentId, budget(600_000, '600 thousand dollars'));
    const query = `query ($id: ID!) { lead(id: $id) { facts {
      current { id field value money { currency } quotes { turn speaker text } conversationId turnSeq confidence extractor supersededAt }
      history { field value supersededBy supersededAt } } } }`;
    const { data } = await ask<{ lead: { facts: { current: { id: string }[] } } }>(app.url, tenantId, query, {
      id: first.leadId,
    });
    expect(data.lead.facts).toEqual({
      current: [
        {
          id: expect.any(String),
          field: 'budget',
          value: 600_000,
          money: { currency: 'USD' },
          quotes: [{ turn: 2, speaker: 'LEAD', text: '600 thousand dollars' }],
          conversationId: expect.any(String),
          turnSeq: 2,
          confidence: 0.9,
          extractor: 'MODEL',
          supersededAt: null,
        },
      ],
      history: [
        {
          field: 'budget',
          value: 800_000,
          supersededBy: data.lead.facts.current[0]?.id,
          supersededAt: expect.any(String),
        },
      ],
    });
    expect((await ask(app.url, other, query, { id: first.leadId })).data).toBeNull();
    await app.asTenant(other, async () => {
      expect(await app.get(LeadFacts).of(first.leadId)).toEqual([]);
      expect((await app.get(LeadFacts).historyOf([first.leadId])).get(first.leadId)).toEqual([]);
    });
    const list = '{ leads(first: 50) { nodes { facts { current { field } history { field } } } } }';
    const two = await statementsOf(() => ask(app.url, tenantId, list));
    for (let n = 0; n < 5; n += 1) await call(BUDGET);
    expect(await statementsOf(() => ask(app.url, tenantId, list))).toHaveLength(two.length);
  });
});
