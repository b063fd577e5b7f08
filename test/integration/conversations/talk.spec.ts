import type { AnswerPlan } from '../../../src/voice/carrier.port';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { addTurn, aSpokenCall, begin } from './a-spoken-call';
import { startTalkStage, type TalkStage } from './talk-stage';

let stage: TalkStage;

beforeAll(async () => {
  stage = await startTalkStage();
});
afterAll(() => stage.app.close());
beforeEach(() => stage.model.answers(() => ({ text: 'I see. Tell me more?' })));

describe('open', () => {
  it('says at once that a machine calls, for whom, and how to be called no more, then greets', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId, { greeting: 'Hi {name}. Is this a good time?' });
    expect(await stage.open(call)).toEqual({
      kind: 'GATHER',
      say: 'This is an AI assistant making a sales call on behalf of Acme Homes. To get no more calls, press 9 or say stop. This call may be recorded and is transcribed. Hi Anna Schmidt. Is this a good time?',
      language: 'en-US',
      voice: 'Polly.Matthew-Neural',
      exchange: 0,
      tenantId: call.tenantId,
      callId: call.id,
    });
    expect(stage.model.requests).toHaveLength(0);
  });

  it('speaks the language of the agent', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId, {
      language: 'ar-AE',
      voice: 'Polly.Hala-Neural',
      greeting: 'مرحبا {name}.',
    });
    expect(await stage.open(call)).toMatchObject({
      say: 'معك مساعد ذكاء اصطناعي في مكالمة مبيعات نيابة عن Acme Homes. لعدم تلقي مكالمات أخرى، اضغط 9 أو قل توقف. قد تسجل هذه المكالمة ويكتب نصها. مرحبا Anna Schmidt.',
      language: 'ar-AE',
    });
  });

  it('opens once however often it is asked', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    const plans = await Promise.all([stage.open(call), stage.open(call), stage.open(call)]);
    expect(new Set(plans.map((plan) => JSON.stringify(plan))).size).toBe(1);
    expect(await stage.transcript(call)).toHaveLength(1);
  });
});

describe('reply', () => {
  it('asks the model with the persona, the guidance, the person and all that was said', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId, { guidance: 'Offer a visit.', attributes: { rooms: 3 } });
    await stage.open(call);
    stage.model.answers(() => ({ text: 'What budget do you have in mind?' }));
    expect(await stage.say(call, 1, 'I look for a flat')).toMatchObject({
      kind: 'GATHER',
      say: 'What budget do you have in mind?',
      exchange: 1,
    });
    const [request] = stage.model.requests;
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
    expect((await stage.transcript(call)).map(({ speaker, exchange }) => `${speaker} ${exchange}`)).toEqual([
      'AGENT 0',
      'LEAD 1',
      'AGENT 1',
    ]);
  });

  it('holds no transaction open while the model thinks', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    let idle: unknown;
    stage.model.answers(async () => {
      const text = `select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'
        and application_name = 'callwright'`;
      [idle] = await stage.app.sql(text);
      return { text: 'Yes.' };
    });
    await stage.say(call, 1, 'Hello');
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
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    stage.model.answers(() => ({ text, toolCalls: [{ name, input }] }));
    expect(await stage.say(call, 1, 'Well then')).toMatchObject({ kind: 'SAY_AND_HANG_UP', say: said });
    expect((await stage.transcript(call)).at(-1)).toEqual({ exchange: 1, speaker: 'AGENT', text: said, action });
    expect(await stage.isSuppressed(call)).toBe(false);
  });

  it('tells a machine nothing', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    stage.model.answers(() => ({
      text: 'Goodbye.',
      toolCalls: [{ name: 'end_call', input: { reason: 'voicemail' } }],
    }));
    expect(await stage.say(call, 1, 'Please leave a message after the tone')).toEqual({ kind: 'HANG_UP' });
  });

  it('follows the person into Arabic, and back', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    stage.model.answers(() => ({ text: 'ما هي ميزانيتك؟' }));
    expect(await stage.say(call, 1, 'أبحث عن شقة')).toMatchObject({
      say: 'ما هي ميزانيتك؟',
      language: 'ar-AE',
      voice: 'Polly.Hala-Neural',
    });
    expect(await stage.say(call, 2, '')).toMatchObject({ say: 'هل ما زلت معي؟', language: 'ar-AE' });
    stage.model.answers(() => ({ text: 'Of course. What is your budget?' }));
    expect(await stage.say(call, 3, 'Can we speak English please')).toMatchObject({
      language: 'en-US',
      voice: 'Polly.Matthew-Neural',
    });
    expect(await stage.say(call, 4, 'मुझे हिंदी में बताइए')).toMatchObject({ language: 'en-US' });
    const rows = await stage.app.sql(
      `select t.language from turns t join conversations c on c.tenant_id = t.tenant_id and c.id = t.conversation_id
       where c.call_id = $1 and t.speaker = 'LEAD' order by t.seq`,
      [call.id],
    );
    expect(rows).toEqual(['ar-AE', 'en-US', 'hi-IN'].map((language) => ({ language })));
  });
});

describe('copies of one request', () => {
  it('are answered once, with the same words, although they come at the same time', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    let silent: Promise<AnswerPlan> | undefined;
    stage.model.answers(async () => {
      // A copy that lost its words comes while the model thinks.
      silent = stage.say(call, 1, '');
      await new Promise((resolve) => setTimeout(resolve, 150));
      return { text: `Answer ${stage.model.requests.length}.` };
    });
    const copies = await Promise.all([
      stage.say(call, 1, 'Hello'),
      stage.say(call, 1, 'Hello'),
      stage.say(call, 1, 'Hello'),
    ]);
    const plans = [...copies, await silent];
    expect(plans.map((plan) => plan?.kind === 'GATHER' && plan.say)).toEqual(Array(4).fill('Answer 1.'));
    expect(stage.model.requests).toHaveLength(1);
    expect(await stage.say(call, 1, 'Hello')).toEqual(plans[0]);
    expect(stage.model.requests).toHaveLength(1);
    expect(await stage.transcript(call)).toHaveLength(3);
  });

  it('get an answer even when the first one was lost on the way', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    const conversation = await begin(stage.app, call);
    await addTurn(stage.app, conversation, { exchange: 1, speaker: 'LEAD', text: 'Hello' });
    expect(await stage.say(call, 1, 'Hello')).toMatchObject({
      kind: 'GATHER',
      say: 'Sorry, could you say that again?',
    });
    expect(stage.model.requests).toHaveLength(0);
  });
});

describe('two tenants', () => {
  it('cannot speak on each other’s calls', async () => {
    const call = await aSpokenCall(stage.app, stage.tenantId);
    await stage.open(call);
    await expect(
      stage.app.asTenant(stage.other, () => stage.talk.reply({ ...call, tenantId: stage.other }, 1, { text: 'Hello' })),
    ).rejects.toThrow(/not found/);
    expect(await stage.transcript(call)).toHaveLength(1);
    const seen = await stage.app.asTenant(stage.other, () =>
      stage.app.get(UnitOfWork).run((tx) => tx.query('select count(*)::int as turns from turns')),
    );
    expect(seen).toEqual([{ turns: 0 }]);
  });

  it('are each announced under their own name', async () => {
    const call = await aSpokenCall(stage.app, stage.other);
    expect(await stage.open(call)).toMatchObject({ say: expect.stringContaining('on behalf of Other Co.') as string });
  });
});
