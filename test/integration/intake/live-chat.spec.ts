import { createClient, type Client } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { WebSocket } from 'ws';
import { GUEST_PASS_MS } from '../../../src/platform/access/guest-passes.service';
import { TurnsService } from '../../../src/conversations/turns.service';
import { until } from '../../support/until';
import { bearer } from '../auth/auth-app';
import { type Answer, type Company, IntakeStage, keyOf, newPhone } from './intake-stage';

let stage: IntakeStage;
beforeAll(async () => {
  stage = await IntakeStage.start();
});
afterAll(() => stage?.api.app.close());

interface Message {
  sessionId: string;
  messageId: string;
  text: string;
  phone?: string;
}

const aMessage = (about: Partial<Message> & Record<string, unknown> = {}): Message => ({
  sessionId: randomUUID(),
  messageId: randomUUID(),
  text: 'Is it still free?',
  ...about,
});
const chat = (body: unknown, by?: Company): Promise<Answer> => stage.post('live-chat', body, by?.key);
const say = (company: Company, conversationId: unknown, speaker: 'AGENT' | 'HUMAN', text: string) =>
  stage.api.app.asTenant(company.id, () =>
    stage.api.app
      .get(TurnsService)
      .write({ conversationId: String(conversationId), speaker, text, messageKey: uuidv7() }),
  );
const turnsOf = (tenantId: string, conversationId: unknown) =>
  stage.api.app.sql('select seq, speaker, text from turns where tenant_id = $1 and conversation_id = $2 order by seq', [
    tenantId,
    conversationId,
  ]);
const problemsOf = ({ body }: Answer) => JSON.stringify(body);

describe('a message of a live chat', () => {
  it('makes a lead, is a turn of their thread, and the session suffices from then on', async () => {
    const phone = newPhone();
    const first = aMessage({
      phone,
      name: 'Anna',
      email: 'anna@example.com',
      language: 'en',
      page: 'https://a.example',
    });
    const begun = await chat(first);
    expect(begun).toMatchObject({ status: 202, body: { seq: 1, optedOut: false } });
    const { conversationId, leadId } = begun.body;
    const second = await chat(aMessage({ sessionId: first.sessionId, text: 'Hello?' }));
    expect(second.body).toMatchObject({ conversationId, leadId, seq: 2 });
    expect(await turnsOf(stage.acme.id, conversationId)).toEqual([
      { seq: 1, speaker: 'LEAD', text: 'Is it still free?' },
      { seq: 2, speaker: 'LEAD', text: 'Hello?' },
    ]);
    expect(await stage.api.app.sql('select phone, name, email, source from leads where id = $1', [leadId])).toEqual([
      { phone, name: 'Anna', email: 'anna@example.com', source: 'LIVE_CHAT' },
    ]);
    expect(
      await stage.api.app.sql('select channel, status from conversations where id = $1', [conversationId]),
    ).toEqual([{ channel: 'LIVE_CHAT', status: 'ACTIVE' }]);
    expect(await stage.api.app.sql('select 1 from consents where phone = $1', [phone])).toEqual([]);
  });

  it('is heard once however often and at once it comes, and with another body is a conflict', async () => {
    const message = aMessage({ phone: newPhone() });
    const answers = await Promise.all([1, 2, 3, 4].map(() => chat(message)));
    const places = answers.map(({ body: { conversationId, leadId, seq } }) => ({ conversationId, leadId, seq }));
    expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(1);
    expect(await turnsOf(stage.acme.id, places[0]?.conversationId)).toHaveLength(1);
    expect(await chat({ ...message, text: 'Something else' })).toMatchObject({ status: 409 });
    expect(await turnsOf(stage.acme.id, places[0]?.conversationId)).toHaveLength(1);
    // Answers are kept for a day; the turn knows its message for good.
    await stage.api.app.sql('delete from idempotent_answers');
    expect((await chat(message)).body).toMatchObject({ seq: 1 });
    expect(await turnsOf(stage.acme.id, places[0]?.conversationId)).toHaveLength(1);
  });

  it('belongs to its company alone, though session, message and person are the same', async () => {
    const message = aMessage({ phone: newPhone() });
    const [ours, theirs] = [await chat(message), await chat(message, stage.zenith)];
    expect(theirs.status).toBe(202);
    expect(theirs.body['conversationId']).not.toBe(ours.body['conversationId']);
    const { phone: _phone, ...rest } = message;
    const stolen = await chat({ ...rest, messageId: 'next', sessionId: randomUUID() }, stage.zenith);
    expect(stolen.status).toBe(400);
    const own = aMessage({ phone: newPhone() });
    await chat(own);
    const before = await stage.traceOf(stage.zenith.id);
    expect(await chat({ sessionId: own.sessionId, messageId: '2', text: 'Hi' }, stage.zenith)).toMatchObject({
      status: 400,
    });
    expect(await stage.traceOf(stage.zenith.id)).toEqual(before);
    const read = `live-chat/${String(ours.body['conversationId'])}/messages`;
    expect((await stage.read(read, stage.zenith.key)).status).toBe(404);
  });

  it('cannot give a session to another person', async () => {
    const message = aMessage({ phone: newPhone() });
    await chat(message);
    const before = await stage.traceOf(stage.acme.id);
    const other = await chat({ ...message, messageId: '2', phone: newPhone() });
    expect(other.status).toBe(400);
    expect(problemsOf(other)).toContain('phone');
    expect(await stage.traceOf(stage.acme.id)).toEqual(before);
    expect((await chat({ ...message, messageId: '3' })).body).toMatchObject({ seq: 2 });
  });

  it.each<[string, Record<string, unknown>]>([
    ['phone', { phone: undefined }],
    ['phone', { phone: 'twelve' }],
    ['phone', { phone: 12 }],
    ['phone', { phone: '+1212' }],
    ['sessionId', { sessionId: 'short' }],
    ['sessionId', { sessionId: undefined }],
    ['sessionId', { sessionId: 'a:b'.repeat(8) }],
    ['messageId', { messageId: '' }],
    ['messageId', { messageId: 'x'.repeat(101) }],
    ['messageId', { messageId: 'naïve' }],
    ['text', { text: ' ' }],
    ['text', { text: '\u0000\u0007' }],
    ['text', { text: 'x'.repeat(4_001) }],
    ['text', { text: { deep: [[[[]]]] } }],
    ['email', { email: 'no address' }],
    ['page', { page: ['https://a.example'] }],
    ['verified', { verified: 'yes' }],
    ['pone', { pone: '+12125550101' }],
  ])('with a bad %s is refused, which names it, and leaves no trace', async (field, about) => {
    const before = await stage.traceOf(stage.acme.id);
    const answer = await chat(aMessage({ phone: newPhone(), ...about }));
    expect(answer).toMatchObject({ status: 400, type: expect.stringContaining('application/problem+json') });
    expect(problemsOf(answer)).toContain(field);
    expect(await stage.traceOf(stage.acme.id)).toEqual(before);
  });

  it.each<[number, unknown, string]>([
    [413, { ...aMessage(), text: 'x'.repeat(1_000_000) }, 'application/json'],
    [400, '{', 'application/json'],
    [400, '[]', 'application/json'],
    [400, 'null', 'application/json'],
    [400, 'sessionId=1', 'application/x-www-form-urlencoded'],
    [400, 'hello', 'text/plain'],
    [400, `{"text":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 'application/json'],
  ])('answers %s to what is no message', async (status, body, type) => {
    const before = await stage.traceOf(stage.acme.id);
    expect((await stage.post('live-chat', body, stage.acme.key, type)).status).toBe(status);
    expect(await stage.traceOf(stage.acme.id)).toEqual(before);
  });

  it('keeps no control characters, and every script', async () => {
    const { body } = await chat(aMessage({ phone: newPhone(), text: 'a\u0000b\u0007 هل ما زالت متاحة؟ 😀\ud83d' }));
    expect(await turnsOf(stage.acme.id, body['conversationId'])).toMatchObject([
      { text: 'a b  هل ما زالت متاحة؟ 😀\ufffd' },
    ]);
  });

  it('is taken from nobody without the right key', async () => {
    const reader = await keyOf(stage.api, stage.acme.owner, ['leads:read']);
    expect((await stage.post('live-chat', aMessage(), {})).status).toBe(401);
    expect((await stage.post('live-chat', aMessage(), { 'x-api-key': 'ck_no' })).status).toBe(401);
    expect((await stage.post('live-chat', aMessage(), reader)).status).toBe(403);
    expect((await stage.post('live-chats', aMessage())).status).toBe(404);
  });

  it('of a paused company is heard all the same', async () => {
    await stage.api.app.sql("update tenants set status = 'PAUSED' where id = $1", [stage.zenith.id]);
    expect((await chat(aMessage({ phone: newPhone() }), stage.zenith)).status).toBe(202);
    await stage.api.app.sql("update tenants set status = 'ACTIVE' where id = $1", [stage.zenith.id]);
  });
});

describe('a stop in a chat', () => {
  const suppressed = (tenantId: string, phone: string) =>
    stage.api.app.sql('select 1 from suppressions where tenant_id = $1 and phone = $2', [tenantId, phone]);

  it.each(['STOP', 'please stop texting me', 'توقف'])(
    '%j is in force when it is answered, and is no turn',
    async (text) => {
      const phone = newPhone();
      const message = aMessage({ phone });
      const { body } = await chat(message);
      const stop = { sessionId: message.sessionId, messageId: 'stop', text };
      const answer = await chat(stop);
      expect(answer).toMatchObject({
        status: 202,
        body: { conversationId: null, leadId: body['leadId'], seq: null, optedOut: true, replyToken: null },
      });
      expect(await suppressed(stage.acme.id, phone)).toHaveLength(1);
      expect(await suppressed(stage.zenith.id, phone)).toEqual([]);
      expect(await turnsOf(stage.acme.id, body['conversationId'])).toHaveLength(1);
      expect((await chat(stop)).body).toEqual(answer.body);
    },
  );

  it('makes nobody a lead', async () => {
    const phone = newPhone();
    expect((await chat(aMessage({ phone, text: 'STOP' }))).body).toMatchObject({ leadId: null, optedOut: true });
    expect(await suppressed(stage.acme.id, phone)).toHaveLength(1);
    expect(await stage.api.app.sql('select 1 from leads where phone = $1', [phone])).toEqual([]);
    expect((await chat(aMessage({ phone: 'nobody', text: 'STOP' }))).status).toBe(400);
  });
});

describe('the answers of a chat', () => {
  const clients: Client[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
  });

  function follow(replyToken: unknown): {
    told: { seq: number; speaker: string; text: string }[];
    failures: unknown[];
  } {
    const client = createClient({
      url: `${stage.api.app.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${String(replyToken)}` },
      retryAttempts: 0,
      lazy: true,
    });
    clients.push(client);
    const seen = { told: [] as { seq: number; speaker: string; text: string }[], failures: [] as unknown[] };
    client.subscribe<{ chatReplied: { seq: number; speaker: string; text: string } }>(
      { query: 'subscription { chatReplied { seq speaker text } }' },
      {
        next: ({ data, errors }) => {
          if (errors) seen.failures.push(...errors);
          if (data) seen.told.push(data.chatReplied);
        },
        error: (error) => seen.failures.push(error),
        complete: () => undefined,
      },
    );
    return seen;
  }

  it('are read by machines, and by the visitor', async () => {
    const first = aMessage({ phone: newPhone() });
    const { conversationId } = (await chat(first)).body;
    await say(stage.acme, conversationId, 'AGENT', 'Yes.');
    const now = await chat(aMessage({ sessionId: first.sessionId, text: 'I am back' }));
    expect(now.body).toMatchObject({ conversationId, seq: 3 });
    await say(stage.acme, conversationId, 'HUMAN', 'Olga here.');
    const ours = await stage.read(`live-chat/${String(conversationId)}/messages?after=2`, stage.acme.key);
    expect(ours.body['replies']).toMatchObject([{ seq: 4, speaker: 'HUMAN' }]);
    const visitor = bearer(String(now.body['replyToken']));
    expect((await stage.read('live-chat/replies', visitor)).body['replies']).toMatchObject([{ seq: 2 }, { seq: 4 }]);
    expect((await stage.read('live-chat/replies?after=2', visitor)).body['replies']).toMatchObject([{ seq: 4 }]);
    expect((await stage.read('live-chat/replies?after=x', visitor)).status).toBe(400);
  });

  it('have what reads from left to right set apart where they are Arabic, the turns have not', async () => {
    const { body } = await chat(aMessage({ phone: newPhone() }));
    const { conversationId, replyToken } = body;
    const seen = follow(replyToken);
    const words = 'سجّلت طلبك برقم 4F9A-02C7.';
    const shown = 'سجّلت طلبك برقم \u20684F9A-02C7\u2069.';
    await until(async () => {
      await say(stage.acme, conversationId, 'AGENT', words);
      return seen.told.length > 0 || seen.failures.length > 0;
    });
    expect(seen.told[0]).toMatchObject({ text: shown });
    const replies = (await stage.read('live-chat/replies', bearer(String(replyToken)))).body['replies'];
    expect(replies).toContainEqual(expect.objectContaining({ text: shown }));
    expect(await turnsOf(stage.acme.id, conversationId)).toContainEqual({ seq: 2, speaker: 'AGENT', text: words });
  });

  it('come to a browser as they are given, and nothing else does', async () => {
    const { body } = await chat(aMessage({ phone: newPhone() }));
    const other = await chat(aMessage({ phone: newPhone() }));
    const seen = follow(body['replyToken']);
    await until(async () => {
      await say(stage.acme, body['conversationId'], 'AGENT', 'Yes, it is.');
      return seen.told.length > 0 || seen.failures.length > 0;
    });
    await say(stage.acme, other.body['conversationId'], 'AGENT', 'For somebody else.');
    await say(stage.acme, body['conversationId'], 'HUMAN', 'Olga here.');
    await until(() => seen.told.some(({ speaker }) => speaker === 'HUMAN'));
    expect(seen.failures).toEqual([]);
    expect(new Set(seen.told.map(({ text }) => text))).toEqual(new Set(['Yes, it is.', 'Olga here.']));
  });

  it('are shown for an hour, to nobody with a token of another making, and a token opens nothing else', async () => {
    const { body } = await chat(aMessage({ phone: newPhone() }));
    const token = String(body['replyToken']);
    expect(await stage.api.codeOf('{ leads { nodes { id } } }', {}, bearer(token))).toBe('FORBIDDEN');
    expect((await stage.post('live-chat', aMessage({ phone: newPhone() }), bearer(token))).status).toBe(403);
    expect((await stage.read(`live-chat/${String(body['conversationId'])}/messages`, bearer(token))).status).toBe(403);
    expect((await stage.read('live-chat/replies', stage.acme.key)).status).toBe(403);
    expect((await stage.read('live-chat/replies', bearer(`${token}x`))).status).toBe(401);
    expect((await stage.read('live-chat/replies', {})).status).toBe(401);
    stage.api.app.clock.advance(GUEST_PASS_MS);
    expect((await stage.read('live-chat/replies', bearer(token))).status).toBe(401);
  });
});
