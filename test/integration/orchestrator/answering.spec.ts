import { ModelRefused, ModelUnavailable } from '../../../src/language-models/language-models.errors';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import { QuietThreads } from '../../../src/conversations/threads/quiet-threads.sweep';
import { ThreadDelivery } from '../../../src/conversations/delivery/thread-delivery.service';
import { Answerer } from '../../../src/orchestrator/answers/answerer.service';
import { AnswerSweep } from '../../../src/orchestrator/answers/answer-sweep.service';
import { ANSWER_MOVES } from '../../../src/orchestrator/answers/answer-life-cycle';
import { replyLinesIn } from '../../../src/orchestrator/replies/reply-lines';
import { TokenBudgetExhausted } from '../../../src/usage/usage.errors';
import { until } from '../../support/until';
import { AnswersStage } from './answers-stage';

const HOUR = 3_600_000;
let stage: AnswersStage;

beforeAll(async () => {
  stage = await AnswersStage.start();
});
afterAll(() => stage?.app.close());
beforeEach(() => stage.reset());

const down = () => Promise.reject(new ModelUnavailable({ spent: 'NOTHING', reason: 'down' }));
const english = replyLinesIn('en');

describe('an answer', () => {
  it('moves as the database says', async () => {
    const rows = await stage.app.sql<{ from: string; to: string }>(
      `select from_state as from, to_state as to from legal_moves where machine = 'answer'`,
    );
    const moves = Object.entries(ANSWER_MOVES).flatMap(([from, targets]) => targets.map((to) => ({ from, to })));
    expect(rows).toHaveLength(moves.length);
    expect(rows).toEqual(expect.arrayContaining(moves));
  });

  it('is written by the fast model, once, and stands in the thread', async () => {
    const anna = await stage.writer();
    const { said, answer } = await stage.exchange(anna, 'Hello, I am interested in a flat');
    expect(said).toEqual([
      { seq: 1, exchange: 1, speaker: 'LEAD', text: 'Hello, I am interested in a flat', action: null },
      { seq: 2, exchange: 1, speaker: 'AGENT', text: 'Thank you! What are you looking for?', action: null },
    ]);
    expect(answer).toMatchObject({
      state: 'DONE',
      route: { intent: 'SALES', flow: 'SALES', language: 'en', by: 'MODEL' },
    });
    expect(stage.asked('ROUTE').map(({ tier }) => tier)).toEqual(['FAST']);
    expect(stage.asked('REPLY').map(({ tier }) => tier)).toEqual(['FAST']);
  });

  it('goes out over the carrier where the lead wrote', async () => {
    for (const channel of ['SMS', 'WHATSAPP'] as const) {
      const anna = await stage.writer({ channel });
      const { said, answer } = await stage.exchange(anna, 'Hello, I am interested in a flat');
      expect(answer.state).toBe('DONE');
      expect(said).toHaveLength(2);
      expect(stage.sender.sent.filter(({ to }) => to === anna.phone)).toMatchObject([
        { channel, tenantId: stage.acme, body: expect.stringContaining('What are you looking for?') as string },
      ]);
    }
  });

  it('is given once, however often the message is delivered and the bell rings', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    const key = 'SM-the-same';
    const conversationId = await stage.write(anna, 'Is it free?', key);
    await Promise.all([1, 2, 3].map(() => stage.write(anna, 'Is it free?', key)));
    const { id } = await stage.settled(conversationId);
    await stage.app.asTenant(stage.acme, () => Promise.all([1, 2, 3].map(() => stage.app.get(Answerer).answer(id))));
    await stage.app.get(AnswerSweep).sweep();
    expect(stage.sender.sent).toHaveLength(1);
    expect(await stage.answersOf(conversationId)).toHaveLength(1);
  });

  it('covers all that was written before it', async () => {
    const anna = await stage.writer();
    let wrote = false;
    stage.scripted({
      reply: async (request) => {
        if (!wrote) {
          wrote = true;
          await stage.write(anna, 'with two bedrooms');
        }
        return {
          reply: request.messages[0]?.text.includes('two bedrooms') ? 'Two bedrooms it is.' : 'Which one?',
        };
      },
    });
    const { conversationId, said } = await stage.exchange(anna, 'I am looking for a flat');
    expect(said.map(({ speaker, text, exchange }) => [speaker, text, exchange])).toEqual([
      ['LEAD', 'I am looking for a flat', 1],
      ['LEAD', 'with two bedrooms', 2],
      ['AGENT', 'Two bedrooms it is.', 2],
    ]);
    expect(await stage.answersOf(conversationId)).toHaveLength(1);
  });

  it('is followed by one to what was written after it', async () => {
    const anna = await stage.writer();
    const first = await stage.exchange(anna, 'I am looking for a flat');
    const second = await stage.exchange(anna, 'with two bedrooms');
    expect(second.conversationId).toBe(first.conversationId);
    expect(second.said.map(({ exchange, speaker }) => [exchange, speaker])).toEqual([
      [1, 'LEAD'],
      [1, 'AGENT'],
      [3, 'LEAD'],
      [3, 'AGENT'],
    ]);
  });

  it('waits while the company is paused, and comes when it is not', async () => {
    const anna = await stage.writer();
    await stage.app.sql(`update tenants set status = 'PAUSED' where id = $1`, [stage.acme]);
    const conversationId = await stage.write(anna, 'Hello');
    await until(async () => (await stage.answersOf(conversationId))[0]?.lastError === 'company_paused');
    expect(stage.model.requests).toEqual([]);
    await stage.app.sql(`update tenants set status = 'ACTIVE' where id = $1`, [stage.acme]);
    stage.app.clock.advance(61_000);
    await stage.app.get(AnswerSweep).sweep();
    expect((await stage.settled(conversationId)).state).toBe('DONE');
  });

  it('comes after days of a pause as well: no thread ends before it, and other companies’ do', async () => {
    const [anna, answered] = [await stage.writer(), await stage.writer({ tenantId: stage.other })];
    await stage.app.sql(`update tenants set status = 'PAUSED' where id = $1`, [stage.acme]);
    const conversationId = await stage.write(anna, 'Hello');
    await until(async () => (await stage.answersOf(conversationId))[0]?.lastError === 'company_paused');
    stage.app.clock.advance(1_000);
    const done = await stage.exchange(answered, 'Hello');
    stage.app.clock.advance(25 * HOUR);
    const now = stage.app.clock.now();
    await stage.app.get(QuietThreads).sweep(1);
    const ended = stage.app.asTenant(stage.acme, () =>
      stage.app.get(ConversationsService).endQuiet(conversationId, now, now),
    );
    expect(await ended).toBe(false);
    expect([await stage.statusOf(conversationId), await stage.statusOf(done.conversationId)]).toEqual([
      'ACTIVE',
      'ENDED',
    ]);
    await stage.app.sql(`update tenants set status = 'ACTIVE' where id = $1`, [stage.acme]);
    await stage.app.get(AnswerSweep).sweep();
    expect((await stage.settled(conversationId)).state).toBe('DONE');
    expect((await stage.saidIn(conversationId)).map(({ speaker }) => speaker)).toEqual(['LEAD', 'AGENT']);
    stage.app.clock.advance(25 * HOUR);
    await stage.app.get(QuietThreads).sweep();
    expect(await stage.statusOf(conversationId)).toBe('ENDED');
  });

  it('is nothing another company sees', async () => {
    const anna = await stage.writer();
    const { conversationId } = await stage.exchange(anna, 'Hello there');
    await stage.app.asTenant(stage.other, async () => {
      expect(await stage.app.get(ConversationsService).find(conversationId)).toBeNull();
      expect(await stage.app.get(ConversationsService).lastHeard(conversationId)).toBe(0);
    });
  });
});

describe('a person of the company', () => {
  it('is asked for by rules, without a model, and the agent is silent until it is handed back', async () => {
    const anna = await stage.writer();
    const { conversationId, said, answer } = await stage.exchange(anna, 'I want to speak to a human please');
    expect(said.at(-1)).toMatchObject({ text: english.handover, action: 'REQUEST_HUMAN' });
    expect(answer.state).toBe('DONE');
    expect(stage.asked('ROUTE')).toEqual([]);
    expect(stage.asked('REPLY')).toEqual([]);
    expect(await stage.statusOf(conversationId)).toBe('ESCALATED');
    const escalations = `select trigger, status from escalations where conversation_id = $1`;
    expect(await stage.app.sql(escalations, [conversationId])).toMatchObject([{ trigger: 'HUMAN_REQUESTED' }]);
    const silent = await stage.exchange(anna, 'Are you still there?');
    expect(silent.answer).toMatchObject({ state: 'SKIPPED', skipReason: 'WITH_A_PERSON' });
    await stage.app.asTenant(stage.acme, () => stage.app.get(ConversationsService).handBack(conversationId));
    const back = await stage.exchange(anna, 'And what does it cost then?');
    expect(back.answer.state).toBe('DONE');
    expect(back.said.at(-1)?.speaker).toBe('AGENT');
  });

  it('who has answered is not answered over', async () => {
    const anna = await stage.writer();
    stage.scripted({ route: down });
    const conversationId = await stage.write(anna, 'Hello, is it free?');
    await until(
      async () => (await stage.answersOf(conversationId))[0]?.lastError?.startsWith('ModelUnavailable') ?? false,
    );
    await stage.app.asTenant(stage.acme, async () => {
      const conversation = await stage.app.get(ConversationsService).get(conversationId);
      const written = { speaker: 'HUMAN', conversation, text: 'Yes, it is. Olga', requestKey: 'person:1' } as const;
      await stage.app.get(ThreadDelivery).deliver(written);
      await stage.app.get(ThreadDelivery).deliver(written);
    });
    stage.scripted({});
    stage.app.clock.advance(10_000);
    await stage.app.get(AnswerSweep).sweep();
    expect(await stage.settled(conversationId)).toMatchObject({ state: 'SKIPPED', skipReason: 'ANSWERED_BY_A_PERSON' });
    expect((await stage.saidIn(conversationId)).map(({ speaker }) => speaker)).toEqual(['LEAD', 'HUMAN']);
  });

  it.each([
    ['sales', 'This is ridiculous, you are a scam, I am furious', 'ANGER'],
    ['doubt', 'hm', 'LOW_CONFIDENCE'],
  ])('takes over in case of %s', async (_, text, trigger) => {
    stage.scripted({ route: trigger === 'LOW_CONFIDENCE' ? { confidence: 0.3 } : { sentiment: 'ANGRY' } });
    const { conversationId } = await stage.exchange(await stage.writer(), text);
    expect(await stage.app.sql('select trigger from escalations where conversation_id = $1', [conversationId])).toEqual(
      [{ trigger }],
    );
  });

  it('takes over where the project has no agent', async () => {
    const { said, conversationId } = await stage.exchange(await stage.writer({ agent: false }), 'What does it cost?');
    expect(said.at(-1)?.text).toBe(english.holding);
    expect(await stage.statusOf(conversationId)).toBe('ESCALATED');
  });
});

describe('what a model may not say', () => {
  it('is written again by the stronger one', async () => {
    stage.scripted({
      reply: ({ tier }) => ({
        reply: tier === 'FAST' ? 'It costs 99,999 dollars.' : 'From 450,000 dollars.',
        grounds: 'COMPANY',
      }),
    });
    const { said } = await stage.exchange(await stage.writer(), 'What does it cost?');
    expect(said.at(-1)?.text).toBe('From 450,000 dollars.');
    expect(stage.asked('REPLY').map(({ tier }) => tier)).toEqual(['FAST', 'STRONG']);
  });

  it('is not said at all when the stronger one does no better', async () => {
    stage.scripted({ reply: { reply: 'Pay at https://evil.example now.', grounds: 'COMPANY' } });
    const { said, answer } = await stage.exchange(await stage.writer(), 'How do I pay?');
    expect(said.at(-1)).toMatchObject({ text: english.unknown, action: 'OFFER_HUMAN' });
    expect(answer.reply).toMatchObject({ withheld: ['INVENTED_LINK'], model: null });
  });

  it('is the price the lead made up, though only the agent’s words of it are still looked at', async () => {
    const anna = await stage.writer();
    stage.scripted({ reply: { reply: 'You spoke of 300,000 dirhams, I see.', grounds: 'CONVERSATION' } });
    const { conversationId } = await stage.exchange(anna, 'Let it be 300,000 dirhams');
    await stage.haveWrittenOn(conversationId, 38);
    stage.scripted({ reply: { reply: 'Yes, the price is 300,000 dirhams.', grounds: 'CONVERSATION' } });
    const { said, answer } = await stage.exchange(anna, 'We are agreed then');
    expect(said.map(({ text }) => text)).toContain('You spoke of 300,000 dirhams, I see.');
    expect(said.at(-1)).toMatchObject({ seq: 42, text: english.unknown, action: 'OFFER_HUMAN' });
    expect(answer.reply).toMatchObject({ withheld: ['INVENTED_NUMBER'], model: null });
  });

  it('is that no machine writes', async () => {
    const { said } = await stage.exchange(await stage.writer(), 'Are you a real person?');
    expect(said.at(-1)?.text).toMatch(/^I am an AI assistant of Acme Homes, not a human being\./);
  });
});

describe('what nobody knows', () => {
  it('is not made up: a person is offered, and called when the offer is taken', async () => {
    stage.scripted({
      route: { asks_question: true },
      reply: { reply: 'Sure, pets are fine.', grounds: 'PASSAGES', passages: [1] },
    });
    const anna = await stage.writer();
    const { said, conversationId } = await stage.exchange(anna, 'Are elephants allowed on the roof?');
    expect(said.at(-1)).toMatchObject({ text: english.unknown, action: 'OFFER_HUMAN' });
    const taken = await stage.exchange(anna, 'Yes please');
    expect(taken.said.at(-1)?.text).toBe(english.handover);
    expect(await stage.app.sql('select trigger from escalations where conversation_id = $1', [conversationId])).toEqual(
      [{ trigger: 'NO_KNOWLEDGE' }],
    );
  });
});

describe('what a model says it knows by itself', () => {
  it.each([
    ['Are elephants allowed?', { reply: 'Yes, elephants are welcome.', grounds: 'COMPANY' }, 'en'],
    ['Are elephants allowed?', { reply: 'Yes, as we said.', grounds: 'CONVERSATION' }, 'en'],
    ['هل يسمح بالتماسيح؟', { reply: 'نعم، التماسيح مسموحة.', grounds: 'COMPANY' }, 'ar'],
  ] as const)('is not said when nobody said so: %s', async (question, reply, language) => {
    stage.scripted({ route: { asks_question: true }, reply });
    const { said, answer } = await stage.exchange(await stage.writer(), question);
    expect(said.at(-1)).toMatchObject({ text: replyLinesIn(language).unknown, action: 'OFFER_HUMAN' });
    expect(answer.reply).toMatchObject({ withheld: ['NOT_SUPPORTED'], model: null });
  });

  it.each([
    ['What do the flats cost?', { reply: 'They begin at 450,000 dollars.', grounds: 'COMPANY' }],
    ['كم سعر الشقق؟', { reply: 'تبدأ من 450,000 دولار.', grounds: 'COMPANY' }],
    ['Who are you?', { reply: 'I am Maya, the assistant.', grounds: 'COMPANY' }],
    ['من أنت؟', { reply: 'أنا مايا، المساعدة الرقمية.', grounds: 'SMALL_TALK' }],
  ] as const)(
    'is said where the company’s words cover it, or nothing is asked of them: %s',
    async (question, reply) => {
      stage.scripted({ route: { asks_question: true }, reply });
      const { said } = await stage.exchange(await stage.writer(), question);
      expect(said.at(-1)?.text).toBe(reply.reply);
      expect(stage.asked('REPLY')).toHaveLength(1);
    },
  );
});

describe('without a model', () => {
  it('an answer waits, and comes when the model is back', async () => {
    stage.scripted({ reply: down });
    const conversationId = await stage.write(await stage.writer(), 'Hello, what does it cost?');
    await until(
      async () => (await stage.answersOf(conversationId))[0]?.lastError?.startsWith('ModelUnavailable') ?? false,
    );
    stage.scripted({});
    stage.app.clock.advance(5_000);
    await stage.app.get(AnswerSweep).sweep();
    const { state } = await stage.settled(conversationId);
    expect(state).toBe('DONE');
    expect(stage.asked('ROUTE')).toEqual([]);
  });

  it.each([
    ['is down for long', down, 'LOW_CONFIDENCE'],
    ['declines', () => Promise.reject(new ModelRefused({ spent: 'NOTHING', reason: 'refusal' })), 'MODEL_REFUSED'],
  ])('that %s, a person is called', async (_, reply, trigger) => {
    stage.scripted({ reply });
    const conversationId = await stage.write(await stage.writer(), 'Hello, what does it cost?');
    for (let tries = 1; tries < 3; tries += 1) {
      await until(async () => (await stage.answersOf(conversationId))[0]?.attempts === tries);
      await until(
        async () =>
          (
            await stage.app.sql('select 1 from answers where conversation_id = $1 and lease_until is not null', [
              conversationId,
            ])
          ).length === 0,
      );
      stage.app.clock.advance(20_000);
      await stage.app.get(AnswerSweep).sweep();
    }
    await stage.settled(conversationId);
    expect((await stage.saidIn(conversationId)).at(-1)?.text).toBe(english.holding);
    expect(await stage.app.sql('select trigger from escalations where conversation_id = $1', [conversationId])).toEqual(
      [{ trigger }],
    );
  });

  it('for want of budget, a person is called at once', async () => {
    const spent = () => Promise.reject(new TokenBudgetExhausted());
    stage.scripted({ route: spent, reply: spent });
    const { said, answer } = await stage.exchange(await stage.writer(), 'What does it cost?');
    expect(answer.route).toMatchObject({ by: 'RULES', intent: 'SALES' });
    expect(said.at(-1)?.text).toBe(english.holding);
  });
});
