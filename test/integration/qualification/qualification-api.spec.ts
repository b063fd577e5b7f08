import { LanguageModelProvider } from '../../../src/language-models/language-model-provider.port';
import { Assessor } from '../../../src/qualification/assessments/assessor.service';
import { AssessmentStore } from '../../../src/qualification/assessments/assessment-store.service';
import { QualificationModule } from '../../../src/qualification/qualification.module';
import { startTestApp, type TestApp } from '../../support/test-app';
import { ask, TenantTokenModule } from '../../support/token-is-tenant';
import { anEndedConversation } from './an-ended-conversation';
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
    app = await startTestApp({
      imports: [TenantTokenModule, QualificationModule],
      env: { ROLE: 'api' },
      overrides: [{ token: LanguageModelProvider, value: provider }],
      listen: true,
    });
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
      assessment(id: $id) { status score coverage temperature nextAction facts { field status value quote turnSeq verified rejection confidence } }
      lead(id: $lead) { latestAssessment { id score } }
      conversation(id: $conversation) { assessment { id facts { field } } } }`;
    const variables = { id, lead: ended.leadId, conversation: ended.conversationId };
    expect(await ask(app.url, tenantId, query, variables)).toEqual({
      data: {
        assessment: {
          status: 'COMPLETED',
          score: 30,
          coverage: 55,
          temperature: 'COLD',
          nextAction: 'NURTURE',
          facts: [
            {
              field: 'budget',
              status: 'STATED',
              value: 800_000,
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
