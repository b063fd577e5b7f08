import { type PacketRow, PACKETS } from '../../../src/escalation/packets/packet-rows';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import type { Extraction } from '../../../src/qualification/extraction/extraction';
import { AnswersStage, type Writer } from './answers-stage';

let stage: AnswersStage;

beforeAll(async () => {
  stage = await AnswersStage.start();
});
afterAll(() => stage?.app.close());
beforeEach(() => stage.reset());

const KEEN = 'My budget is 800 thousand dollars, within a month, and I make the decision myself';

/** What a model finds in those words: 75 points of the standard rubric. */
const keenAt = (turn: number): Partial<Extraction> => ({
  facts: [
    ['budget', 800_000, '800 thousand dollars'] as const,
    ['timeline', 'within_month', 'within a month'] as const,
    ['decision_maker', true, 'I make the decision myself'] as const,
  ].map(([field, value, text]) => ({ field, status: 'stated', value, raw: text, quotes: [{ turn, text }] })),
});

/** The lead and the agent have written in turn. */
async function haveWritten(conversationId: string, exchanges: number, messages = 1): Promise<void> {
  await stage.app.sql(
    `with told as (
       insert into turns (tenant_id, conversation_id, seq, exchange, speaker, text, spoken_at)
       select c.tenant_id, c.id, c.turn_count + n,
         c.turn_count + n - (case when n % ($3 + 1) = 0 then 1 else 0 end),
         case when n % ($3 + 1) = 0 then 'AGENT' else 'LEAD' end, 'And so on, ' || n, $4
       from conversations c cross join generate_series(1, $2 * ($3 + 1)) as n where c.id = $1 returning 1)
     update conversations set turn_count = turn_count + (select count(*) from told) where id = $1`,
    [conversationId, exchanges, messages, stage.app.clock.now()],
  );
}

async function packetOf({ tenantId, leadId }: Writer): Promise<PacketRow | undefined> {
  const [raised] = await stage.app.sql<{ id: string }>('select id from escalations where lead_id = $1', [leadId]);
  const [packet] = await stage.app.asTenant(tenantId, () =>
    stage.app.get(UnitOfWork).read<PacketRow>(PACKETS, [tenantId, [raised?.id]]),
  );
  return packet;
}

async function answeredTimes(anna: Writer, times: number): Promise<void> {
  for (let n = 1; n <= times; n += 1) {
    stage.app.clock.advance(60_000);
    const { answer } = await stage.exchange(anna, `And what about matter number ${'x'.repeat(n)}?`);
    expect(answer.state).toBe('DONE');
  }
}

describe('a conversation that was given back', () => {
  it('stays with the agent until the lead asks for a person again', async () => {
    const anna = await stage.writer();
    const { conversationId } = await stage.exchange(anna, 'I want to talk to a person');
    await stage.handBack(anna);
    await answeredTimes(anna, 3);
    expect(await stage.statusOf(conversationId)).toBe('ACTIVE');
    expect(await stage.triggersOf(conversationId)).toEqual(['HUMAN_REQUESTED']);
    await stage.exchange(anna, 'I want to talk to a person');
    expect(await stage.triggersOf(conversationId)).toEqual(['HUMAN_REQUESTED', 'HUMAN_REQUESTED']);
    expect(await stage.statusOf(conversationId)).toBe('ESCALATED');
  });

  it('stays there though a model reads the old wish, or suggests a person, again', async () => {
    const anna = await stage.writer();
    const { conversationId } = await stage.exchange(anna, 'agent');
    expect(await stage.triggersOf(conversationId)).toEqual(['KEYWORD']);
    await stage.handBack(anna);
    stage.scripted({ told: { outcome_signal: 'human_requested', next_action: 'HUMAN_HANDOFF' } });
    await answeredTimes(anna, 3);
    expect(await stage.triggersOf(conversationId)).toEqual(['KEYWORD']);
  });

  it('does not go back for what was written to the person', async () => {
    const anna = await stage.writer();
    const { conversationId } = await stage.exchange(anna, 'I want to talk to a person');
    await stage.exchange(anna, 'Hello? This is ridiculous, connect me to a manager');
    await stage.handBack(anna);
    const { answer } = await stage.exchange(anna, 'Thanks, that was helpful');
    expect(answer.state).toBe('DONE');
    expect(await stage.triggersOf(conversationId)).toEqual(['HUMAN_REQUESTED']);
  });
});

describe('a wish for a person that only a model reads', () => {
  it('is one', async () => {
    stage.scripted({ told: { outcome_signal: 'human_requested' } });
    const { conversationId } = await stage.exchange(await stage.writer(), 'Hm, could one of your own look at it');
    expect(await stage.triggersOf(conversationId)).toEqual(['HUMAN_REQUESTED']);
  });
});

describe('a lead who is hot by what it told', () => {
  it('is brought to people, once, and the agent goes on', async () => {
    for (const tenantId of [stage.acme, stage.other]) {
      const anna = await stage.writer({ tenantId });
      stage.scripted({ told: keenAt(1) });
      const { conversationId } = await stage.exchange(anna, KEEN);
      expect(await stage.triggersOf(conversationId)).toEqual(['HIGH_VALUE']);
      expect(await packetOf(anna)).toMatchObject({ conversationId, channel: 'LIVE_CHAT', words: [{ text: KEEN }] });
      stage.scripted({});
      await answeredTimes(anna, 1);
      expect(await stage.statusOf(conversationId)).toBe('ACTIVE');
      await stage.handBack(anna);
      await answeredTimes(anna, 2);
      stage.scripted({ told: keenAt(9) });
      await stage.exchange(anna, `As I said: ${KEEN}`);
      expect(await stage.triggersOf(conversationId)).toEqual(['HIGH_VALUE']);
    }
  });

  it('and was with a person on another channel is not raised again on this one', async () => {
    const anna = await stage.writer();
    stage.scripted({ told: keenAt(1) });
    await stage.exchange(anna, KEEN);
    stage.scripted({});
    const there = await stage.exchange({ ...anna, channel: 'WHATSAPP' }, 'Hello, is the flat still free?');
    expect(there.answer.state).toBe('DONE');
    expect(await stage.triggersOf(there.conversationId)).toEqual(['HIGH_VALUE']);
    await stage.handBack(anna);
    await stage.exchange({ ...anna, channel: 'WHATSAPP' }, 'Hello, is it?');
    expect(await stage.triggersOf(there.conversationId)).toEqual(['HIGH_VALUE']);
  });

  it('and told a person so is not raised for it when that person gives it back', async () => {
    const anna = await stage.writer();
    const { conversationId } = await stage.exchange(anna, 'I want to talk to a person');
    await stage.exchange(anna, KEEN);
    await stage.handBack(anna);
    stage.scripted({ told: keenAt(3) });
    await answeredTimes(anna, 1);
    expect(await stage.triggersOf(conversationId)).toEqual(['HUMAN_REQUESTED']);
  });

  it('only since a person gave it back is brought to one again', async () => {
    const anna = await stage.writer();
    const { conversationId } = await stage.exchange(anna, 'I want to talk to a person');
    await stage.handBack(anna);
    stage.scripted({ told: keenAt(3) });
    await stage.exchange(anna, KEEN);
    expect(await stage.triggersOf(conversationId)).toEqual(['HUMAN_REQUESTED', 'HIGH_VALUE']);
  });
});

describe('a conversation that goes on for long', () => {
  const LONG = ['TOO_MANY_EXCHANGES'];

  it('is handed to a person at the twenty-first exchange', async () => {
    const anna = await stage.writer();
    const { conversationId } = await stage.exchange(anna, 'Hello, what does it cost?');
    await haveWritten(conversationId, 18);
    await stage.exchange(anna, 'And what about the twentieth matter?');
    expect(await stage.triggersOf(conversationId)).toEqual([]);
    await stage.exchange(anna, 'And what about the next one?');
    expect(await stage.triggersOf(conversationId)).toEqual(LONG);
  });

  it('is not long for many messages that get one answer', async () => {
    const anna = await stage.writer();
    const { conversationId } = await stage.exchange(anna, 'Hello, what does it cost?');
    await haveWritten(conversationId, 12, 3);
    await stage.exchange(anna, 'And what about parking?');
    expect(await stage.triggersOf(conversationId)).toEqual([]);
  });

  it('is counted anew when a person gives it back', async () => {
    const anna = await stage.writer();
    const { conversationId } = await stage.exchange(anna, 'Hello, what does it cost?');
    await haveWritten(conversationId, 25);
    await stage.exchange(anna, 'And what about parking?');
    expect(await stage.triggersOf(conversationId)).toEqual(LONG);
    await stage.handBack(anna);
    await answeredTimes(anna, 2);
    await haveWritten(conversationId, 18);
    expect(await stage.triggersOf(conversationId)).toEqual(LONG);
    await stage.exchange(anna, 'And what about pets?');
    expect(await stage.triggersOf(conversationId)).toEqual([...LONG, ...LONG]);
  });
});
