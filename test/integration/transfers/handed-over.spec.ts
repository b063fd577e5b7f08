import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import { SpokenConversation } from '../../../src/calls/talk/spoken-conversation.service';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import type { Conversation } from '../../../src/conversations/conversation.entity';
import { EscalationModule } from '../../../src/escalation/escalation.module';
import { Escalations } from '../../../src/escalation/escalations.service';
import { ManualEscalations } from '../../../src/escalation/manual-escalations.service';
import { TransferListener } from '../../../src/escalation/transfers/transfer.listener';
import { ModelUnavailable } from '../../../src/language-models/language-models.errors';
import type { AnswerPlan } from '../../../src/voice/carrier.port';
import { factsOf } from '../escalation/escalation-stage';
import { TransferStage } from './transfer-stage';

const AGENT = { kind: 'SYSTEM', name: 'test' } as const;
const CALLS_BACK = 'I will ask a colleague to call you back and help you further. Thank you, goodbye.';

describe('a call that has to be a person’s', () => {
  let stage: TransferStage;
  beforeAll(async () => {
    stage = await TransferStage.start([EscalationModule]);
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.reset();
    stage.model.answers(() => ({ text: 'I see. Tell me more?' }));
    await stage.nobody();
  });

  const say = (call: SpokenCall, exchange: number, text: string): Promise<AnswerPlan> =>
    stage.app.asTenant(
      call.tenantId,
      () => stage.app.get(SpokenConversation).reply(call, exchange, { text, confidence: 0.9 }),
      AGENT,
    );
  const conversationOf = (call: SpokenCall): Promise<Conversation> =>
    stage.app.asTenant(call.tenantId, async () => {
      const conversation = await stage.app.get(ConversationsService).findByCall(call.id);
      if (!conversation) throw new Error('nobody has picked up');
      return conversation;
    });
  const lastAction = async (call: SpokenCall): Promise<string | null | undefined> => {
    const { id } = await conversationOf(call);
    const turns = await stage.app.asTenant(call.tenantId, () => stage.app.get(ConversationsService).transcript(id));
    return turns.at(-1)?.action;
  };
  const escalate = async (call: SpokenCall): Promise<void> => {
    const { id } = await conversationOf(call);
    await stage.app.asTenant(call.tenantId, () => stage.app.get(ManualEscalations).ofConversation(id));
  };
  const transferOf = (plan: AnswerPlan): string => {
    if (plan.kind !== 'SAY_AND_TRANSFER') throw new Error(plan.kind);
    return plan.transferId;
  };

  describe('by what is said', () => {
    const down = (): void =>
      stage.model.answers(() => Promise.reject(new ModelUnavailable({ spent: 'NOTHING', reason: 'overloaded_error' })));

    it.each([
      ['let me speak to a manager', 'HUMAN_REQUESTED', 'The caller asked for a person.'],
      ['Agent, please.', 'KEYWORD', 'The caller asked for a person.'],
      ['This is ridiculous, you are all useless', 'ANGER', 'The caller is angry.'],
      ['أريد التحدث مع موظف', 'HUMAN_REQUESTED', 'The caller asked for a person.'],
    ])('%s: rings a colleague, and asks no model', async (text, trigger, reason) => {
      await stage.target();
      down();
      const call = await stage.call();
      const plan = await say(call, 1, text);
      const transferId = transferOf(plan);
      expect(await stage.transfer(transferId)).toMatchObject({ state: 'REQUESTED', reason });
      expect(await lastAction(call)).toBe(`REQUEST_HUMAN:${trigger}:${transferId}`);
      expect(await say(call, 1, text)).toEqual(plan);
      expect(stage.model.requests).toHaveLength(0);
    });

    it.each([
      ['Can I talk to a real person?', 'HUMAN_REQUESTED', 'Of course. I will ask a colleague to call you back.'],
      ['stupid bot', 'ANGER', CALLS_BACK],
    ])('%s: promises a call where nobody can be rung, whoever another company has', async (text, trigger, said) => {
      await stage.target(stage.other);
      down();
      const call = await stage.call();
      expect(await say(call, 1, text)).toMatchObject({
        kind: 'SAY_AND_HANG_UP',
        say: expect.stringContaining(said) as string,
      });
      expect(await lastAction(call)).toBe(`REQUEST_HUMAN:${trigger}`);
      expect(stage.model.requests).toHaveLength(0);
    });

    it('leaves a wish to be called no more what it is', async () => {
      await stage.target();
      const call = await stage.call();
      expect(await say(call, 1, 'You are useless. Stop calling me. Let me speak to a manager.')).toMatchObject({
        kind: 'SAY_AND_HANG_UP',
      });
      expect(await lastAction(call)).toBe('OPT_OUT');
    });

    it('tells who asks for a human what speaks, where they wonder', async () => {
      const call = await stage.call();
      expect(await say(call, 1, 'Are you a robot? I want to talk to a human.')).toMatchObject({
        say: expect.stringMatching(/^I am an AI assistant of Acme Homes.*call you back/) as string,
      });
    });

    it('does not go on beyond twenty exchanges, and is not broken off there', async () => {
      await stage.target();
      const call = await stage.call();
      for (let exchange = 1; exchange <= 20; exchange += 1) {
        expect((await say(call, exchange, `Thing ${exchange}`)).kind).toBe('GATHER');
      }
      const transferId = transferOf(await say(call, 21, 'And another thing'));
      expect(stage.model.requests).toHaveLength(20);
      expect(await lastAction(call)).toBe(`REQUEST_HUMAN:TOO_MANY_EXCHANGES:${transferId}`);
    });

    it('is escalated for that reason when nobody has taken it', async () => {
      await stage.target();
      const call = await stage.call();
      const id = transferOf(await say(call, 1, 'You guys are scammers'));
      await stage.post('caller', id, { CallSid: call.sid, CallStatus: 'in-progress' });
      await stage.status(await stage.ringing(id), 'busy');
      await stage.untilState(id, 'FALLBACK');
      await told(id);
      expect(await stage.app.sql('select trigger, reason from escalations where call_id = $1', [call.id])).toEqual([
        { trigger: 'ANGER', reason: expect.stringMatching(/^The caller is angry\. Nobody/) as string },
      ]);
    });
  });

  async function told(transferId: string): Promise<void> {
    const facts = (await factsOf(stage.app, stage.tenantId, 'transfer.settled')) as { transferId: string }[];
    const fact = facts.find((one) => one.transferId === transferId);
    if (!fact) throw new Error('not settled');
    await stage.app.asTenant(stage.tenantId, () => stage.app.get(TransferListener).showOutcome(fact));
  }

  describe('by who has taken it', () => {
    it('is put through with the next words, and no model is asked', async () => {
      await stage.target();
      await stage.target(stage.other);
      const [call, theirs] = [await stage.call(), await stage.call(stage.other)];
      await escalate(call);
      const transferId = transferOf(await say(call, 1, 'So what does it cost?'));
      expect(stage.model.requests).toHaveLength(0);
      expect(await stage.transfer(transferId)).toMatchObject({ reason: expect.stringContaining('took') as string });
      expect(await lastAction(call)).toBe(`REQUEST_HUMAN:MANUAL:${transferId}`);
      expect(await say(theirs, 1, 'So what does it cost?')).toMatchObject({ kind: 'GATHER' });
    });

    it('ends politely where nobody can be rung, whatever is heard, also of a lead that is handed off', async () => {
      const [call, quiet] = [await stage.call(), await stage.call()];
      for (const { leadId } of [call, quiet]) {
        await stage.app.asTenant(stage.tenantId, () => stage.app.get(ManualEscalations).ofLead(leadId));
      }
      for (const plan of [await say(call, 1, 'So what does it cost?'), await say(quiet, 1, '')]) {
        expect(plan).toMatchObject({ kind: 'SAY_AND_HANG_UP', say: CALLS_BACK });
      }
      expect(stage.model.requests).toHaveLength(0);
    });

    it('is not put through twice', async () => {
      await stage.target();
      const call = await stage.call();
      const { id } = await stage.held(call);
      await escalate(call);
      expect(transferOf(await say(call, 1, 'Hello?'))).toBe(id);
      expect(await stage.app.sql('select id from transfers where call_id = $1', [call.id])).toHaveLength(1);
    });

    it('is the agent’s again when it is handed back', async () => {
      const call = await stage.call();
      await escalate(call);
      const { id } = await conversationOf(call);
      await stage.app.asTenant(stage.tenantId, () => stage.app.get(ConversationsService).handBack(id));
      expect(await say(call, 1, 'So what does it cost?')).toMatchObject({ kind: 'GATHER' });
    });

    it('goes on with the agent, as it was told to the caller, when nobody was free', async () => {
      await stage.target();
      const call = await stage.call();
      const { id } = await stage.held(call);
      await stage.status(await stage.ringing(id), 'busy');
      await stage.untilState(id, 'FALLBACK');
      await stage.post('caller', id, { CallSid: call.sid, CallStatus: 'in-progress' });
      await told(id);
      expect(await conversationOf(call)).toMatchObject({ status: 'ESCALATED' });
      expect(await say(call, 2, 'Then what does it cost?')).toMatchObject({ kind: 'GATHER' });
    });

    it('is handed over as well when a rule escalated it meanwhile', async () => {
      const call = await stage.call();
      const { id: conversationId, leadId } = await conversationOf(call);
      await stage.app.asTenant(stage.tenantId, () =>
        stage.app.get(Escalations).raise({ leadId, conversationId, callId: call.id, trigger: 'HIGH_VALUE' }),
      );
      expect(await say(call, 1, 'Fine.')).toMatchObject({ kind: 'SAY_AND_HANG_UP', say: CALLS_BACK });
    });
  });
});
