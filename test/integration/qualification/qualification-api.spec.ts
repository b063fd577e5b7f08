import { Assessor } from '../../../src/qualification/assessments/assessor.service';
import { AssessmentStore } from '../../../src/qualification/assessments/assessment-store.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import type { TestApp } from '../../support/test-app';
import { ask } from '../../support/token-is-tenant';
import { anEndedConversation } from './an-ended-conversation';
import { startQualificationApp } from './qualification-app';
import { aClaim, anAnswer, StandInProvider } from './stand-in-provider';

const SAVE = `mutation ($input: SaveRubricInput!) { saveRubric(input: $input) { __typename
  ... on Rubric { id name version minScore criteria { field operator value weight } } ... on RubricNameTaken { code } } }`;
const CRITERIA = [
  { field: 'budget', operator: '>=', value: 10_000, weight: 30 },
  { field: 'pain_points', operator: 'contains_any', value: ['slow', 'manual'], weight: 25 },
];

describe('qualification over GraphQL', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;
  const provider = new StandInProvider();

  beforeAll(async () => {
    app = await startQualificationApp(provider);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
  });

  const save = async (input: object, tenant = tenantId) =>
    ask<{ saveRubric: Record<string, unknown> }>(app.url, tenant, SAVE, { input });

  it('saves a rubric and its next versions', async () => {
    const { data } = await save({ name: 'Flats', criteria: CRITERIA });
    expect(data.saveRubric).toEqual({
      __typename: 'Rubric',
      id: expect.any(String),
      name: 'Flats',
      version: 1,
      minScore: 70,
      criteria: CRITERIA,
    });
    const next = await save({
      id: data.saveRubric['id'],
      name: 'Flats',
      criteria: CRITERIA.slice(0, 1),
      minScore: 55.5,
    });
    expect(next.data.saveRubric).toMatchObject({ version: 2, minScore: 55.5 });
    const list = await ask<{ rubrics: object }>(app.url, tenantId, '{ rubrics { totalCount nodes { name version } } }');
    expect(list.data.rubrics).toEqual({ totalCount: 1, nodes: [{ name: 'Flats', version: 2 }] });
    expect((await ask<{ rubrics: object }>(app.url, other, '{ rubrics { totalCount } }')).data.rubrics).toEqual({
      totalCount: 0,
    });
  });

  it('keeps every version of a rubric readable, for its own tenant alone', async () => {
    const { data } = await save({ name: 'Flats', criteria: CRITERIA });
    const id = data.saveRubric['id'];
    const price = { amount: 800_000, currency: 'AED', rates: { USD: 3.67 } };
    const criteria = [{ field: 'budget', operator: '>=', value: price, weight: 30, required: true }];
    await save({ id, name: 'Villas', criteria, minScore: 55.5 });
    const read = (version?: number, tenant = tenantId) =>
      ask<{ rubric: object }>(
        app.url,
        tenant,
        `query ($id: ID!, $version: Int) { rubric(id: $id, version: $version) {
          id name version minScore criteria { field operator value weight required } } }`,
        { id, version },
      );
    const old = CRITERIA.map((criterion) => ({ ...criterion, required: false }));
    expect((await read(1)).data.rubric).toEqual({ id, name: 'Flats', version: 1, minScore: 70, criteria: old });
    const newest = { id, name: 'Villas', version: 2, minScore: 55.5, criteria };
    expect((await read(2)).data.rubric).toEqual(newest);
    expect((await read()).data.rubric).toEqual(newest);
    for (const { errors } of [await read(3), await read(0), await read(1, other), await read(undefined, other)])
      expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    await expect(app.sql("update rubric_versions set name = 'x' where rubric_id = $1", [id])).resolves.toBeDefined();
    await app.asTenant(tenantId, async () => {
      const change = app.get(UnitOfWork).run((tx) => tx.query("update rubric_versions set name = 'x'"));
      await expect(change).rejects.toThrow('permission denied');
    });
  });

  it('refuses a name that is taken, but not by another tenant', async () => {
    await save({ name: 'Flats', criteria: CRITERIA });
    expect((await save({ name: 'FLATS', criteria: CRITERIA })).data.saveRubric).toEqual({
      __typename: 'RubricNameTaken',
      code: 'RUBRIC_NAME_TAKEN',
    });
    expect((await save({ name: 'Flats', criteria: CRITERIA }, other)).data.saveRubric).toMatchObject({
      __typename: 'Rubric',
    });
  });

  it('names the criterion that cannot be scored', async () => {
    const { errors } = await save({
      name: 'Flats',
      criteria: [...CRITERIA, { field: 'location', operator: 'like', value: 'x', weight: 1 }],
    });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('input.criteria[2].operator'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('does not change another tenant’s rubric', async () => {
    const { data } = await save({ name: 'Flats', criteria: CRITERIA });
    const { errors } = await save({ id: data.saveRubric['id'], name: 'Mine', criteria: CRITERIA }, other);
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('shows an assessment by itself, on its lead and on its conversation', async () => {
    provider.answer = () =>
      Promise.resolve(anAnswer({ facts: [aClaim('budget', 800_000, 4, 'My budget is 800 thousand dollars')] }));
    const ended = await anEndedConversation(app, tenantId);
    const [due] = await app.asTenant(tenantId, async () => {
      await app.get(AssessmentStore).plan(ended);
      return (await app.get(AssessmentStore).due()).filter((job) => job.tenantId === tenantId);
    });
    const id = due?.assessmentId ?? '';
    await app.asTenant(tenantId, () => app.get(Assessor).assess(id));
    const query = `query ($id: ID!, $lead: ID!, $conversation: ID!) {
      assessment(id: $id) { status score coverage ceiling decision temperature nextAction extractor verdicts { field weight verdict isOpen }
        facts { field status value money { min max currency } quote quotes { turn speaker text } turnSeq verified rejection confidence } }
      lead(id: $lead) { latestAssessment { id score } }
      conversation(id: $conversation) { assessment { id facts { field } } } }`;
    const variables = { id, lead: ended.leadId, conversation: ended.conversationId };
    expect(await ask(app.url, tenantId, query, variables)).toEqual({
      data: {
        assessment: {
          status: 'COMPLETED',
          score: 30,
          coverage: 55,
          ceiling: 100,
          decision: 'INCOMPLETE',
          temperature: 'COLD',
          nextAction: 'NURTURE',
          extractor: 'MODEL',
          verdicts: [
            { field: 'budget', weight: 30, verdict: 'MET', isOpen: false },
            { field: 'timeline', weight: 25, verdict: 'UNKNOWN', isOpen: true },
            { field: 'decision_maker', weight: 20, verdict: 'UNKNOWN', isOpen: true },
            { field: 'pain_points', weight: 25, verdict: 'NOT_MET', isOpen: true },
          ],
          facts: [
            {
              field: 'budget',
              status: 'STATED',
              value: 800_000,
              money: { min: 800_000, max: 800_000, currency: 'USD' },
              quotes: [{ turn: 4, speaker: 'LEAD', text: 'My budget is 800 thousand dollars' }],
              quote: 'My budget is 800 thousand dollars',
              turnSeq: 4,
              verified: true,
              rejection: null,
              confidence: 0.9,
            },
          ],
        },
        lead: { latestAssessment: { id, score: 30 } },
        conversation: { assessment: { id, facts: [{ field: 'budget' }] } },
      },
    });
    const foreign = await ask(app.url, other, 'query ($id: ID!) { assessment(id: $id) { id } }', { id });
    expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
