import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import { CallTransfers } from '../../../src/calls/transfers/call-transfers.service';
import { EscalationDesk } from '../../../src/escalation/escalation-desk.service';
import { EscalationFigures } from '../../../src/escalation/escalation-figures.service';
import { EscalationModule } from '../../../src/escalation/escalation.module';
import { Escalations } from '../../../src/escalation/escalations.service';
import { TransferListener } from '../../../src/escalation/transfers/transfer.listener';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import type { Actor } from '../../../src/platform/context/actor';
import { until } from '../../support/until';
import { TransferStage } from '../transfers/transfer-stage';
import { aMember, factsOf } from './escalation-stage';

interface Row {
  readonly id: string;
  readonly status: string;
  readonly trigger: string;
  readonly reason: string;
  readonly assigneeId: string | null;
  readonly promisedAt: Date | null;
  readonly dueAt: Date | null;
  readonly remindAt: Date | null;
  readonly remindersSent: number;
  readonly secondsToClaim: number | null;
  readonly resolution: string | null;
}

const PROGRAM: Actor = { kind: 'SYSTEM', name: 'test' };

describe('what people see of a transfer', () => {
  let stage: TransferStage;
  beforeAll(async () => {
    stage = await TransferStage.start([EscalationModule]);
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.reset();
    await stage.nobody();
  });

  const rows = (tenantId = stage.tenantId): Promise<Row[]> =>
    stage.app.sql<Row>(
      `select id, status, trigger, reason, assignee_id as "assigneeId", callback_promised_at as "promisedAt", callback_due_at as "dueAt",
         remind_at as "remindAt", reminders_sent as "remindersSent", resolution,
         extract(epoch from first_claimed_at - raised_at)::float as "secondsToClaim"
       from escalations where tenant_id = $1 and call_id = any($2::uuid[]) order by raised_at, id`,
      [tenantId, calls],
    );
  let calls: string[] = [];

  /** A call whose agent has begun to put the caller through. */
  async function transferring(actor: Actor = PROGRAM, tenantId = stage.tenantId) {
    const call = await stage.call(tenantId);
    calls = [call.id];
    const { id } = await again(call, actor);
    return { call, id };
  }

  async function again(call: SpokenCall & { sid: string }, actor: Actor = PROGRAM): Promise<{ id: string }> {
    const wanted = { callId: call.id, summary: { text: 'Anna asks.', language: 'en-US' }, reason: 'asked' };
    const begun = await stage.app.asTenant(call.tenantId, () => stage.app.get(CallTransfers).begin(wanted), actor);
    if (begun.kind !== 'BEGUN') throw new Error(begun.kind);
    await stage.advance(begun.transfer);
    await stage.post('caller', begun.transfer.id, { CallSid: call.sid, CallStatus: 'in-progress' }, call);
    return begun.transfer;
  }

  async function pressed(id: string, key: string): Promise<void> {
    const leg = await stage.ringing(id);
    await stage.pickUp(leg);
    stage.app.clock.advance(30_000);
    await stage.press(leg, key);
    await until(async () => (await stage.transfer(id)).result !== null);
  }

  /** The news of it is delivered, twice. */
  async function told(id: string, tenantId = stage.tenantId): Promise<void> {
    const facts = (await factsOf(stage.app, tenantId, 'transfer.settled')) as { transferId: string }[];
    const fact = facts.find(({ transferId }) => transferId === id);
    if (!fact) throw new Error('not settled');
    const tell = () => stage.app.asTenant(tenantId, () => stage.app.get(TransferListener).showOutcome(fact), PROGRAM);
    await tell();
    stage.app.clock.advance(1_000);
    await tell();
  }

  it('is a callback that somebody owes, once, when nobody took the call', async () => {
    await stage.target();
    const { id } = await transferring();
    await pressed(id, '2');
    const settledAt = stage.app.clock.now();
    await told(id);
    expect(await rows()).toMatchObject([
      {
        status: 'RAISED',
        trigger: 'HUMAN_REQUESTED',
        reason: 'asked Nobody took the call: somebody has to call back.',
        promisedAt: settledAt,
        dueAt: new Date(settledAt.getTime() + 60 * 60_000),
        remindAt: new Date(settledAt.getTime() + 5 * 60_000),
        secondsToClaim: null,
      },
    ]);
    const [row] = await rows();
    const raised = await factsOf(stage.app, stage.tenantId, 'escalation.raised');
    expect(raised.filter(({ escalationId }) => escalationId === row?.id)).toHaveLength(1);
    expect(await factsOf(stage.app, stage.tenantId, 'escalation.callback-promised')).toEqual([]);
  });

  it('is added to what is open for the conversation already, whose reminders begin anew, and people are told', async () => {
    await stage.target();
    const { call, id } = await transferring();
    const conversationId = await conversationOf(call);
    const earlier = await stage.app.asTenant(stage.tenantId, () =>
      stage.app
        .get(Escalations)
        .raise({ leadId: call.leadId, callId: call.id, conversationId, trigger: 'ANGER', reason: 'Loud.' }),
    );
    await stage.app.sql('update escalations set reminders_sent = 3, remind_at = null where id = $1', [
      earlier.escalationId,
    ]);
    await pressed(id, '2');
    const settledAt = stage.app.clock.now();
    await told(id);
    expect(await rows()).toMatchObject([
      {
        id: earlier.escalationId,
        trigger: 'ANGER',
        reason: 'Loud.',
        promisedAt: settledAt,
        remindersSent: 0,
        status: 'RAISED',
      },
    ]);
    expect((await rows())[0]?.remindAt).not.toBeNull();
    expect(await factsOf(stage.app, stage.tenantId, 'escalation.callback-promised')).toEqual([
      { escalationId: earlier.escalationId },
    ]);
  });

  it('is in hand of the member who took the call, from the moment they did', async () => {
    const mina = await aMember(stage.app, stage.tenantId);
    await stage.target(stage.tenantId, { memberId: mina.userId });
    const { id } = await transferring();
    const before = stage.app.clock.now();
    await pressed(id, '1');
    await told(id);
    expect(await rows()).toMatchObject([
      { status: 'CLAIMED', assigneeId: mina.userId, secondsToClaim: 30, promisedAt: null, remindAt: null },
    ]);
    const [row] = await rows();
    expect(await factsOf(stage.app, stage.tenantId, 'escalation.claimed')).toContainEqual({
      escalationId: row?.id,
      userId: mina.userId,
    });
    const figures = await stage.app.asTenant(stage.tenantId, () =>
      stage.app.get(EscalationFigures).of(new Date(before.getTime() - 1_000), stage.app.clock.now()),
    );
    expect(JSON.stringify(figures)).toContain('30');
  });

  it('counts from when it was asked for, though somebody escalated meanwhile', async () => {
    const mina = await aMember(stage.app, stage.tenantId);
    await stage.target(stage.tenantId, { memberId: mina.userId });
    const { call, id } = await transferring();
    await pressed(id, '1');
    stage.app.clock.advance(3_000);
    const escalationId = await escalate(call);
    await stage.app.asTenant(stage.other, () => stage.app.get(TransferListener).showOutcome({ transferId: id }));
    expect(await rows()).toMatchObject([{ id: escalationId, status: 'RAISED', reason: null }]);
    await told(id);
    expect(await rows()).toMatchObject([
      {
        id: escalationId,
        status: 'CLAIMED',
        trigger: 'MANUAL',
        reason: 'asked Ben took the call.',
        secondsToClaim: 30,
      },
    ]);
  });

  it('is not taken back by news that come again when whoever had it has given it back', async () => {
    const mina = await aMember(stage.app, stage.tenantId);
    await stage.target(stage.tenantId, { memberId: mina.userId });
    const { id } = await transferring();
    await pressed(id, '1');
    await told(id);
    const [row] = await rows();
    await stage.app.asTenant(stage.tenantId, () => stage.app.get(EscalationDesk).assign(row?.id ?? '', null), mina);
    await told(id);
    expect(await rows()).toMatchObject([{ status: 'RAISED', assigneeId: null }]);
  });

  it.each([
    ['is no member', {}],
    ['has left the company', { memberId: 'left' }],
    ['may only read', { memberId: 'reader' }],
  ])('is done when the colleague who took the call %s', async (_, { memberId }: { memberId?: string }) => {
    const member = await aMember(stage.app, stage.tenantId, { role: memberId === 'reader' ? 'VIEWER' : 'OPERATOR' });
    await stage.target(stage.tenantId, memberId ? { memberId: member.userId } : {});
    if (memberId === 'left') await stage.app.sql('delete from members where user_id = $1', [member.userId]);
    const { id } = await transferring();
    await pressed(id, '1');
    await told(id);
    expect(await rows()).toMatchObject([
      { status: 'RESOLVED', secondsToClaim: 30, resolution: 'Ben took the call.', remindAt: null },
    ]);
  });

  it('stays open for a person when the caller left, and nothing was promised', async () => {
    await stage.target();
    const { call, id } = await transferring();
    const leg = await stage.ringing(id);
    stage.standing.set(leg.sid, 'ringing');
    stage.standing.set(call.sid, 'completed');
    await stage.post('room', id, { StatusCallbackEvent: 'participant-leave', CallSid: call.sid, ConferenceSid: 'CF1' });
    await stage.untilState(id, 'CANCELLED');
    await told(id);
    expect(await rows()).toMatchObject([
      { status: 'RAISED', reason: 'asked They hung up while they waited.', promisedAt: null },
    ]);
    expect((await rows())[0]?.remindAt).not.toBeNull();
  });

  it.each(['as it was', 'late', 'backwards'])(
    'owes no callback any more once a later attempt reached somebody, when the news come %s',
    async (order) => {
      const mina = await aMember(stage.app, stage.tenantId);
      // Who is no member has it done at once.
      for (const memberId of order === 'as it was' ? [mina.userId] : [mina.userId, undefined]) {
        await stage.nobody();
        await stage.target();
        const { call, id: first } = await transferring();
        await pressed(first, '2');
        if (order === 'as it was') await told(first);
        await stage.post('caller', first, { CallSid: call.sid, CallStatus: 'in-progress' });
        await stage.untilState(first, 'ENDED');
        await stage.nobody();
        await stage.target(stage.tenantId, memberId ? { memberId } : {});
        const { id: second } = await again(call);
        await pressed(second, '1');
        for (const id of order === 'backwards' ? [second, first] : [first, second]) await told(id);
        const taken = memberId ? { status: 'CLAIMED', assigneeId: memberId } : { status: 'RESOLVED' };
        expect(await rows()).toMatchObject([{ ...taken, promisedAt: null, dueAt: null }]);
      }
      expect(await rows(stage.other)).toEqual([]);
    },
  );

  it('is what handing back resolves, though one that is done was raised after the transfer was asked for', async () => {
    await stage.target();
    const { call, id } = await transferring();
    const conversationId = await conversationOf(call);
    const [desk, omar] = [stage.app.get(EscalationDesk), await aMember(stage.app, stage.tenantId)];
    stage.app.clock.advance(1_000);
    const asOmar = <T>(work: () => Promise<T>): Promise<T> => stage.app.asTenant(stage.tenantId, work, omar);
    await asOmar(async () => desk.resolve(await escalate(call), null, true));
    await pressed(id, '2');
    await told(id);
    expect(await rows()).toMatchObject([
      { trigger: 'HUMAN_REQUESTED', status: 'RAISED' },
      { trigger: 'MANUAL', status: 'RESOLVED' },
    ]);
    await expect(stage.app.asTenant(stage.other, () => desk.handBack(conversationId))).rejects.toThrow('not found');
    expect(await asOmar(() => desk.handBack(conversationId))).toBe(true);
    expect((await rows()).map(({ status }) => status)).toEqual(['RESOLVED', 'RESOLVED']);
    expect(await stage.app.sql('select status from conversations where id = $1', [conversationId])).toEqual([
      { status: 'ACTIVE' },
    ]);
  });

  it('was wanted by a colleague where one asked for it', async () => {
    const omar = await aMember(stage.app, stage.tenantId);
    await stage.target();
    const { id } = await transferring(omar);
    await pressed(id, '2');
    await told(id);
    expect(await rows()).toMatchObject([{ trigger: 'MANUAL' }]);
  });

  it('is nothing to another company', async () => {
    await stage.target();
    const { id } = await transferring();
    await pressed(id, '2');
    const settled = { transferId: id };
    await stage.app.asTenant(stage.other, () => stage.app.get(TransferListener).showOutcome(settled), PROGRAM);
    expect(await stage.app.sql('select 1 from escalations where tenant_id = $1', [stage.other])).toEqual([]);
    expect(await rows()).toEqual([]);
    await told(id);
    expect(await rows()).toHaveLength(1);
    expect(await rows(stage.other)).toEqual([]);
  });

  /** By hand, and without a word why. */
  async function escalate(call: SpokenCall): Promise<string> {
    const about = { leadId: call.leadId, callId: call.id, conversationId: await conversationOf(call) };
    const wanted = { ...about, trigger: 'MANUAL' as const };
    return (await stage.app.asTenant(call.tenantId, () => stage.app.get(Escalations).raise(wanted))).escalationId;
  }

  async function conversationOf(call: SpokenCall): Promise<string> {
    const found = await stage.app.asTenant(call.tenantId, () =>
      stage.app.get(ConversationsService).findByCall(call.id),
    );
    return found?.id ?? '';
  }
});
