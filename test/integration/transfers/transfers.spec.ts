import { Carrier } from '../../../src/voice/carrier.port';
import { until } from '../../support/until';
import { TransferStage } from './transfer-stage';

describe('a transfer', () => {
  let stage: TransferStage;
  beforeAll(async () => {
    stage = await TransferStage.start();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.reset();
    await stage.nobody();
  });

  it('moves the caller into a room, rings a colleague with the summary, and joins them on the key 1 alone', async () => {
    const [ben, call] = [await stage.target(), await stage.call()];
    const begun = await stage.begin(call);
    if (begun.kind !== 'BEGUN') throw new Error(begun.kind);
    const { id } = begun.transfer;
    await stage.advance(begun.transfer);
    const [moved, ...more] = stage.updatesOf(call.sid);
    expect(more).toEqual([]);
    expect(moved?.['Url']).toContain(`/webhooks/twilio/transfer/caller/${stage.tenantId}/${id}`);
    expect(Number(moved?.['TimeLimit'])).toBeGreaterThanOrEqual(7_200);
    expect(stage.rung()).toEqual([]);

    const held = await stage.post('caller', id, { CallSid: call.sid, CallStatus: 'in-progress' });
    expect(held.body).toContain(`>transfer-${id}</Conference>`);
    expect(held.body).toContain('stay on the line');
    expect(held.body).toMatch(/startConferenceOnEnter="false" endConferenceOnExit="true"/);
    const leg = await stage.ringing(id);
    expect(stage.rung()).toMatchObject([{ form: { To: ben.phone, Timeout: '20' } }]);
    expect(stage.rung()[0]?.form).not.toHaveProperty('MachineDetection');

    const asked = await stage.pickUp(leg);
    expect(asked).toMatch(/<Gather input="dtmf".*Anna asks for a person\. Press 1/s);
    expect(await stage.transfer(id)).toMatchObject({ state: 'ASKING', result: null });
    expect(await stage.press(leg, '1')).toMatch(
      new RegExp(`<Dial><Conference[^>]*>transfer-${id}</Conference></Dial>`),
    );
    expect(await stage.transfer(id)).toMatchObject({ state: 'CONNECTED', result: 'CONNECTED', legId: leg.id });
    expect(await stage.facts('transfer.settled')).toContainEqual({
      transferId: id,
      callId: call.id,
      result: 'CONNECTED',
      targetId: ben.id,
    });
    expect(await stage.callRow(call.id)).toMatchObject({ status: 'IN_PROGRESS', outcome: null });
  });

  it('ends with the call when the colleague hangs up', async () => {
    await stage.target();
    const call = await stage.call();
    const { id } = await stage.held(call);
    const leg = await stage.ringing(id);
    await stage.pickUp(leg);
    await stage.press(leg, '1');
    await stage.status(leg, 'completed', { CallDuration: '60' });
    const left = await stage.post('left', id, {
      CallSid: call.sid,
      CallStatus: 'in-progress',
      DialCallStatus: 'answered',
    });
    expect(left.body).toMatch(/<Response><Hangup\/><\/Response>/);
    expect(await stage.transfer(id)).toMatchObject({ state: 'ENDED', result: 'CONNECTED', actAt: null });
    expect(await stage.legs(id)).toMatchObject([{ status: 'COMPLETED', verdict: 'ACCEPTED' }]);
  });

  it('hangs the caller up whose colleague has left without the carrier asking what to do', async () => {
    await stage.target();
    const call = await stage.call();
    const { id } = await stage.held(call);
    const leg = await stage.ringing(id);
    await stage.pickUp(leg);
    await stage.press(leg, '1');
    await stage.status(leg, 'completed');
    stage.app.clock.advance(4_000);
    await stage.sweep();
    await stage.untilState(id, 'ENDED');
    expect(stage.updatesOf(call.sid).at(-1)).toEqual({ Status: 'completed' });
    expect(await stage.callRow(call.id)).toMatchObject({ status: 'COMPLETED' });
  });

  it('rings the next one when the first declines, and never a declining one again', async () => {
    const [ben, eva] = [await stage.target(), await stage.target()];
    const call = await stage.call();
    const { id } = await stage.held(call);
    const first = await stage.ringing(id);
    await stage.pickUp(first);
    expect(await stage.press(first, '2')).toContain('Goodbye');
    const second = await stage.ringing(id);
    expect(stage.rung().map(({ form }) => form['To'])).toEqual([ben.phone, eva.phone]);
    await stage.pickUp(second);
    expect(await stage.press(second, '1')).toContain('Conference');
    // A late copy of the first one's key changes nothing.
    expect(await stage.press(first, '1')).not.toContain('Conference');
    expect(await stage.legs(id)).toMatchObject([{ verdict: 'DECLINED' }, { verdict: 'ACCEPTED' }]);
  });

  it.each([
    ['busy', '486'],
    ['no-answer', '487'],
    ['failed', '503'],
  ])('rings the next one after %s', async (status, sip) => {
    await Promise.all([stage.target(), stage.target()]);
    const { id } = await stage.held(await stage.call());
    const first = await stage.ringing(id);
    await stage.status(first, status, { SipResponseCode: sip });
    const second = await stage.ringing(id);
    expect(second.id).not.toBe(first.id);
    expect(stage.rung()).toHaveLength(2);
  });

  it('takes silence, which is all a voicemail has to say, for no', async () => {
    await stage.target();
    const call = await stage.call();
    const { id } = await stage.held(call);
    const leg = await stage.ringing(id);
    await stage.pickUp(leg);
    expect(await stage.press(leg, '')).toContain('Hangup');
    await stage.untilState(id, 'FALLBACK');
    expect(await stage.legs(id)).toMatchObject([{ verdict: 'DECLINED' }]);
  });

  it('gives the caller back to the agent when nobody takes the call, with the time they had left', async () => {
    await stage.target();
    const call = await stage.call();
    await stage.app.sql("update calls set answered_at = $2::timestamptz - interval '60 seconds' where id = $1", [
      call.id,
      stage.app.clock.now(),
    ]);
    const { id } = await stage.held(call);
    expect(await stage.callRow(call.id)).toMatchObject({ max_call_seconds: 7_260 });
    const leg = await stage.ringing(id);
    stage.app.clock.advance(20_000);
    await stage.status(leg, 'no-answer');
    await stage.untilState(id, 'FALLBACK');
    await stage.advance({ tenantId: stage.tenantId, id });
    expect(stage.updatesOf(call.sid).at(-1)).toMatchObject({ TimeLimit: '620' });
    const back = await stage.post('caller', id, { CallSid: call.sid, CallStatus: 'in-progress' });
    expect(back.body).toContain('none of my colleagues is free');
    expect(back.body).toContain(`/webhooks/twilio/voice/${stage.tenantId}/${call.id}/2`);
    expect(await stage.transfer(id)).toMatchObject({ state: 'ENDED', result: 'NOBODY_ACCEPTED', returnExchange: 1 });
    // However often it is asked.
    expect((await stage.post('caller', id, { CallSid: call.sid, CallStatus: 'in-progress' })).body).toBe(back.body);
    expect(await stage.facts('transfer.settled')).toContainEqual({
      transferId: id,
      callId: call.id,
      result: 'NOBODY_ACCEPTED',
    });
  });

  it('gives the caller back without a word to the carrier about phones that were given up', async () => {
    await Promise.all([stage.target(), stage.target()]);
    const call = await stage.call();
    const { id } = await stage.held(call);
    const legs: { id: string; sid: string }[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const leg = await stage.ringing(id);
      legs.push(leg);
      stage.standing.set(leg.sid, 'ringing');
      stage.mute.add(leg.sid);
      stage.app.clock.advance(30_001);
      await stage.advance({ tenantId: stage.tenantId, id });
    }
    await stage.untilState(id, 'FALLBACK');
    expect(await stage.legs(id)).toMatchObject([
      { status: 'DIALING', verdict: 'GIVEN_UP' },
      { status: 'DIALING', verdict: 'GIVEN_UP' },
    ]);
    const looks = () => legs.map(({ sid }) => stage.looksAt(sid));
    await until(() => !looks().includes(0));
    const params = { CallSid: call.sid, CallStatus: 'in-progress' };
    expect((await stage.post('caller', id, params, { tenantId: stage.other })).body).toContain('<Hangup/>');
    expect((await stage.transfer(id)).state).toBe('FALLBACK');
    const back = await stage.post('caller', id, params);
    expect(back.body).toContain('none of my colleagues is free');
    expect(await stage.transfer(id)).toMatchObject({ state: 'ENDED', returnExchange: 1 });
    expect(looks()).toEqual([1, 1]);
    // They are stopped all the same, once the carrier answers.
    stage.mute.clear();
    stage.app.clock.advance(2_000);
    await stage.sweep();
    expect(legs.map(({ sid }) => stage.updatesOf(sid))).toEqual([[{ Status: 'canceled' }], [{ Status: 'canceled' }]]);
  });

  it('lets nobody wait for the carrier to stop the phone of who has left', async () => {
    await stage.target();
    const call = await stage.call();
    const { id } = await stage.held(call);
    const leg = await stage.ringing(id);
    await stage.pickUp(leg);
    await stage.press(leg, '1');
    const never = new Promise<never>(() => undefined);
    const hangUp = jest.spyOn(stage.app.get(Carrier), 'hangUp').mockReturnValueOnce(never);
    try {
      const left = await stage.post('left', id, { CallSid: call.sid, CallStatus: 'in-progress' });
      expect(left.body).toMatch(/<Response><Hangup\/><\/Response>/);
      expect(hangUp.mock.calls).toEqual([[leg.sid]]);
    } finally {
      hangUp.mockRestore();
    }
  });

  it('lets the last one who declines hear the goodbye, and gives the caller back meanwhile', async () => {
    await stage.target();
    const call = await stage.call();
    const { id } = await stage.held(call);
    const leg = await stage.ringing(id);
    await stage.pickUp(leg);
    stage.app.clock.advance(29_000);
    expect(await stage.press(leg, '2')).toContain('Goodbye');
    await until(() => stage.updatesOf(call.sid).filter((form) => form['Url']).length === 2);
    stage.app.clock.advance(2_000);
    await stage.sweep();
    const back = await stage.post('caller', id, { CallSid: call.sid, CallStatus: 'in-progress' });
    expect(back.body).toContain('none of my colleagues is free');
    expect([stage.looksAt(leg.sid), stage.updatesOf(leg.sid)]).toEqual([0, []]);
    // Who is still on the line then has not heard it: the document was lost.
    stage.app.clock.advance(8_000);
    await stage.sweep();
    expect(stage.updatesOf(leg.sid)).toEqual([{ Status: 'completed' }]);
  });

  it('hangs the caller up rather than leave them in an empty room when they cannot be given back', async () => {
    await stage.target();
    const call = await stage.call();
    const { id } = await stage.held(call);
    await stage.status(await stage.ringing(id), 'busy');
    await stage.untilState(id, 'FALLBACK');
    for (let tries = 0; tries < 9; tries += 1) {
      stage.app.clock.advance(4_000);
      await stage.sweep();
    }
    expect(stage.updatesOf(call.sid).filter((form) => form['Url'])).toHaveLength(1 + 8);
    await stage.untilState(id, 'ENDED');
    expect(await stage.transfer(id)).toMatchObject({ result: 'NOBODY_ACCEPTED' });
    expect(await stage.callRow(call.id)).toMatchObject({ status: 'COMPLETED' });
  });

  it('stops the phone that rings as soon as the caller leaves the room', async () => {
    await Promise.all([stage.target(), stage.target()]);
    const call = await stage.call();
    const { id } = await stage.held(call);
    const leg = await stage.ringing(id);
    stage.standing.set(leg.sid, 'ringing');
    stage.standing.set(call.sid, 'completed');
    await stage.post('room', id, { StatusCallbackEvent: 'participant-leave', CallSid: call.sid, ConferenceSid: 'CF1' });
    await stage.untilState(id, 'CANCELLED');
    await until(() => stage.updatesOf(leg.sid).length > 0);
    expect(stage.updatesOf(leg.sid)).toEqual([{ Status: 'canceled' }]);
    expect(await stage.legs(id)).toMatchObject([
      { verdict: 'GIVEN_UP' },
      { status: 'CANCELED', skipped: 'NOT_NEEDED' },
    ]);
    expect(await stage.facts('transfer.settled')).toContainEqual({
      transferId: id,
      callId: call.id,
      result: 'CALLER_LEFT',
    });
    expect(stage.rung()).toHaveLength(1);
    // Whoever picks up all the same is told so.
    expect(await stage.pickUp(leg)).toContain('no longer waiting');
  });

  it('does not take a caller who was only moved for one who left', async () => {
    await stage.target();
    const call = await stage.call();
    const { id } = await stage.held(call);
    const leg = await stage.ringing(id);
    await stage.post('room', id, { StatusCallbackEvent: 'participant-leave', CallSid: call.sid });
    await stage.post('room', id, { StatusCallbackEvent: 'conference-end' });
    await stage.advance({ tenantId: stage.tenantId, id });
    expect((await stage.transfer(id)).state).toBe('RINGING');
    expect(stage.updatesOf(leg.sid)).toEqual([]);
  });

  it('is refused for a call nobody talks on, for one under way, and when there is nobody', async () => {
    const call = await stage.call();
    expect(await stage.begin(call)).toEqual({ kind: 'NOBODY' });
    await stage.target();
    expect(await stage.begin(call)).toMatchObject({ kind: 'BEGUN' });
    expect(await stage.begin(call)).toMatchObject({ kind: 'UNDER_WAY' });
    const ended = await stage.call();
    await stage.app.sql("update calls set status = 'COMPLETED', ended_at = now() where id = $1", [ended.id]);
    expect(await stage.begin(ended)).toEqual({ kind: 'CALLER_LEFT' });
    const machine = await stage.call();
    await stage.app.sql("update calls set answered_by = 'MACHINE' where id = $1", [machine.id]);
    expect(await stage.begin(machine)).toEqual({ kind: 'NOT_IN_PROGRESS' });
  });

  it('is begun once however many ask at the same time', async () => {
    await stage.target();
    const call = await stage.call();
    const begun = await Promise.all(Array.from({ length: 5 }, () => stage.begin(call)));
    expect(begun.filter(({ kind }) => kind === 'BEGUN')).toHaveLength(1);
    expect(begun.filter(({ kind }) => kind === 'UNDER_WAY')).toHaveLength(4);
  });
});
