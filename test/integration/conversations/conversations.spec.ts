import { v7 as uuidv7 } from 'uuid';
import { CONVERSATION_MOVES } from '../../../src/conversations/conversation-life-cycle';
import type { Conversation } from '../../../src/conversations/conversation.entity';
import { ConversationsModule } from '../../../src/conversations/conversations.module';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import type { Turn } from '../../../src/conversations/turn.entity';
import { type NewTurn, TurnsService } from '../../../src/conversations/turns.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { startTestApp, type TestApp } from '../../support/test-app';
import { addTurn, aSpokenCall, begin } from './a-spoken-call';
import { ToldFacts } from './told-facts';

let app: TestApp;
let conversations: ConversationsService;
let facts: ToldFacts;
let tenantId: string;
let other: string;

beforeAll(async () => {
  app = await startTestApp({ imports: [ConversationsModule], providers: [ToldFacts] });
  facts = app.get(ToldFacts);
  conversations = app.get(ConversationsService);
  tenantId = await app.newTenant();
  other = await app.newTenant();
});
afterAll(() => app.close());

async function begun(): Promise<Conversation> {
  return begin(app, await aSpokenCall(app, tenantId));
}

function add(conversation: Conversation, turn: Omit<NewTurn, 'conversationId'>): Promise<Turn> {
  return addTurn(app, conversation, turn);
}

describe('life cycle', () => {
  it('is the same in the code and in the database', async () => {
    const rows = await app.sql<{ from: string; to: string }>(
      `select from_state as from, to_state as to from legal_moves where machine = 'conversation'`,
    );
    const moves = Object.entries(CONVERSATION_MOVES).flatMap(([from, targets]) => targets.map((to) => ({ from, to })));
    expect(rows).toHaveLength(moves.length);
    expect(rows).toEqual(expect.arrayContaining(moves));
  });

  it('is held by the database', async () => {
    const { id } = await begun();
    await app.asTenant(tenantId, () => conversations.end(id, { at: app.clock.now() }));
    await expect(app.sql(`update conversations set status = 'ACTIVE' where id = $1`, [id])).rejects.toThrow(
      'illegal move',
    );
  });
});

describe('openForCall', () => {
  it('begins one conversation per call', async () => {
    const call = await aSpokenCall(app, tenantId);
    const [first, ...copies] = await Promise.all([begin(app, call), begin(app, call), begin(app, call)]);
    expect(copies.map(({ id }) => id)).toEqual([first?.id, first?.id]);
    expect(first).toMatchObject({ callId: call.id, status: 'ACTIVE', language: 'en-US', turnCount: 0 });
    expect(await app.asTenant(tenantId, () => conversations.findByCall(uuidv7()))).toBeNull();
    const many = await app.asTenant(tenantId, () => conversations.getManyByCall([call.id, uuidv7()]));
    expect([...many.keys()]).toEqual([call.id]);
  });
});

describe('a turn', () => {
  it('numbers turns without gaps, keeps the language and tells once', async () => {
    const conversation = await begun();
    await add(conversation, { exchange: 0, speaker: 'AGENT', text: 'Hello.', language: 'en-US' });
    app.clock.advance(1_000);
    const turn = await add(conversation, {
      exchange: 1,
      speaker: 'LEAD',
      text: 'مرحبا',
      language: 'ar-AE',
      confidence: 0.913,
    });
    expect(turn).toMatchObject({ seq: 2, spokenAt: app.clock.now(), model: null, action: null });
    const stored = await app.asTenant(tenantId, () => conversations.get(conversation.id));
    expect(stored).toMatchObject({ turnCount: 2, language: 'ar-AE' });
    const transcript = await app.asTenant(tenantId, () => conversations.transcript(conversation.id));
    expect(transcript.map(({ seq, text, confidence }) => [seq, text, confidence])).toEqual([
      [1, 'Hello.', null],
      [2, 'مرحبا', 0.913],
    ]);
    const told = await facts.until('turn.added', conversation.id, 2);
    expect(told).toEqual([1, 2].map((seq) => ({ conversationId: conversation.id, callId: conversation.callId, seq })));
    expect(JSON.stringify(told)).not.toContain('Hello');
  });

  it('answers the stored turn to a copy', async () => {
    const conversation = await begun();
    const turns = await Promise.all(
      ['one', 'two', 'three'].map((text) => add(conversation, { exchange: 1, speaker: 'LEAD', text })),
    );
    expect(new Set(turns.map(({ text }) => text)).size).toBe(1);
    expect(new Set(turns.map(({ seq }) => seq))).toEqual(new Set([1]));
    await add(conversation, { exchange: 1, speaker: 'AGENT', text: 'I see.' });
    expect(await facts.until('turn.added', conversation.id, 2)).toMatchObject([{ seq: 1 }, { seq: 2 }]);
  });

  it('has no gaps although many write at once', async () => {
    const conversation = await begun();
    const writes = Array.from({ length: 12 }, (_, exchange) =>
      add(conversation, { exchange, speaker: 'AGENT', text: `${exchange}` }),
    );
    const turns = await Promise.all(writes);
    expect(turns.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect((await app.asTenant(tenantId, () => conversations.get(conversation.id))).turnCount).toBe(12);
  });

  it('vanishes with the unit of work it was part of', async () => {
    const conversation = await begun();
    const failed = app.asTenant(tenantId, () =>
      app.get(UnitOfWork).run(async () => {
        await add(conversation, { exchange: 0, speaker: 'AGENT', text: 'Hello.' });
        throw new Error('changed my mind');
      }),
    );
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await app.asTenant(tenantId, () => conversations.transcript(conversation.id))).toEqual([]);
    await add(conversation, { exchange: 0, speaker: 'AGENT', text: 'Hello again.' });
    expect(await facts.until('turn.added', conversation.id, 1)).toMatchObject([{ seq: 1 }]);
  });
});

describe('end', () => {
  it('ends once and says how often the person spoke', async () => {
    const conversation = await begun();
    await add(conversation, { exchange: 0, speaker: 'AGENT', text: 'Hello.' });
    await add(conversation, { exchange: 1, speaker: 'LEAD', text: 'Yes.' });
    const at = app.clock.now();
    const campaignId = uuidv7();
    const end = (): Promise<void> =>
      app.asTenant(tenantId, () => conversations.end(conversation.id, { at, campaignId }));
    await Promise.all([end(), end()]);
    await end();
    expect(await facts.until('conversation.ended', conversation.id, 1)).toEqual([
      {
        conversationId: conversation.id,
        callId: conversation.callId,
        leadId: conversation.leadId,
        campaignId,
        endedAt: at.toISOString(),
        leadTurns: 1,
      },
    ]);
    expect(await app.asTenant(tenantId, () => conversations.get(conversation.id))).toMatchObject({
      status: 'ENDED',
      endedAt: at,
    });
  });

  it('tells nobody when there is nothing to assess', async () => {
    const { id } = await begun();
    await app.asTenant(tenantId, () => conversations.end(id, { at: app.clock.now(), assess: false }));
    const later = await begun();
    await app.asTenant(tenantId, () => conversations.end(later.id, { at: app.clock.now() }));
    expect(await facts.until('conversation.ended', later.id, 1)).toHaveLength(1);
    expect(facts.of('conversation.ended', id)).toEqual([]);
    expect((await app.asTenant(tenantId, () => conversations.get(id))).status).toBe('ENDED');
  });
});

describe('two tenants', () => {
  it('see nothing of each other and change nothing', async () => {
    const conversation = await begun();
    await add(conversation, { exchange: 0, speaker: 'AGENT', text: 'Hello.' });
    await app.asTenant(other, async () => {
      expect(await conversations.find(conversation.id)).toBeNull();
      expect(await conversations.findByCall(conversation.callId ?? '')).toBeNull();
      expect(await conversations.transcript(conversation.id)).toEqual([]);
      await expect(conversations.get(conversation.id)).rejects.toThrow('not found');
      await expect(
        app.get(TurnsService).record({ conversationId: conversation.id, exchange: 1, speaker: 'LEAD', text: 'x' }),
      ).rejects.toThrow('not found');
      await conversations.end(conversation.id, { at: app.clock.now() });
    });
    expect((await app.asTenant(tenantId, () => conversations.get(conversation.id))).status).toBe('ACTIVE');
  });
});
