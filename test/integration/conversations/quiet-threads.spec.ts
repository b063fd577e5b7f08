import { v7 as uuidv7 } from 'uuid';
import { ConversationsModule } from '../../../src/conversations/conversations.module';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import { QuietThreads } from '../../../src/conversations/threads/quiet-threads.sweep';
import { ThreadsService } from '../../../src/conversations/threads/threads.service';
import { startTestApp, type TestApp } from '../../support/test-app';
import { aSpokenCall } from './a-spoken-call';

const HOUR = 3_600_000;
let app: TestApp;
let tenantId: string;
let other: string;

beforeAll(async () => {
  app = await startTestApp({ imports: [ConversationsModule], env: { THREAD_QUIET_HOURS: '24', ROLE: 'api' } });
  tenantId = await app.newTenant();
  other = await app.newTenant();
});
afterAll(() => app.close());

async function aThread(of = tenantId): Promise<{ conversationId: string; leadId: string }> {
  const { leadId } = await aSpokenCall(app, of);
  return { leadId, conversationId: (await hear(leadId, of)).conversationId };
}
const hear = (leadId: string, of = tenantId) =>
  app.asTenant(of, () =>
    app.get(ThreadsService).hear({ leadId, channel: 'SMS', text: 'Hello?', messageKey: uuidv7() }),
  );
const statusOf = async (id: string) =>
  (await app.sql<{ status: string }>('select status from conversations where id = $1', [id]))[0]?.status;
const sweep = (batch?: number) => app.get(QuietThreads).sweep(batch);

describe('a thread', () => {
  it('ends after a day without a word, in every company, and a word later begins another', async () => {
    const [old, theirs] = [await aThread(), await aThread(other)];
    app.clock.advance(12 * HOUR);
    const lively = await aThread();
    app.clock.advance(12 * HOUR);
    await sweep();
    expect(await statusOf(old.conversationId)).toBe('ACTIVE');
    app.clock.advance(1);
    await sweep(1);
    expect([await statusOf(old.conversationId), await statusOf(theirs.conversationId)]).toEqual(['ENDED', 'ENDED']);
    expect(await statusOf(lively.conversationId)).toBe('ACTIVE');
    expect((await hear(old.leadId)).conversationId).not.toBe(old.conversationId);
  });

  it('that a person has stays theirs', async () => {
    const { conversationId } = await aThread();
    await app.asTenant(tenantId, () => app.get(ConversationsService).escalate(conversationId));
    app.clock.advance(100 * HOUR);
    await sweep();
    expect(await statusOf(conversationId)).toBe('ESCALATED');
  });

  it('in which somebody writes between the look and the end goes on', async () => {
    const { conversationId, leadId } = await aThread();
    app.clock.advance(25 * HOUR);
    const since = new Date(app.clock.now().getTime() - 24 * HOUR);
    await hear(leadId);
    const ended = await app.asTenant(tenantId, () =>
      app.get(ConversationsService).endQuiet(conversationId, since, app.clock.now()),
    );
    expect([ended, await statusOf(conversationId)]).toEqual([false, 'ACTIVE']);
  });

  it('of another company cannot be ended', async () => {
    const { conversationId } = await aThread();
    app.clock.advance(25 * HOUR);
    const now = app.clock.now();
    const ended = await app.asTenant(other, () => app.get(ConversationsService).endQuiet(conversationId, now, now));
    expect(ended).toBe(false);
  });

  it('that was ended while a message waits for it takes no more words', async () => {
    const { conversationId, leadId } = await aThread();
    const conversations = app.get(ConversationsService);
    const [heard] = await Promise.all([
      hear(leadId),
      app.asTenant(tenantId, () => conversations.end(conversationId, { at: app.clock.now() })),
    ]);
    const [row] = await app.sql<{ late: number }>(
      `select count(*)::int as late from turns t join conversations v on v.tenant_id = t.tenant_id and v.id = t.conversation_id
       where v.lead_id = $1 and t.spoken_at > v.ended_at`,
      [leadId],
    );
    expect(row?.late).toBe(0);
    expect(heard.isNew).toBe(true);
  });
});
