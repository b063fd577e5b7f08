import { ThreadsService } from '../../../src/conversations/threads/threads.service';
import { TurnsService } from '../../../src/conversations/turns.service';
import { Assessor } from '../../../src/qualification/assessments/assessor.service';
import { AssessmentStore } from '../../../src/qualification/assessments/assessment-store.service';
import { extractionSchema } from '../../../src/qualification/extraction/extraction';
import { LeadFacts } from '../../../src/qualification/facts/lead-facts.service';
import { ReadingUpgrades } from '../../../src/qualification/readings/reading-upgrades.service';
import { TextAssessor } from '../../../src/qualification/readings/text-assessor.service';
import { STANDARD_FIELDS } from '../../../src/qualification/rules/field-definitions';
import { MOST_UPGRADES } from '../../../src/qualification/rules/upgrade-delay';
import type { TestApp } from '../../support/test-app';
import { aSpokenCall } from '../conversations/a-spoken-call';
import { factsOf } from '../escalation/escalation-stage';
import { anEndedConversation, KEEN } from './an-ended-conversation';
import { startQualificationApp } from './qualification-app';
import { aClaim, anAnswer, DOWN, StandInProvider } from './stand-in-provider';

const HOUR = 3_600_000;
const BUDGET = 'My budget is 800 thousand dollars.';
const VALUES: Record<string, string | number | boolean> = {
  budget: 800_000,
  timeline: 'later',
  decision_maker: true,
  urgency: 'low',
};
/** A claim about every field there is. */
const ALL = STANDARD_FIELDS.map(({ name }) => aClaim(name, VALUES[name] ?? ['a flat by the sea'], 1, BUDGET));
const SAID_BUDGET = anAnswer({ facts: [aClaim('budget', 800_000, 1, '800 thousand dollars')] });

describe('reading a conversation while it goes on', () => {
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
    provider.answer = () => Promise.resolve(SAID_BUDGET);
  });

  const inTenant = <T>(work: () => Promise<T>): Promise<T> => app.asTenant(tenantId, work);
  const read = (conversationId: string) => inTenant(() => app.get(TextAssessor).read(conversationId));
  const held = (leadId: string) =>
    inTenant(async () =>
      (await app.get(LeadFacts).of(leadId)).map(({ field, value, extractor }) => ({ field, value, extractor })),
    );
  const leadRow = async (leadId: string) =>
    (await app.sql('select stage, score, temperature from leads where id = $1', [leadId]))[0];
  const aLead = async () => (await aSpokenCall(app, tenantId)).leadId;

  async function write(leadId: string, text: string): Promise<string> {
    const heard = { leadId, channel: 'SMS', text, messageKey: `m${(messages += 1)}` } as const;
    return (await inTenant(() => app.get(ThreadsService).hear(heard))).conversationId;
  }

  it('scores what was written, moves the lead with it, and names the next question', async () => {
    const leadId = await aLead();
    const id = await write(leadId, BUDGET);
    expect(await read(id)).toMatchObject({
      score: 30,
      coverage: 55,
      ceiling: 100,
      decision: 'INCOMPLETE',
      nextQuestion: { field: 'timeline' },
      nextAction: 'NURTURE',
      signal: 'none',
      provisional: false,
    });
    expect(await leadRow(leadId)).toEqual({ stage: 'QUALIFYING', score: '30.00', temperature: 'COLD' });
    expect(provider.asked[0]).toMatchObject({ purpose: 'EXTRACTION', attribution: { conversationId: id } });
    expect(
      await app.sql("select 1 from outbox where tenant_id = $1 and name = 'assessment.completed'", [tenantId]),
    ).toEqual([]);
  });

  it('reads the same turns once, and later only what is new', async () => {
    const leadId = await aLead();
    const id = await write(leadId, BUDGET);
    const first = await read(id);
    expect(await read(id)).toEqual(first);
    expect(provider.asked).toHaveLength(1);
    for (let n = 0; n < 10; n += 1) await write(leadId, `Small talk, part ${'x'.repeat(n + 1)}.`);
    await write(leadId, 'Within a month, I decide, the flat is too small.');
    const facts = [
      aClaim('timeline', 'within_month', 12, 'Within a month'),
      aClaim('decision_maker', true, 12, 'I decide'),
      aClaim('pain_points', ['too small'], 12, 'the flat is too small'),
    ];
    provider.answer = () => Promise.resolve(anAnswer({ facts, next_action: 'SCHEDULE_DEMO' }));
    expect(await read(id)).toMatchObject({ score: 100, decision: 'QUALIFIED', nextQuestion: null });
    expect(provider.asked[1]?.messages[0]?.text).toContain('[12][LEAD]');
    expect(await leadRow(leadId)).toEqual({ stage: 'QUALIFIED', score: '100.00', temperature: 'HOT' });
    await write(leadId, 'See you.');
    await read(id);
    const told = { leadId, conversationId: id, score: 100, temperature: 'HOT', nextAction: 'SCHEDULE_DEMO' };
    expect(await factsOf(app, tenantId, 'correspondent.qualified')).toEqual([expect.objectContaining(told)]);
    expect(await factsOf(app, other, 'correspondent.qualified')).toEqual([]);
    const [row] = await app.sql('select turns_read, turns_read_by_model from assessments where conversation_id = $1', [
      id,
    ]);
    expect(row).toEqual({ turns_read: 13, turns_read_by_model: 13 });
  });

  it('asks for everything where all is known and nothing but an "Ok" is new: there is no form without fields', async () => {
    const asked: unknown[] = [];
    for (const [of, unknown] of [
      [tenantId, ''],
      [other, 'location'],
    ] as const) {
      const { leadId } = await aSpokenCall(app, of);
      const says = (text: string, channel: 'SMS' | 'WHATSAPP') =>
        app.asTenant(of, async () => {
          const message = { leadId, channel, text, messageKey: `m${(messages += 1)}` };
          return app.get(TextAssessor).read((await app.get(ThreadsService).hear(message)).conversationId);
        });
      provider.answer = () => Promise.resolve(anAnswer({ facts: ALL.filter(({ field }) => field !== unknown) }));
      expect(await says(BUDGET, 'SMS')).toMatchObject({ provisional: false });
      provider.answer = () => Promise.resolve(anAnswer());
      expect(await says('Ok.', 'WHATSAPP')).toMatchObject({ provisional: false });
      asked.push(provider.asked.at(-1)?.outputSchema);
    }
    expect(asked).toEqual([extractionSchema(ALL.map(({ field }) => field)), extractionSchema(['location'])]);
    expect(provider.asked).toHaveLength(4);
  });

  it('hears a yes to our own offer, of what was known and of what was refused', async () => {
    const leadId = await aLead();
    const id = await write(leadId, 'Perhaps later. Who decides is none of your business.');
    const refused = { ...aClaim('decision_maker', null, 1, 'none of your business'), status: 'refused' } as const;
    provider.answer = () => Promise.resolve(anAnswer({ facts: [aClaim('timeline', 'later', 1, 'later'), refused] }));
    await read(id);
    const offer = 'Could you decide within a month now, and is it you who decides?';
    const offers = { conversationId: id, speaker: 'AGENT', text: offer, messageKey: `m${(messages += 1)}` } as const;
    await inTenant(() => app.get(TurnsService).write(offers));
    await write(leadId, 'Yes, sure.');
    const quotes = (text: string) => ['Yes, sure.', text].map((said, i) => ({ turn: 3 - i, text: said }));
    const facts = [
      { ...aClaim('timeline', 'within_month', 3, 'Yes, sure.'), quotes: quotes('within a month') },
      { ...aClaim('decision_maker', true, 3, 'Yes, sure.'), quotes: quotes('is it you who decides') },
    ];
    provider.answer = ({ outputSchema }) =>
      Promise.resolve(anAnswer({ facts: facts.filter(({ field }) => JSON.stringify(outputSchema).includes(field)) }));
    await read(id);
    expect(await held(leadId)).toMatchObject([
      { field: 'decision_maker', value: true },
      { field: 'timeline', value: 'within_month' },
    ]);
  });

  it('counts "tomorrow" from when it was said, and keeps what was promised until something else is', async () => {
    const leadId = await aLead();
    const id = await write(leadId, BUDGET);
    const promised = async () =>
      (
        await app.sql<{ at: Date | null }>('select callback_at as at from assessments where conversation_id = $1', [id])
      )[0]?.at;
    const says = async (text: string, extraction: Parameters<typeof anAnswer>[0]) => {
      app.clock.advance(24 * HOUR);
      await write(leadId, text);
      provider.answer = () => Promise.resolve(anAnswer({ facts: [], ...extraction }));
      await read(id);
    };
    await read(id);
    const asked = { outcome_signal: 'callback_requested', callback_text: 'tomorrow at 5 pm' } as const;
    await says('Call me tomorrow at 5 pm please.', asked);
    expect(await promised()).toEqual(new Date('2026-07-10T00:00:00.000Z'));
    app.clock.advance(-23 * HOUR);
    await says('Is there parking?', {});
    expect(await promised()).toEqual(new Date('2026-07-10T00:00:00.000Z'));
    await says('No, do not bother.', { outcome_signal: 'not_interested' });
    expect(await promised()).toBeNull();
  });

  it('does with rules where no model answers, and has a model read it later, once', async () => {
    const leadId = await aLead();
    const id = await write(leadId, BUDGET);
    provider.answer = DOWN;
    expect(await read(id)).toMatchObject({ score: 30, provisional: true, nextQuestion: { field: 'timeline' } });
    expect(await held(leadId)).toEqual([{ field: 'budget', value: 800_000, extractor: 'RULES' }]);
    const upgrades = app.get(ReadingUpgrades);
    await upgrades.sweep();
    expect(provider.asked).toHaveLength(1);
    app.clock.advance(60_000);
    provider.answer = () => Promise.resolve(SAID_BUDGET);
    await Promise.all([upgrades.sweep(), upgrades.sweep()]);
    expect(provider.asked).toHaveLength(2);
    expect(await held(leadId)).toEqual([{ field: 'budget', value: 800_000, extractor: 'MODEL' }]);
    expect(await read(id)).toMatchObject({ score: 30, provisional: false });
    expect(await app.sql('select 1 from lead_facts where lead_id = $1', [leadId])).toHaveLength(2);
    app.clock.advance(86_400_000);
    await upgrades.sweep();
    expect(provider.asked).toHaveLength(2);
  });

  it('stops asking models after so many tries', async () => {
    const id = await write(await aLead(), BUDGET);
    provider.answer = DOWN;
    await read(id);
    for (let n = 0; n < MOST_UPGRADES + 3; n += 1) {
      app.clock.advance(7 * 3_600_000);
      await app.get(ReadingUpgrades).sweep();
    }
    expect(provider.asked).toHaveLength(1 + MOST_UPGRADES);
    const [row] = await app.sql('select provisional, upgrade_due_at from assessments where conversation_id = $1', [id]);
    expect(row).toEqual({ provisional: true, upgrade_due_at: null });
  });

  it('takes a plain wish to be left alone at its word, whoever reads it', async () => {
    const id = await write(await aLead(), 'Do not contact me ever again.');
    provider.answer = DOWN;
    expect(await read(id)).toMatchObject({ signal: 'opt_out', nextAction: 'CLOSE' });
    expect(
      await app.sql('select 1 from suppressions where tenant_id = $1 and removed_at is null', [tenantId]),
    ).toHaveLength(1);
  });

  it('reads neither calls nor what is another tenant’s', async () => {
    const ended = await anEndedConversation(app, tenantId);
    await expect(read(ended.conversationId)).rejects.toMatchObject({ field: 'conversationId' });
    const id = await write(await aLead(), 'Hello');
    await expect(app.asTenant(other, () => app.get(TextAssessor).read(id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  describe('of a call whose model is away for long', () => {
    const row = async (id: string) => (await app.sql('select * from assessments where id = $1', [id]))[0];
    const told = () =>
      app.sql("select payload from outbox where tenant_id = $1 and name = 'assessment.completed'", [tenantId]);

    it('is settled by rules, provisionally, then read by a model, and told of and counted once', async () => {
      const ended = await anEndedConversation(app, tenantId, KEEN);
      await inTenant(() => app.get(AssessmentStore).plan(ended));
      const [planned] = await app.sql<{ id: string }>('select id from assessments where call_id = $1', [ended.callId]);
      const id = planned?.id ?? '';
      provider.answer = DOWN;
      await inTenant(() => app.get(Assessor).assess(id));
      expect(await row(id)).toMatchObject({ status: 'PENDING', provisional: false });
      app.clock.advance(30 * 60_000);
      await inTenant(() => app.get(Assessor).assess(id));
      expect(await row(id)).toMatchObject({ status: 'COMPLETED', provisional: true, extractor: 'RULES' });
      expect(await told()).toHaveLength(1);
      const facts = [
        aClaim('budget', 800_000, 4, 'My budget is 800 thousand dollars'),
        aClaim('timeline', 'within_month', 6, 'Within a month'),
        aClaim('decision_maker', true, 6, 'I make the decision myself'),
        aClaim('pain_points', ['flat too small'], 2, 'Our current flat is too small'),
      ];
      const late = { outcome_signal: 'callback_requested', callback_text: 'Friday' } as const;
      provider.answer = () => Promise.resolve(anAnswer({ facts, ...late }));
      app.clock.advance(60_000);
      await app.get(ReadingUpgrades).sweep();
      const upgraded = { provisional: false, extractor: 'MODEL', score: '100.00', next_action: 'HUMAN_HANDOFF' };
      expect(await row(id)).toMatchObject(upgraded);
      expect(await told()).toHaveLength(1);
      expect(await leadRow(ended.leadId)).toMatchObject({ score: '100.00', temperature: 'HOT' });
      const now = await held(ended.leadId);
      expect(now.map(({ field }) => field)).toEqual(['budget', 'decision_maker', 'pain_points', 'timeline']);
      expect(now.every(({ extractor }) => extractor === 'MODEL')).toBe(true);
    });
  });
});
