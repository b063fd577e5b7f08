import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import { SpokenConversation } from '../../../src/calls/talk/spoken-conversation.service';
import { TalkLimits } from '../../../src/calls/talk/talk-limits';
import { TalkModule } from '../../../src/calls/talk/talk.module';
import { SuppressionsService } from '../../../src/compliance/suppressions.service';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import type { Turn } from '../../../src/conversations/turn.entity';
import { LanguageModel } from '../../../src/language-models/language-model.port';
import { ModelRefused, ModelUnavailable } from '../../../src/language-models/language-models.errors';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { TokenBudgetExhausted } from '../../../src/usage/usage.errors';
import type { AnswerPlan } from '../../../src/voice/carrier.port';
import { startTestApp, type TestApp } from '../../support/test-app';
import { addTurn, aSpokenCall, begin } from './a-spoken-call';
import { ScriptedModel } from '../../support/doubles/scripted-model';

/** The limits of the program, with less patience. */
class ShortLimits extends TalkLimits {
  override readonly answerWithinMs = 3_000;
  override readonly waitForCopyMs = 4_000;
  override readonly pollMs = 20;
  override readonly maxExchanges = 6;
  override readonly maxTalkCharacters = 5_000;
}

const model = new ScriptedModel();
let app: TestApp;
let talk: SpokenConversation;
let tenantId: string;
let other: string;

beforeAll(async () => {
  app = await startTestApp({
    imports: [TalkModule],
    overrides: [
      { token: LanguageModel, value: model },
      { token: TalkLimits, value: new ShortLimits() },
    ],
  });
  talk = app.get(SpokenConversation);
  tenantId = await app.newTenant({ name: 'Acme Homes' });
  other = await app.newTenant({ name: 'Other Co' });
});
afterAll(() => app.close());
beforeEach(() => model.answers(() => ({ text: 'I see. Tell me more?' })));

async function open(call: SpokenCall): Promise<AnswerPlan> {
  await begin(app, call);
  return app.asTenant(call.tenantId, () => talk.open(call));
}

function say(call: SpokenCall, exchange: number, text: string, digits?: string): Promise<AnswerPlan> {
  return app.asTenant(call.tenantId, () =>
    talk.reply(call, exchange, { text, confidence: 0.9, ...(digits ? { digits } : {}) }),
  );
}

async function transcript(call: SpokenCall): Promise<Pick<Turn, 'exchange' | 'speaker' | 'text' | 'action'>[]> {
  return app.asTenant(call.tenantId, async () => {
    const conversations = app.get(ConversationsService);
    const conversation = await conversations.findByCall(call.id);
    if (!conversation) throw new Error('no conversation');
    const turns = await conversations.transcript(conversation.id);
    return turns.map(({ exchange, speaker, text, action }) => ({ exchange, speaker, text, action }));
  });
}

function isSuppressed(call: SpokenCall): Promise<boolean> {
  return app.asTenant(call.tenantId, () => app.get(SuppressionsService).isSuppressed(call.phone));
}

describe('open', () => {
  it('says at once that a machine calls, for whom, and how to be called no more, then greets', async () => {
    const call = await aSpokenCall(app, tenantId, { greeting: 'Hi {name}. Is this a good time?' });
    expect(await open(call)).toEqual({
      kind: 'GATHER',
      say: 'This is an AI assistant calling on behalf of Acme Homes. To get no more calls, press 9 or say stop. Hi Anna Schmidt. Is this a good time?',
      language: 'en-US',
      voice: 'Polly.Matthew-Neural',
      exchange: 0,
      tenantId,
      callId: call.id,
    });
    expect(model.requests).toHaveLength(0);
  });

  it('speaks the language of the agent', async () => {
    const call = await aSpokenCall(app, tenantId, {
      language: 'ar-AE',
      voice: 'Polly.Hala-Neural',
      greeting: 'مرحبا {name}.',
    });
    expect(await open(call)).toMatchObject({
      say: 'معك مساعد ذكاء اصطناعي يتصل نيابة عن Acme Homes. لعدم تلقي مكالمات أخرى، اضغط 9 أو قل توقف. مرحبا Anna Schmidt.',
      language: 'ar-AE',
    });
  });

  it('opens once however often it is asked', async () => {
    const call = await aSpokenCall(app, tenantId);
    const plans = await Promise.all([open(call), open(call), open(call)]);
    expect(new Set(plans.map((plan) => JSON.stringify(plan))).size).toBe(1);
    expect(await transcript(call)).toHaveLength(1);
  });
});

describe('reply', () => {
  it('asks the model with the persona, the guidance, the person and all that was said', async () => {
    const call = await aSpokenCall(app, tenantId, { guidance: 'Offer a visit.', attributes: { rooms: 3 } });
    await open(call);
    model.answers(() => ({ text: 'What budget do you have in mind?' }));
    expect(await say(call, 1, 'I look for a flat')).toMatchObject({
      kind: 'GATHER',
      say: 'What budget do you have in mind?',
      exchange: 1,
    });
    const [request] = model.requests;
    expect(request).toMatchObject({ tier: 'FAST', purpose: 'CALL_TURN', attribution: { callId: call.id } });
    expect(request?.system).toContain('You are Maya. Sell flats.');
    expect(request?.system).toContain('Offer a visit.');
    expect(request?.system).not.toContain('Anna');
    expect(request?.messages[0]?.text).toContain('Anna Schmidt');
    expect(request?.messages.at(-1)).toEqual({ role: 'user', text: 'I look for a flat' });
    expect(request?.tools?.map((tool) => tool.name)).toEqual([
      'end_call',
      'request_human',
      'opt_out',
      'schedule_callback',
    ]);
    expect(JSON.stringify(request)).not.toContain(call.phone);
    expect((await transcript(call)).map(({ speaker, exchange }) => `${speaker} ${exchange}`)).toEqual([
      'AGENT 0',
      'LEAD 1',
      'AGENT 1',
    ]);
  });

  it('holds no transaction open while the model thinks', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    let idle: unknown;
    model.answers(async () => {
      const text = `select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'
        and application_name = 'callwright'`;
      [idle] = await app.sql(text);
      return { text: 'Yes.' };
    });
    await say(call, 1, 'Hello');
    expect(idle).toEqual({ open: 0 });
  });

  it.each([
    [
      'end_call',
      { reason: 'not_interested' },
      'I understand. Goodbye.',
      'I understand. Goodbye.',
      'END_CALL:NOT_INTERESTED',
    ],
    ['end_call', { reason: 'done' }, '', 'Thank you for your time. Goodbye.', 'END_CALL:DONE'],
    ['end_call', { reason: 'wrong_number' }, '', 'Sorry, I have the wrong number. Goodbye.', 'END_CALL:WRONG_NUMBER'],
    [
      'schedule_callback',
      { when: 'Thursday at four' },
      'We will call on Thursday at four.',
      'We will call on Thursday at four.',
      'SCHEDULE_CALLBACK:Thursday at four',
    ],
    [
      'request_human',
      { reason: 'asked' },
      'Please stay on the line.',
      'Of course. I will ask a colleague to call you back. Thank you, goodbye.',
      'REQUEST_HUMAN',
    ],
  ])('%s %j ends the call with a last sentence', async (name, input, text, said, action) => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    model.answers(() => ({ text, toolCalls: [{ name, input }] }));
    expect(await say(call, 1, 'Well then')).toMatchObject({ kind: 'SAY_AND_HANG_UP', say: said });
    expect((await transcript(call)).at(-1)).toEqual({ exchange: 1, speaker: 'AGENT', text: said, action });
    expect(await isSuppressed(call)).toBe(false);
  });

  it('tells a machine nothing', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    model.answers(() => ({ text: 'Goodbye.', toolCalls: [{ name: 'end_call', input: { reason: 'voicemail' } }] }));
    expect(await say(call, 1, 'Please leave a message after the tone')).toEqual({ kind: 'HANG_UP' });
  });

  it('follows the person into Arabic, and back', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    model.answers(() => ({ text: 'ما هي ميزانيتك؟' }));
    expect(await say(call, 1, 'أبحث عن شقة')).toMatchObject({
      say: 'ما هي ميزانيتك؟',
      language: 'ar-AE',
      voice: 'Polly.Hala-Neural',
    });
    expect(await say(call, 2, '')).toMatchObject({ say: 'هل ما زلت معي؟', language: 'ar-AE' });
    model.answers(() => ({ text: 'Of course. What is your budget?' }));
    expect(await say(call, 3, 'Can we speak English please')).toMatchObject({
      language: 'en-US',
      voice: 'Polly.Matthew-Neural',
    });
    expect(await say(call, 4, 'मुझे हिंदी में बताइए')).toMatchObject({ language: 'en-US' });
    const rows = await app.sql(
      `select t.language from turns t join conversations c on c.tenant_id = t.tenant_id and c.id = t.conversation_id
       where c.call_id = $1 and t.speaker = 'LEAD' order by t.seq`,
      [call.id],
    );
    expect(rows).toEqual(['ar-AE', 'en-US', 'hi-IN'].map((language) => ({ language })));
  });
});

describe('copies of one request', () => {
  it('are answered once, with the same words, although they come at the same time', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    let silent: Promise<AnswerPlan> | undefined;
    model.answers(async () => {
      // A copy that lost its words comes while the model thinks.
      silent = say(call, 1, '');
      await new Promise((resolve) => setTimeout(resolve, 150));
      return { text: `Answer ${model.requests.length}.` };
    });
    const copies = await Promise.all([say(call, 1, 'Hello'), say(call, 1, 'Hello'), say(call, 1, 'Hello')]);
    const plans = [...copies, await silent];
    expect(plans.map((plan) => plan?.kind === 'GATHER' && plan.say)).toEqual(Array(4).fill('Answer 1.'));
    expect(model.requests).toHaveLength(1);
    expect(await say(call, 1, 'Hello')).toEqual(plans[0]);
    expect(model.requests).toHaveLength(1);
    expect(await transcript(call)).toHaveLength(3);
  });

  it('get an answer even when the first one was lost on the way', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    const conversation = await begin(app, call);
    await addTurn(app, conversation, { exchange: 1, speaker: 'LEAD', text: 'Hello' });
    expect(await say(call, 1, 'Hello')).toMatchObject({ kind: 'GATHER', say: 'Sorry, could you say that again?' });
    expect(model.requests).toHaveLength(0);
  });
});

describe('opting out', () => {
  it.each([
    ['Please stop calling me', undefined, 'Understood. We will not call you again. Goodbye.'],
    ['لا تتصل بي مرة أخرى', undefined, 'حسنا، لن نتصل بك مرة أخرى. مع السلامة.'],
    ['', '9', 'Understood. We will not call you again. Goodbye.'],
  ])('by %p %p needs no model', async (text, digits, said) => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    expect(await say(call, 1, text, digits)).toMatchObject({ kind: 'SAY_AND_HANG_UP', say: said });
    expect(model.requests).toHaveLength(0);
    expect(await isSuppressed(call)).toBe(true);
    expect((await transcript(call)).slice(1)).toMatchObject([
      { speaker: 'LEAD', text: text || '(pressed 9)' },
      { speaker: 'AGENT', action: 'OPT_OUT' },
    ]);
  });

  it('holds when the model understood it', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    model.answers(() => ({
      text: 'Sure!',
      toolCalls: [
        { name: 'opt_out', input: {} },
        { name: 'end_call', input: { reason: 'done' } },
      ],
    }));
    expect(await say(call, 1, 'I would rather you lost this number')).toMatchObject({
      kind: 'SAY_AND_HANG_UP',
      say: 'Understood. We will not call you again. Goodbye.',
    });
    expect(await isSuppressed(call)).toBe(true);
  });

  it('is stored with the goodbye or not at all', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    const suppressions = app.get(SuppressionsService);
    const add = jest.spyOn(suppressions, 'add').mockRejectedValueOnce(new Error('the database went away'));
    await expect(say(call, 1, 'Stop calling me')).rejects.toThrow('went away');
    expect(await transcript(call)).toHaveLength(1);
    add.mockRestore();
    expect((await say(call, 1, 'Stop calling me')).kind).toBe('SAY_AND_HANG_UP');
    expect(await isSuppressed(call)).toBe(true);
  });

  it('counts after the conversation has ended', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    await end(call);
    expect(await say(call, 1, 'Never call me again')).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
    expect(await isSuppressed(call)).toBe(true);
  });

  it('is this tenant’s alone', async () => {
    const [ours, theirs] = await Promise.all([
      aSpokenCall(app, tenantId, { phone: '+14155559991' }),
      aSpokenCall(app, other, { phone: '+14155559991' }),
    ]);
    await open(ours);
    await say(ours, 1, 'Take me off your list');
    expect(await isSuppressed(ours)).toBe(true);
    expect(await isSuppressed(theirs)).toBe(false);
  });
});

async function end(call: SpokenCall): Promise<void> {
  await app.asTenant(call.tenantId, async () => {
    const conversations = app.get(ConversationsService);
    const conversation = await conversations.findByCall(call.id);
    await conversations.end(conversation?.id ?? '', { at: app.clock.now() });
  });
}

describe('when nothing is heard', () => {
  it('asks twice whether anybody is there, then says goodbye', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    expect(await say(call, 1, '')).toMatchObject({ kind: 'GATHER', say: 'Are you still there?' });
    expect(await say(call, 2, '  ')).toMatchObject({ kind: 'GATHER', say: 'Are you still there?' });
    expect(await say(call, 3, '')).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
    expect(model.requests).toHaveLength(0);
    expect((await transcript(call)).filter(({ speaker }) => speaker === 'LEAD')).toHaveLength(0);
  });

  it('begins to count anew when somebody has spoken', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    await say(call, 1, '');
    await say(call, 2, '');
    await say(call, 3, 'Here I am');
    expect(await say(call, 4, '')).toMatchObject({ kind: 'GATHER', say: 'Are you still there?' });
  });
});

describe('when the model fails', () => {
  it.each([
    ['is down', () => Promise.reject(new ModelUnavailable({ spent: 'NOTHING', reason: 'overloaded_error' }))],
    ['declines', () => Promise.reject(new ModelRefused({ spent: 'NOTHING', reason: 'refusal' }))],
    ['breaks in a way nobody thought of', () => Promise.reject(new TypeError('x is not a function'))],
    ['says and does nothing', () => ({ text: ' ' })],
  ])('%s: asks to repeat once, then apologises', async (_case, script) => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    model.answers(script);
    expect(await say(call, 1, 'Hello')).toMatchObject({ kind: 'GATHER', say: 'Sorry, could you say that again?' });
    expect(await say(call, 2, 'Hello')).toMatchObject({
      kind: 'SAY_AND_HANG_UP',
      say: 'I am sorry, we have a technical problem. We will try again another time. Goodbye.',
    });
    expect(model.requests).toHaveLength(2);
  });

  it('goes on when it has recovered', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    model.answers(() => Promise.reject(new ModelUnavailable({ spent: 'NOTHING', reason: 'overloaded_error' })));
    await say(call, 1, 'Hello');
    model.answers(() => ({ text: 'What are you looking for?' }));
    expect(await say(call, 2, 'Hello again')).toMatchObject({ kind: 'GATHER', say: 'What are you looking for?' });
  });

  it('does not wait for one that does not answer, nor believe it later', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    let signal: AbortSignal | undefined;
    model.answers((request) => {
      signal = request.signal;
      return new Promise(() => undefined);
    });
    expect(await say(call, 1, 'Hello')).toMatchObject({ kind: 'GATHER', say: 'Sorry, could you say that again?' });
    expect(signal?.aborted).toBe(true);
  });

  it.each([
    ['without a budget', () => model.answers(() => Promise.reject(new TokenBudgetExhausted()))],
    [
      'without a key',
      () => {
        model.configured = false;
      },
    ],
  ])('%s apologises at once', async (_case, prepare) => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    prepare();
    expect(await say(call, 1, 'Hello')).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
    expect((await transcript(call)).at(-1)?.action).toBe('APOLOGY');
  });

  it('never cuts a sentence', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    model.answers(() => ({ text: 'We have many flats. The one I would', stopReason: 'max_tokens' }));
    expect(await say(call, 1, 'Hello')).toMatchObject({ say: 'We have many flats.' });
  });
});

describe('limits', () => {
  it('takes its leave after enough exchanges', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    for (let exchange = 1; exchange < 6; exchange += 1) {
      expect((await say(call, exchange, `Thing ${exchange}`)).kind).toBe('GATHER');
    }
    expect(await say(call, 6, 'And another thing')).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
    expect(model.requests).toHaveLength(5);
    expect((await transcript(call)).at(-1)?.action).toBe('WRAP_UP');
  });

  it('takes its leave of somebody who talks without end, and keeps a part of it', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    expect((await say(call, 1, 'blah '.repeat(2_000))).kind).toBe('GATHER');
    expect((await say(call, 2, 'blah '.repeat(2_000))).kind).toBe('GATHER');
    expect(await say(call, 3, 'blah '.repeat(2_000))).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
    expect(Math.max(...(await transcript(call)).map(({ text }) => text.length))).toBeLessThanOrEqual(2_000);
  });

  it('takes its leave before the carrier cuts the call', async () => {
    const call = await aSpokenCall(app, tenantId, { maxCallSeconds: 120 });
    await open(call);
    app.clock.advance(80_000);
    expect((await say(call, 1, 'Hello')).kind).toBe('GATHER');
    app.clock.advance(11_000);
    expect(await say(call, 2, 'So')).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
  });

  it('hangs up on what comes after the end, and keeps the words', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    await end(call);
    expect(await say(call, 1, 'Wait, my budget is a million')).toEqual({ kind: 'HANG_UP' });
    expect(model.requests).toHaveLength(0);
    expect((await transcript(call)).at(-1)?.text).toContain('a million');
  });
});

describe('two tenants', () => {
  it('cannot speak on each other’s calls', async () => {
    const call = await aSpokenCall(app, tenantId);
    await open(call);
    await expect(
      app.asTenant(other, () => talk.reply({ ...call, tenantId: other }, 1, { text: 'Hello' })),
    ).rejects.toThrow(/not found/);
    expect(await transcript(call)).toHaveLength(1);
    const seen = await app.asTenant(other, () =>
      app.get(UnitOfWork).run((tx) => tx.query('select count(*)::int as turns from turns')),
    );
    expect(seen).toEqual([{ turns: 0 }]);
  });

  it('are each announced under their own name', async () => {
    const call = await aSpokenCall(app, other);
    expect(await open(call)).toMatchObject({ say: expect.stringContaining('on behalf of Other Co.') as string });
  });
});
