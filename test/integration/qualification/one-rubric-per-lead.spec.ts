import { ThreadsService } from '../../../src/conversations/threads/threads.service';
import { AssessmentStore } from '../../../src/qualification/assessments/assessment-store.service';
import { Assessor } from '../../../src/qualification/assessments/assessor.service';
import { ReadingUpgrades } from '../../../src/qualification/readings/reading-upgrades.service';
import { TextAssessor } from '../../../src/qualification/readings/text-assessor.service';
import { Rescorer } from '../../../src/qualification/rescoring/rescorer.service';
import { RubricsService } from '../../../src/qualification/rubrics/rubrics.service';
import type { TestApp } from '../../support/test-app';
import { aSpokenCall } from '../conversations/a-spoken-call';
import { anEndedConversation } from './an-ended-conversation';
import { startQualificationApp } from './qualification-app';
import { aClaim, anAnswer, DOWN, StandInProvider } from './stand-in-provider';

const MINUTE = 60_000;
const BUDGET = 'My budget is 800 thousand dollars.';
const saysBudget = (turn: number) => anAnswer({ facts: [aClaim('budget', 800_000, turn, '800 thousand dollars')] });

describe('the rubric of a lead', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;
  let messages = 0;
  const provider = new StandInProvider();

  beforeAll(async () => {
    app = await startQualificationApp(provider);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00.000Z');
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
    provider.asked.length = 0;
    provider.answer = () => Promise.resolve(saysBudget(1));
  });

  const inTenant = <T>(work: () => Promise<T>, of = tenantId): Promise<T> => app.asTenant(of, work);
  const read = (id: string, of = tenantId) => inTenant(() => app.get(TextAssessor).read(id), of);
  const aLead = async (of = tenantId) => (await aSpokenCall(app, of)).leadId;

  /** One in which a budget of 800,000 is worth so many of 100 points. */
  async function aRubric(name: string, weight: number): Promise<string> {
    const budget = { field: 'budget', operator: '>=', value: 500_000, weight } as const;
    const garden = { field: 'garden', operator: '==', value: true, weight: 100 - weight } as const;
    const draft = { name, criteria: [budget, garden], minScore: 70 };
    return (await inTenant(() => app.get(RubricsService).save(draft))).id;
  }

  async function write(leadId: string, text: string, of = tenantId): Promise<string> {
    const heard = { leadId, channel: 'SMS', text, messageKey: `m${(messages += 1)}` } as const;
    return (await inTenant(() => app.get(ThreadsService).hear(heard), of)).conversationId;
  }

  /** A later call with the lead, of a campaign with this rubric; it has ended, and is yet to be read. */
  async function aCall(leadId: string, rubricId: string, lines: readonly string[]): Promise<string> {
    app.clock.advance(MINUTE);
    const ended = await anEndedConversation(app, tenantId, lines, { rubricId });
    await app.sql('update conversations set lead_id = $2 where id = $1', [ended.conversationId, leadId]);
    await app.sql('update calls set lead_id = $2 where id = $1', [ended.callId, leadId]);
    await inTenant(() => app.get(AssessmentStore).plan({ ...ended, leadId }));
    return ended.conversationId;
  }

  async function assessmentOf(conversationId: string) {
    const columns = 'id, score, rubric_id as "rubricId", rubric_version as version, provisional';
    const [row] = await app.sql(`select ${columns} from assessments where conversation_id = $1`, [conversationId]);
    return row ?? {};
  }

  const assess = async (conversationId: string) => {
    const { id } = await assessmentOf(conversationId);
    await inTenant(() => app.get(Assessor).assess(String(id)));
  };
  const scoreAgain = async (leadId: string) => Number((await inTenant(() => app.get(Rescorer).lead(leadId))).score);
  const scoreOf = async (leadId: string) =>
    Number((await app.sql<{ score: string }>('select score from leads where id = $1', [leadId]))[0]?.score);

  it('is that of the last call, though they write on in an older thread', async () => {
    const [leadId, stranger] = [await aLead(), await aLead(other)];
    const [thread, foreign] = [await write(leadId, BUDGET), await write(stranger, BUDGET, other)];
    expect(await read(thread)).toMatchObject({ score: 30, nextQuestion: { field: 'timeline' } });
    await read(foreign, other);
    const rubricId = await aRubric('Houses', 90);
    provider.answer = () => Promise.resolve(anAnswer());
    await assess(await aCall(leadId, rubricId, ['Hello?', 'Hello.']));
    expect(await scoreAgain(leadId)).toBe(90);
    expect(await read(thread)).toMatchObject({ score: 90, decision: 'QUALIFIED' });
    await write(leadId, 'Thanks.');
    expect(await read(thread)).toMatchObject({ score: 90, temperature: 'HOT', decision: 'QUALIFIED' });
    expect(await scoreOf(leadId)).toBe(90);
    expect(await assessmentOf(thread)).toMatchObject({ score: '90.00', rubricId, version: 1 });
    expect(await app.sql('select stage from leads where id = $1', [leadId])).toEqual([{ stage: 'QUALIFIED' }]);
    expect(await scoreAgain(leadId)).toBe(90);
    await write(stranger, 'Thanks.', other);
    expect(await read(foreign, other)).toMatchObject({ score: 30 });
    expect(await assessmentOf(foreign)).toMatchObject({ score: '30.00', rubricId: null, version: null });
  });

  it('is that of the last call, though a model reads an older one of late', async () => {
    const leadId = await aLead();
    const [first, second] = [await aRubric('Flats', 20), await aRubric('Houses', 90)];
    provider.answer = DOWN;
    const older = await aCall(leadId, first, ['Your budget?', BUDGET]);
    app.clock.advance(30 * MINUTE);
    await assess(older);
    expect(await assessmentOf(older)).toMatchObject({ score: '20.00', provisional: true });
    provider.answer = () => Promise.resolve(anAnswer());
    await assess(await aCall(leadId, second, ['Hello?', 'Hello.']));
    expect(await scoreAgain(leadId)).toBe(90);
    provider.answer = () => Promise.resolve(saysBudget(2));
    app.clock.advance(MINUTE);
    const { id } = await assessmentOf(older);
    await inTenant(() => app.get(ReadingUpgrades).upgrade(String(id)), other);
    expect(await assessmentOf(older)).toMatchObject({ provisional: true });
    await inTenant(() => app.get(ReadingUpgrades).upgrade(String(id)));
    const own = { score: '20.00', rubricId: first, version: 1, provisional: false };
    expect(await assessmentOf(older)).toMatchObject(own);
    expect(await scoreOf(leadId)).toBe(90);
    expect(await scoreAgain(leadId)).toBe(90);
  });

  it('is the one a new conversation is read by, where one is given', async () => {
    const leadId = await aLead();
    const [first, second] = [await aRubric('Flats', 20), await aRubric('Houses', 90)];
    const by = (id: string, rubricId: string) => inTenant(() => app.get(TextAssessor).read(id, { rubricId }));
    const thread = await write(leadId, BUDGET);
    expect(await by(thread, first)).toMatchObject({ score: 20 });
    app.clock.advance(MINUTE);
    const heard = { leadId, channel: 'WHATSAPP', text: 'Hello.', messageKey: `m${(messages += 1)}` } as const;
    const { conversationId } = await inTenant(() => app.get(ThreadsService).hear(heard));
    provider.answer = () => Promise.resolve(anAnswer());
    expect(await by(conversationId, second)).toMatchObject({ score: 90 });
    expect(await scoreAgain(leadId)).toBe(90);
  });
});
