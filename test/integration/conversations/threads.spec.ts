import { v7 as uuidv7 } from 'uuid';
import { ConversationsModule } from '../../../src/conversations/conversations.module';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import { ThreadCast } from '../../../src/conversations/threads/thread-cast.service';
import { ThreadsService, type HeardMessage, type HeardTurn } from '../../../src/conversations/threads/threads.service';
import { startTestApp, type TestApp } from '../../support/test-app';
import { aSpokenCall } from './a-spoken-call';
import { ToldFacts } from './told-facts';

let app: TestApp;
let tenantId: string;
let other: string;

beforeAll(async () => {
  app = await startTestApp({ imports: [ConversationsModule], providers: [ToldFacts] });
  tenantId = await app.newTenant();
  other = await app.newTenant();
});
afterAll(() => app.close());

/** A lead of a project whose agent is active. */
async function aLead(): Promise<{ leadId: string; agentId: string }> {
  return aSpokenCall(app, tenantId);
}

function hear(leadId: string, about: Partial<HeardMessage> = {}, as = tenantId): Promise<HeardTurn> {
  const message: HeardMessage = { leadId, channel: 'SMS', text: 'Is it free?', messageKey: uuidv7(), ...about };
  return app.asTenant(as, () => app.get(ThreadsService).hear(message));
}

const turnsOf = (conversationId: string) =>
  app.sql<{ seq: number; exchange: number; speaker: string; text: string }>(
    'select seq, exchange, speaker, text from turns where conversation_id = $1 order by seq',
    [conversationId],
  );

describe('hear', () => {
  it('keeps one thread per lead and channel, with the agent of the project', async () => {
    const { leadId, agentId } = await aLead();
    const first = await hear(leadId);
    app.clock.advance(1_000);
    const second = await hear(leadId, { text: 'Hello?' });
    const chat = await hear(leadId, { channel: 'LIVE_CHAT' });
    expect(second).toEqual({ conversationId: first.conversationId, seq: 2, isNew: true });
    expect(chat.conversationId).not.toBe(first.conversationId);
    expect(await turnsOf(first.conversationId)).toEqual([
      { seq: 1, exchange: 1, speaker: 'LEAD', text: 'Is it free?' },
      { seq: 2, exchange: 2, speaker: 'LEAD', text: 'Hello?' },
    ]);
    const thread = await app.asTenant(tenantId, () => app.get(ConversationsService).get(first.conversationId));
    expect(thread).toMatchObject({ channel: 'SMS', agentId, agentVersion: 1, callId: null, status: 'ACTIVE' });
    expect(thread.lastHeardAt).toEqual(app.clock.now());
  });

  it('hears a message once, however often and at once it is delivered', async () => {
    const { leadId } = await aLead();
    const message = { messageKey: uuidv7(), channel: 'WHATSAPP' } as const;
    const heard = await Promise.all([1, 2, 3, 4].map(() => hear(leadId, message)));
    expect(new Set(heard.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(heard.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(heard.map(({ seq }) => seq)).toEqual([1, 1, 1, 1]);
    const [thread] = heard;
    expect(await turnsOf(thread?.conversationId ?? '')).toHaveLength(1);
    expect(await app.get(ToldFacts).until('message.heard', thread?.conversationId ?? '', 1)).toMatchObject([
      { seq: 1 },
    ]);
  });

  it('hears a lead whose project has no agent', async () => {
    const { leadId, agentId } = await aLead();
    await app.sql('update agents set is_active = false where id = $1', [agentId]);
    const { conversationId } = await hear(leadId);
    const thread = await app.asTenant(tenantId, () => app.get(ConversationsService).get(conversationId));
    expect(thread).toMatchObject({ agentId: null, agentVersion: null, status: 'ACTIVE' });
  });

  it('has a lead of no project answered by the agent of none, or the only one, and else by nobody', async () => {
    const company = await app.newTenant();
    const cast = (leadId: string) => app.asTenant(company, () => app.get(ThreadCast).speakerFor(leadId));
    const first = await aSpokenCall(app, company);
    await app.sql('update leads set project_id = null where id = $1', [first.leadId]);
    expect(await cast(first.leadId)).toMatchObject({ agentId: first.agentId });
    const second = await aSpokenCall(app, company);
    expect(await cast(first.leadId)).toBeUndefined();
    await app.sql('update agents set project_id = null where id = $1', [second.agentId]);
    expect(await cast(first.leadId)).toMatchObject({ agentId: second.agentId });
  });

  it('begins another thread when the last one has ended', async () => {
    const { leadId } = await aLead();
    const { conversationId } = await hear(leadId);
    await app.asTenant(tenantId, () => app.get(ConversationsService).end(conversationId, { at: app.clock.now() }));
    expect((await hear(leadId)).conversationId).not.toBe(conversationId);
  });

  it('hears nobody of another company', async () => {
    const { leadId } = await aLead();
    await expect(hear(leadId, {}, other)).rejects.toThrow('Lead');
    const { conversationId } = await hear(leadId);
    await app.asTenant(other, async () => {
      expect(await app.get(ConversationsService).find(conversationId)).toBeNull();
      expect(await app.get(ConversationsService).escalate(conversationId)).toBe(false);
    });
  });
});

describe('a conversation a person has', () => {
  it('goes back and forth, once each', async () => {
    const { leadId } = await aLead();
    const { conversationId } = await hear(leadId);
    const conversations = app.get(ConversationsService);
    const statusOf = async () => (await conversations.get(conversationId)).status;
    await app.asTenant(tenantId, async () => {
      expect(await conversations.handBack(conversationId)).toBe(false);
      expect(await conversations.escalate(conversationId)).toBe(true);
      expect(await conversations.escalate(conversationId)).toBe(false);
      expect(await statusOf()).toBe('ESCALATED');
      expect((await hear(leadId)).conversationId).toBe(conversationId);
      expect(await conversations.handBack(conversationId)).toBe(true);
      expect(await conversations.get(conversationId)).toMatchObject({ status: 'ACTIVE', handedBackTurn: 2 });
      await conversations.escalate(conversationId);
      await conversations.end(conversationId, { at: app.clock.now() });
      expect(await conversations.get(conversationId)).toMatchObject({ status: 'ENDED', escalatedAt: null });
    });
  });
});
