import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import { SpokenConversation } from '../../../src/calls/talk/spoken-conversation.service';
import type { AnswerPlan } from '../../../src/voice/carrier.port';
import { TransferStage } from './transfer-stage';

describe('a person who asks the agent for a human', () => {
  let stage: TransferStage;
  beforeAll(async () => {
    stage = await TransferStage.start();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.reset();
    await stage.nobody();
  });

  const say = (call: SpokenCall, exchange: number): Promise<AnswerPlan> =>
    stage.app.asTenant(call.tenantId, () =>
      stage.app.get(SpokenConversation).reply(call, exchange, { text: 'I want a real person', confidence: 0.9 }),
    );
  const wantsHuman = (): void =>
    stage.model.answers(() => ({ text: 'Bye.', toolCalls: [{ name: 'request_human', input: { reason: 'asked' } }] }));

  it('is put through where the company has somebody, with the words in the summary, and is told to hold on', async () => {
    await stage.target();
    const call = await stage.call();
    wantsHuman();
    const plan = await say(call, 1);
    expect(plan).toMatchObject({
      kind: 'SAY_AND_TRANSFER',
      say: expect.stringContaining('stay on the line') as string,
    });
    if (plan.kind !== 'SAY_AND_TRANSFER') throw new Error(plan.kind);
    expect(await stage.transfer(plan.transferId)).toMatchObject({
      state: 'REQUESTED',
      summary: expect.stringContaining('I want a real person') as string,
    });
    // A copy of the request gets the same answer, and nothing is begun twice.
    expect(await say(call, 1)).toEqual(plan);
    const { body } = await stage.post('caller', plan.transferId, { CallSid: call.sid, CallStatus: 'in-progress' });
    expect(body).toMatch(/^(?!.*<Say).*<Conference/s);
    await stage.ringing(plan.transferId);
    // The carrier has been told how long the call may last now, and not to go anywhere.
    expect(stage.updatesOf(call.sid).filter((form) => form['Url'])).toEqual([]);
  });

  it('is told that somebody will call back where there is nobody, as ever', async () => {
    const call = await stage.call();
    wantsHuman();
    expect(await say(call, 1)).toMatchObject({
      kind: 'SAY_AND_HANG_UP',
      say: 'Of course. I will ask a colleague to call you back. Thank you, goodbye.',
    });
  });

  it('is not put through to somebody who did not take this call before', async () => {
    await stage.target();
    const call = await stage.call();
    const { id } = await stage.held(call);
    await stage.status(await stage.ringing(id), 'busy');
    await stage.untilState(id, 'FALLBACK');
    await stage.post('caller', id, { CallSid: call.sid, CallStatus: 'in-progress' });
    wantsHuman();
    expect(await say(call, 2)).toMatchObject({ kind: 'SAY_AND_HANG_UP' });
  });

  it('is moved by a request when the agent’s last words never led anywhere', async () => {
    await stage.target();
    const call = await stage.call();
    wantsHuman();
    const plan = await say(call, 1);
    if (plan.kind !== 'SAY_AND_TRANSFER') throw new Error(plan.kind);
    await stage.sweep();
    expect(stage.updatesOf(call.sid)).toEqual([]);
    stage.app.clock.advance(20_000);
    await stage.sweep();
    expect(stage.updatesOf(call.sid)[0]?.['Url']).toContain(`/transfer/caller/${stage.tenantId}/${plan.transferId}`);
  });
});
