import { ThreadsService } from '../../../src/conversations/threads/threads.service';
import { LeadsService } from '../../../src/leads/leads.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { AssessmentStore } from '../../../src/qualification/assessments/assessment-store.service';
import { Assessor } from '../../../src/qualification/assessments/assessor.service';
import { TextAssessor } from '../../../src/qualification/readings/text-assessor.service';
import { Rescorer } from '../../../src/qualification/rescoring/rescorer.service';
import { RescoringsService } from '../../../src/qualification/rescoring/rescorings.service';
import { RubricsService } from '../../../src/qualification/rubrics/rubrics.service';
import type { CriterionDraft } from '../../../src/qualification/rules/check-criteria';
import type { TestApp } from '../../support/test-app';
import { door } from '../../support/door';
import { until } from '../../support/until';
import { aSpokenCall } from '../conversations/a-spoken-call';
import { anEndedConversation } from './an-ended-conversation';
import { startQualificationApp } from './qualification-app';
import { aClaim, anAnswer, StandInProvider } from './stand-in-provider';

const RICH: CriterionDraft = { field: 'budget', operator: '>=', value: 500_000, weight: 40 };
const SOON: CriterionDraft = { field: 'timeline', operator: '==', value: 'within_month', weight: 60 };
const BUDGET = 'My budget is 800 thousand dollars.';
const TIME = 'Within a month.';
const saysBudget = (turn = 1) => anAnswer({ facts: [aClaim('budget', 800_000, turn, '800 thousand dollars')] });
const SAYS_TIME = anAnswer({ facts: [aClaim('timeline', 'within_month', 1, 'Within a month')] });

describe('what is scored while a rubric is applied', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;
  let messages = 0;
  const provider = new StandInProvider();

  beforeAll(async () => {
    app = await startQualificationApp(provider);
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00.000Z');
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
    provider.asked.length = 0;
    provider.answer = () => Promise.resolve(saysBudget());
  });
  afterEach(() => jest.restoreAllMocks());

  const inTenant = <T>(work: () => Promise<T>, tenant = tenantId): Promise<T> => app.asTenant(tenant, work);
  const save = (criteria: CriterionDraft[], id?: string, tenant = tenantId) =>
    inTenant(
      () => app.get(RubricsService).save({ ...(id ? { id } : {}), name: 'Flats', criteria, minScore: 70 }),
      tenant,
    );
  const begin = (rubricId: string) => inTenant(() => app.get(RescoringsService).begin(rubricId));
  const run = (id: string) => inTenant(() => app.get(Rescorer).run(id));
  const apply = async (rubricId: string) => run((await begin(rubricId)).id);
  const read = (conversationId: string, rubricId: string, tenant = tenantId) =>
    inTenant(() => app.get(TextAssessor).read(conversationId, { rubricId }), tenant);

  async function write(leadId: string, text: string, channel: 'SMS' | 'WHATSAPP' = 'SMS', tenant = tenantId) {
    const heard = { leadId, channel, text, messageKey: `m${(messages += 1)}` } as const;
    return (await inTenant(() => app.get(ThreadsService).hear(heard), tenant)).conversationId;
  }

  async function aLead(tenant = tenantId): Promise<string> {
    return (await aSpokenCall(app, tenant)).leadId;
  }

  async function scoreOf(leadId: string): Promise<string | null | undefined> {
    return (await app.sql<{ score: string | null }>('select score from leads where id = $1', [leadId]))[0]?.score;
  }

  async function assessmentOf(conversationId: string) {
    const text = 'select status, score, rubric_version from assessments where conversation_id = $1';
    return (await app.sql(text, [conversationId]))[0];
  }

  /** A model that answers when it is let, from now on. */
  function heldModel(answer: ReturnType<typeof anAnswer>) {
    const { opened, open } = door();
    provider.answer = () => opened.then(() => answer);
    return { isAsked: () => until(() => provider.asked.length > 0), release: open };
  }

  async function somebodyWaits(): Promise<boolean> {
    const text = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    return (await app.sql(text)).length > 0;
  }

  it('stands by the version that was saved and applied while the model read the call', async () => {
    const { id: rubricId } = await save([RICH, SOON]);
    const ended = await anEndedConversation(app, tenantId, ['Hello. Your budget?', BUDGET], { rubricId });
    await inTenant(() => app.get(AssessmentStore).plan(ended));
    const [planned] = await app.sql<{ id: string }>('select id from assessments where call_id = $1', [ended.callId]);
    const model = heldModel(saysBudget(2));
    const assessing = inTenant(() => app.get(Assessor).assess(planned?.id ?? ''));
    await model.isAsked();
    await save(
      [
        { ...RICH, weight: 90 },
        { ...SOON, weight: 10 },
      ],
      rubricId,
    );
    await apply(rubricId);
    model.release();
    await assessing;
    expect(await assessmentOf(ended.conversationId)).toEqual({
      status: 'COMPLETED',
      score: '90.00',
      rubric_version: 2,
    });
  });

  it('stands by the version that was saved and applied while the model read what was written', async () => {
    const { id: rubricId } = await save([RICH, SOON]);
    const foreign = await save([RICH, SOON], undefined, other);
    const [leadId, stranger] = [await aLead(), await aLead(other)];
    const foreignThread = await write(stranger, BUDGET, 'SMS', other);
    await read(foreignThread, foreign.id, other);
    provider.asked.length = 0;
    const conversationId = await write(leadId, BUDGET);
    const model = heldModel(saysBudget());
    const reading = read(conversationId, rubricId);
    await model.isAsked();
    await save(
      [
        { ...RICH, weight: 90 },
        { ...SOON, weight: 10 },
      ],
      rubricId,
    );
    await apply(rubricId);
    model.release();
    await reading;
    expect(await assessmentOf(conversationId)).toMatchObject({ score: '90.00', rubric_version: 2 });
    expect(await scoreOf(leadId)).toBe('90.00');
    expect(await assessmentOf(foreignThread)).toMatchObject({ score: '40.00', rubric_version: 1 });
    expect(await scoreOf(stranger)).toBe('40.00');
  });

  it.each([
    ['a rubric', (rubricId: string, _leadId: string) => apply(rubricId)],
    ['one lead', (_id: string, leadId: string) => inTenant(() => app.get(Rescorer).lead(leadId))],
  ] as const)('is not overwritten by what was known before, by scoring %s again', async (_, rescore) => {
    const { id: rubricId } = await save([RICH, SOON]);
    const leadId = await aLead();
    await read(await write(leadId, BUDGET), rubricId);
    expect(await scoreOf(leadId)).toBe('40.00');
    // Another conversation of theirs is read when the scores are about to be written.
    const thread = await write(leadId, TIME, 'WHATSAPP');
    provider.answer = () => Promise.resolve(SAYS_TIME);
    const { opened, open } = door();
    let isRead = false;
    const reading = opened.then(() => read(thread, rubricId)).then(() => (isRead = true));
    const leads = app.get(LeadsService);
    const record = leads.recordScores.bind(leads);
    jest.spyOn(leads, 'recordScores').mockImplementationOnce(async (standings) => {
      open();
      await until(async () => isRead || (await somebodyWaits()));
      return record(standings);
    });
    await save(
      [
        { ...RICH, weight: 30 },
        { ...SOON, weight: 50 },
        { ...SOON, field: 'decision_maker', value: true, weight: 20 },
      ],
      rubricId,
    );
    await rescore(rubricId, leadId);
    await reading;
    expect(await scoreOf(leadId)).toBe('80.00');
    expect(await assessmentOf(thread)).toMatchObject({ score: '80.00', rubric_version: 2 });
  });

  it('is not taken back to a version that is still on its way over all leads', async () => {
    const { id: rubricId } = await save([RICH, SOON]);
    const leadId = await aLead();
    const conversationId = await write(leadId, BUDGET);
    await save(
      [
        { ...RICH, weight: 90 },
        { ...SOON, weight: 10 },
      ],
      rubricId,
    );
    const second = await begin(rubricId);
    await save([RICH], rubricId);
    await read(conversationId, rubricId);
    await run(second.id);
    expect(await assessmentOf(conversationId)).toMatchObject({ score: '100.00', rubric_version: 3 });
    expect(await scoreOf(leadId)).toBe('100.00');
  });

  it('is stored before another version is: whoever applies that finds it', async () => {
    const { id: rubricId } = await save([RICH, SOON]);
    const { opened, open } = door();
    const saving = opened.then(() => save([SOON], rubricId));
    await inTenant(() =>
      app.get(UnitOfWork).run(async () => {
        expect(await app.get(RubricsService).held(rubricId)).toMatchObject({ rubricVersion: 1 });
        open();
        await until(somebodyWaits);
        expect((await app.get(RubricsService).get(rubricId)).version).toBe(1);
      }),
    );
    await saving;
    expect((await inTenant(() => app.get(RubricsService).get(rubricId))).version).toBe(2);
  });

  it('waits for nobody for good, whoever reads and scores the same leads at once', async () => {
    const { id: rubricId } = await save([RICH, SOON]);
    const leadIds = await Promise.all([1, 2, 3, 4].map(() => aLead()));
    for (const leadId of leadIds) await read(await write(leadId, BUDGET), rubricId);
    for (let version = 2; version <= 4; version += 1) {
      await save(
        [
          { ...RICH, weight: version * 10 },
          { ...SOON, weight: 100 - version * 10 },
        ],
        rubricId,
      );
      const { id } = await begin(rubricId);
      const threads = await Promise.all(leadIds.map((leadId) => write(leadId, `${BUDGET} ${version}`)));
      await Promise.all([
        run(id),
        run(id),
        ...leadIds.map((leadId) => inTenant(() => app.get(Rescorer).lead(leadId))),
        ...threads.map((thread) => read(thread, rubricId)),
      ]);
      await run(id);
      for (const leadId of leadIds) expect(await scoreOf(leadId)).toBe(`${version * 10}.00`);
    }
  });
});
