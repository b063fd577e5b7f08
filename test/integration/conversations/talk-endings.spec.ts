import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { ModelRefused, ModelUnavailable } from '../../../src/language-models/language-models.errors';
import { TokenBudgetExhausted } from '../../../src/usage/usage.errors';
import { aSpokenCall } from './a-spoken-call';
import { startTalkStage, type TalkStage } from './talk-stage';

let stage: TalkStage;

beforeAll(async () => {
  stage = await startTalkStage();
});
afterAll(() => stage.app.close());
beforeEach(() => stage.model.answers(() => ({ text: 'I see. Tell me more?' })));

describe('opting out', () => {
  it.each([
    ['Please stop calling me', undefined, 'Understood. We will not call you again. Goodbye.'],
    ['لا تتصل بي مرة أخرى', undefined, 'حسنا، لن نتصل بك مرة أخرى. مع السلامة.'],
    ['', '9', 'Understood. We will not call you again. Goodbye.'],
  ])('by %p %p needs no model', async (text, digits, said) => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    expect(await stage.say(call, 1, text, digits)).toMatchObject({ kind: 'SAY_AND_HANG_UP', say: said });
    expect(stage.model.requests).toHaveLength(0);
    expect(await stage.isSuppressed(call)).toBe(true);
    expect((await stage.transcript(call)).slice(1)).toMatchObject([
      { speaker: 'LEAD', text: text || '(pressed 9)' },
      { speaker: 'AGENT', action: 'OPT_OUT' },
    ]);
  });

  it('holds when the model understood it', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    stage.model.answers(() => ({
      text: 'Sure!',
      toolCalls: [
        { name: 'opt_out', input: {} },
        { name: 'end_call', input: { reason: 'done' } },
      ],
    }));
    expect(await stage.say(call, 1, 'I would rather you lost this number')).toMatchObject({
      kind: 'SAY_AND_HANG_UP',
      say: 'Understood. We will not call you again. Goodbye.',
    });
    expect(await stage.isSuppressed(call)).toBe(true);
  });

  it('is stored with the goodbye or not at all', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    const suppressions = stage.app.get(SuppressionsService);
    const add = jest.spyOn(suppressions, 'add').mockRejectedValueOnce(new Error('the database went away'));
    await expect(stage.say(call, 1, 'Stop calling me')).rejects.toThrow('went away');
    expect(await stage.transcript(call)).toHaveLength(1);
    add.mockRestore();
    expect((await stage.say(call, 1, 'Stop calling me')).kind).toBe('SAY_AND_HANG_UP');
    expect(await stage.isSuppressed(call)).toBe(true);
  });

  it('counts after the conversation has ended', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    await stage.end(call);
    expect(await stage.say(call, 1, 'Never call me again')).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
    expect(await stage.isSuppressed(call)).toBe(true);
  });

  it('is this tenant’s alone', async () => {
    const [ours, theirs] = await Promise.all([
      aSpokenCall(stage.app, stage.tenantId, { phone: '+14155559991' }),
      aSpokenCall(stage.app, stage.other, { phone: '+14155559991' }),
    ]);
    await stage.open(ours);
    await stage.say(ours, 1, 'Take me off your list');
    expect(await stage.isSuppressed(ours)).toBe(true);
    expect(await stage.isSuppressed(theirs)).toBe(false);
  });
});

describe('when nothing is heard', () => {
  it('asks twice whether anybody is there, then says goodbye', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    expect(await stage.say(call, 1, '')).toMatchObject({ kind: 'GATHER', say: 'Are you still there?' });
    expect(await stage.say(call, 2, '  ')).toMatchObject({ kind: 'GATHER', say: 'Are you still there?' });
    expect(await stage.say(call, 3, '')).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
    expect(stage.model.requests).toHaveLength(0);
    expect((await stage.transcript(call)).filter(({ speaker }) => speaker === 'LEAD')).toHaveLength(0);
  });

  it('begins to count anew when somebody has spoken', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    await stage.say(call, 1, '');
    await stage.say(call, 2, '');
    await stage.say(call, 3, 'Here I am');
    expect(await stage.say(call, 4, '')).toMatchObject({ kind: 'GATHER', say: 'Are you still there?' });
  });
});

describe('when the model fails', () => {
  it.each([
    ['is down', () => Promise.reject(new ModelUnavailable({ spent: 'NOTHING', reason: 'overloaded_error' }))],
    ['declines', () => Promise.reject(new ModelRefused({ spent: 'NOTHING', reason: 'refusal' }))],
    ['breaks in a way nobody thought of', () => Promise.reject(new TypeError('x is not a function'))],
    ['says and does nothing', () => ({ text: ' ' })],
  ])('%s: asks to repeat once, then apologises', async (_case, script) => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    stage.model.answers(script);
    expect(await stage.say(call, 1, 'Hello')).toMatchObject({
      kind: 'GATHER',
      say: 'Sorry, could you say that again?',
    });
    expect(await stage.say(call, 2, 'Hello')).toMatchObject({
      kind: 'SAY_AND_HANG_UP',
      say: 'I am sorry, we have a technical problem. We will try again another time. Goodbye.',
    });
    expect(stage.model.requests).toHaveLength(2);
  });

  it('goes on when it has recovered', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    stage.model.answers(() => Promise.reject(new ModelUnavailable({ spent: 'NOTHING', reason: 'overloaded_error' })));
    await stage.say(call, 1, 'Hello');
    stage.model.answers(() => ({ text: 'What are you looking for?' }));
    expect(await stage.say(call, 2, 'Hello again')).toMatchObject({ kind: 'GATHER', say: 'What are you looking for?' });
  });

  it('does not wait for one that does not answer, nor believe it later', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    let signal: AbortSignal | undefined;
    stage.model.answers((request) => {
      signal = request.signal;
      return new Promise(() => undefined);
    });
    expect(await stage.say(call, 1, 'Hello')).toMatchObject({
      kind: 'GATHER',
      say: 'Sorry, could you say that again?',
    });
    expect(signal?.aborted).toBe(true);
  });

  it('apologises at once without a key', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    stage.model.configured = false;
    expect(await stage.say(call, 1, 'Hello')).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
    expect((await stage.transcript(call)).at(-1)?.action).toBe('APOLOGY');
  });

  it.each([
    [
      'TENANT_TOKENS',
      'OUT_OF_BUDGET',
      'I am sorry, I have to end our call here. Thank you for talking to me. Goodbye.',
    ],
    ['TENANT_MONEY', 'OUT_OF_BUDGET', 'I am sorry, I have to end our call here. Thank you for talking to me. Goodbye.'],
    [
      'CAMPAIGN_MONEY',
      'OUT_OF_BUDGET',
      'I am sorry, I have to end our call here. Thank you for talking to me. Goodbye.',
    ],
    ['LEAD_TOKENS', 'OUT_OF_BUDGET', 'I am sorry, I have to end our call here. Thank you for talking to me. Goodbye.'],
    ['CALL_TOKENS', 'WRAP_UP', 'Thank you for taking so much time. That is all for now. Goodbye.'],
  ] as const)('takes its leave at once when %s has no room', async (refusing, action, say) => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    stage.model.answers(() => Promise.reject(new TokenBudgetExhausted(refusing)));
    expect(await stage.say(call, 1, 'Hello')).toMatchObject({ kind: 'SAY_AND_HANG_UP', say, language: 'en-US' });
    expect((await stage.transcript(call)).slice(-2)).toMatchObject([{ speaker: 'LEAD', text: 'Hello' }, { action }]);
    expect(stage.model.requests).toHaveLength(1);
  });

  it.each([
    ['ar-AE', 'مرحبا، أبحث عن شقة.', /مع السلامة\.$/u],
    ['hi-IN', 'नमस्ते, मुझे फ्लैट चाहिए।', /अलविदा।$/u],
  ])('takes its leave in the language of the person: %s', async (language, words, farewell) => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    stage.model.answers(() => Promise.reject(new TokenBudgetExhausted()));
    expect(await stage.say(call, 1, words)).toMatchObject({
      kind: 'SAY_AND_HANG_UP',
      language,
      say: expect.stringMatching(farewell),
    });
  });

  it('never cuts a sentence', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    stage.model.answers(() => ({ text: 'We have many flats. The one I would', stopReason: 'max_tokens' }));
    expect(await stage.say(call, 1, 'Hello')).toMatchObject({ say: 'We have many flats.' });
  });
});

describe('limits', () => {
  it('takes its leave of somebody who talks without end, and keeps a part of it', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    expect((await stage.say(call, 1, 'blah '.repeat(2_000))).kind).toBe('GATHER');
    expect((await stage.say(call, 2, 'blah '.repeat(2_000))).kind).toBe('GATHER');
    expect(await stage.say(call, 3, 'blah '.repeat(2_000))).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
    expect(Math.max(...(await stage.transcript(call)).map(({ text }) => text.length))).toBeLessThanOrEqual(2_000);
  });

  it('takes its leave before the carrier cuts the call', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId, { maxCallSeconds: 120 });
    await stage.open(call);
    stage.app.clock.advance(80_000);
    expect((await stage.say(call, 1, 'Hello')).kind).toBe('GATHER');
    stage.app.clock.advance(11_000);
    expect(await stage.say(call, 2, 'So')).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
  });

  it('hangs up on what comes after the end, and keeps the words', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    await stage.end(call);
    expect(await stage.say(call, 1, 'Wait, my budget is a million')).toEqual({ kind: 'HANG_UP' });
    expect(stage.model.requests).toHaveLength(0);
    expect((await stage.transcript(call)).at(-1)?.text).toContain('a million');
  });
});
