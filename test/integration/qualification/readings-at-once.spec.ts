import { ThreadsService } from '../../../src/conversations/threads/threads.service';
import type { ModelAnswer } from '../../../src/language-models/language-model.port';
import { LeadFacts } from '../../../src/qualification/facts/lead-facts.service';
import { ReadingUpgrades } from '../../../src/qualification/readings/reading-upgrades.service';
import { TextAssessor } from '../../../src/qualification/readings/text-assessor.service';
import type { TestApp } from '../../support/test-app';
import { aSpokenCall } from '../conversations/a-spoken-call';
import { startQualificationApp } from './qualification-app';
import { aClaim, anAnswer, DOWN, StandInProvider } from './stand-in-provider';

const MINUTE = 60_000;
const BUDGET = 'My budget is 800 thousand dollars.';
const TIMELINE = 'We want to move within a month.';
const BUDGET_CLAIM = aClaim('budget', 800_000, 1, '800 thousand dollars');

describe('two readings of one conversation at once', () => {
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
    provider.answer = DOWN;
  });

  const read = (id: string, of = tenantId) => app.asTenant(of, () => app.get(TextAssessor).read(id));
  const upgrade = async (id: string) => {
    const { assessment_id: assessmentId } = await row(id);
    await app.asTenant(tenantId, () => app.get(ReadingUpgrades).upgrade(String(assessmentId)));
  };
  const row = async (id: string) => {
    const columns = 'id as assessment_id, turns_read, turns_read_by_model, provisional, upgrade_due_at';
    const [found] = await app.sql(`select ${columns} from assessments where conversation_id = $1`, [id]);
    return found ?? {};
  };
  const held = (leadId: string, of = tenantId) =>
    app.asTenant(of, async () =>
      (await app.get(LeadFacts).of(leadId)).map(({ field, extractor }) => `${field} by ${extractor}`),
    );

  async function write(leadId: string, text: string, of = tenantId): Promise<string> {
    const heard = { leadId, channel: 'SMS', text, messageKey: `m${(messages += 1)}` } as const;
    return (await app.asTenant(of, () => app.get(ThreadsService).hear(heard))).conversationId;
  }

  /** A lead whose first message rules have read, a minute ago; the same of another company. */
  async function readByRules() {
    const leadId = (await aSpokenCall(app, tenantId)).leadId;
    const theirs = (await aSpokenCall(app, other)).leadId;
    const id = await write(leadId, BUDGET);
    await read(id);
    await read(await write(theirs, BUDGET, other), other);
    app.clock.advance(MINUTE);
    return { leadId, id, theirs };
  }

  /** The next question to the provider, once it is asked; it is answered when told to. */
  function nextQuestion() {
    let tellAsked = (): void => undefined;
    let answer: (by: Promise<Partial<ModelAnswer>>) => void = () => undefined;
    const asked = new Promise<void>((resolve) => (tellAsked = resolve));
    const answered = new Promise<Partial<ModelAnswer>>((resolve) => (answer = resolve));
    provider.answer = () => {
      tellAsked();
      return answered;
    };
    return { asked, answer: (by: Promise<Partial<ModelAnswer>>) => answer(by) };
  }

  it('leave what rules read last as it is, until a model has read that too', async () => {
    const { leadId, id, theirs } = await readByRules();
    const question = nextQuestion();
    const upgrading = upgrade(id);
    await question.asked;
    provider.answer = DOWN;
    await write(leadId, TIMELINE);
    expect(await read(id)).toMatchObject({ provisional: true });
    question.answer(Promise.resolve(anAnswer({ facts: [BUDGET_CLAIM], next_action: 'CLOSE' })));
    await upgrading;
    const waits = { turns_read: 2, turns_read_by_model: 0, provisional: true, upgrade_due_at: expect.any(Date) };
    expect(await row(id)).toMatchObject(waits);
    expect(await held(leadId)).toEqual(['budget by RULES', 'timeline by RULES']);
    const facts = [BUDGET_CLAIM, aClaim('timeline', 'within_month', 2, 'within a month')];
    provider.answer = () => Promise.resolve(anAnswer({ facts }));
    app.clock.advance(MINUTE);
    await upgrade(id);
    expect(await row(id)).toMatchObject({ turns_read: 2, turns_read_by_model: 2, upgrade_due_at: null });
    expect(await held(leadId)).toEqual(['budget by MODEL', 'timeline by MODEL']);
    expect(await held(theirs, other)).toEqual(['budget by RULES']);
  });

  it('leave what a model has read meanwhile as it is, where rules read on', async () => {
    const { leadId, id, theirs } = await readByRules();
    const first = nextQuestion();
    const upgrading = upgrade(id);
    await first.asked;
    await write(leadId, TIMELINE);
    const second = nextQuestion();
    const reading = read(id);
    await second.asked;
    first.answer(Promise.resolve(anAnswer()));
    await upgrading;
    second.answer(DOWN());
    expect(await reading).toMatchObject({ provisional: true });
    const waits = { turns_read: 2, turns_read_by_model: 1, provisional: true, upgrade_due_at: expect.any(Date) };
    expect(await row(id)).toMatchObject(waits);
    expect(await held(leadId)).toEqual(['timeline by RULES']);
    expect(await held(theirs, other)).toEqual(['budget by RULES']);
  });
});
