import * as fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { TransferStore } from '../../../src/calls/transfers/transfer-store.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { until } from '../../support/until';
import { aMember } from '../escalation/escalation-stage';
import { TransferStage } from './transfer-stage';

describe('when things go wrong, a transfer', () => {
  let stage: TransferStage;
  beforeAll(async () => {
    stage = await TransferStage.start();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    stage.reset();
    await stage.nobody();
  });

  it('believes nothing without a true signature', async () => {
    await stage.target();
    const call = await stage.call();
    const { id } = await stage.held(call);
    const leg = await stage.ringing(id);
    await stage.pickUp(leg);
    for (const [kind, of] of [
      ['caller', id],
      ['left', id],
      ['hold', id],
      ['room', id],
      ['leg', leg.id],
      ['key', leg.id],
      ['status', leg.id],
    ] as const) {
      const params = { CallSid: leg.sid, CallStatus: 'completed', Digits: '1', StatusCallbackEvent: 'conference-end' };
      expect((await stage.post(kind, of, params, { token: 'guessed' })).status).toBe(403);
    }
    expect((await stage.transfer(id)).state).toBe('ASKING');
  });

  it('of another company is found by nobody, nor are its colleagues', async () => {
    const [ben, call] = [await stage.target(), await stage.call()];
    const { id } = await stage.held(call);
    const leg = await stage.ringing(id);
    const theirs = { tenantId: stage.other };
    expect((await stage.post('caller', id, { CallSid: call.sid }, theirs)).body).not.toContain('Conference');
    expect((await stage.post('leg', leg.id, { CallSid: leg.sid }, theirs)).body).not.toContain('Gather');
    expect((await stage.post('key', leg.id, { CallSid: leg.sid, Digits: '1' }, theirs)).body).not.toContain(
      'Conference',
    );
    await stage.post('status', leg.id, { CallSid: leg.sid, CallStatus: 'busy' }, theirs);
    expect((await stage.legs(id))[0]?.status).toBe('DIALING');

    await expect(stage.begin({ ...call, tenantId: stage.other })).rejects.toThrow('Call was not found.');
    const other = await stage.call(stage.other);
    expect(await stage.begin(other)).toEqual({ kind: 'NOBODY' });
    await expect(stage.begin(other, { targetIds: [ben.id] })).rejects.toThrow('Transfer target was not found.');
    const named = { targets: [{ phone: ben.phone }] };
    await expect(stage.begin(other, named)).rejects.toThrow('Transfer target was not found.');
  });

  it('rings the colleague whom a member is, and nobody for who is on no list', async () => {
    const [mina, omar] = [await aMember(stage.app, stage.tenantId), await aMember(stage.app, stage.tenantId)];
    await stage.target();
    const hers = await stage.target(stage.tenantId, { memberId: mina.userId });
    const call = await stage.call();
    const wanted = { targets: [{ memberId: omar.userId }] };
    await expect(stage.begin(call, wanted)).rejects.toThrow('Transfer target was not found.');
    const { id } = await stage.held(call, { targets: [{ memberId: mina.userId }] });
    await stage.ringing(id);
    expect(stage.rung().map(({ form }) => form['To'])).toEqual([hers.phone]);
    expect(await stage.legs(id)).toHaveLength(1);
    const theirs = await stage.call(stage.other);
    const abroad = { targets: [{ memberId: mina.userId }] };
    await expect(stage.begin(theirs, abroad)).rejects.toThrow('Transfer target was not found.');
  });

  it('rings nobody who is no registered colleague', async () => {
    await stage.target();
    const call = await stage.call();
    const named = { targets: [{ phone: '+12125559999' }] };
    await expect(stage.begin(call, named)).rejects.toThrow('Transfer target was not found.');
    await expect(stage.begin(call, { targetIds: [uuidv7()] })).rejects.toThrow('Transfer target was not found.');
    expect(stage.rung()).toEqual([]);
  });

  it.each<[string, string, (phone: string) => Promise<unknown>]>([
    [
      'who wants no contact',
      'SUPPRESSED',
      (phone) =>
        stage.app.asTenant(stage.tenantId, () =>
          stage.app.get(SuppressionsService).add({ phone, reason: 'asked', source: 'MANUAL' }),
        ),
    ],
    [
      'whom the whole platform may not call',
      'SUPPRESSED',
      (phone) =>
        stage.app.sql(
          `insert into platform_suppressions (id, phone, reason, source, added_at, added_by) values ($1, $2, 'asked', 'MANUAL', now(), 'test')`,
          [uuidv7(), phone],
        ),
    ],
    [
      'who has become a lead',
      'A_LEAD',
      (phone) =>
        stage.app.sql(
          'update leads set phone = $1 where id = (select id from leads where tenant_id = $2 order by id limit 1)',
          [phone, stage.tenantId],
        ),
    ],
    [
      'who was taken off the list',
      'NOT_A_COLLEAGUE',
      (phone) => stage.app.sql('update transfer_targets set removed_at = now() where phone = $1', [phone]),
    ],
    [
      'who is on the phone for somebody else',
      'ENGAGED',
      (phone) =>
        stage.app.sql(
          'update calls set phone = $1 where id = (select id from calls where tenant_id = $2 and ended_at is null order by id limit 1)',
          [phone, stage.tenantId],
        ),
    ],
  ])('does not ring somebody %s, and goes on with the next', async (_, reason, change) => {
    await stage.call();
    const [ben, eva] = [await stage.target(), await stage.target()];
    const call = await stage.call();
    const begun = await stage.begin(call);
    if (begun.kind !== 'BEGUN') throw new Error(begun.kind);
    await change(ben.phone);
    const { id } = begun.transfer;
    await stage.advance(begun.transfer);
    await stage.post('caller', id, { CallSid: call.sid, CallStatus: 'in-progress' });
    await stage.ringing(id);
    expect(stage.rung().map(({ form }) => form['To'])).toEqual([eva.phone]);
    expect((await stage.legs(id))[0]).toMatchObject({ status: 'CANCELED', skipped: reason });
  });

  it('rings nobody for a company that is paused', async () => {
    await stage.target();
    await stage.app.sql("update tenants set status = 'PAUSED' where id = $1", [stage.tenantId]);
    try {
      const { id } = await stage.held(await stage.call());
      await stage.untilState(id, 'FALLBACK');
      expect(stage.rung()).toEqual([]);
      expect((await stage.legs(id))[0]).toMatchObject({ skipped: 'TENANT_PAUSED' });
    } finally {
      await stage.app.sql("update tenants set status = 'ACTIVE' where id = $1", [stage.tenantId]);
    }
  });

  it('rings a colleague once, however many processes take it further at once', async () => {
    await Promise.all([stage.target(), stage.target()]);
    const call = await stage.call();
    const transfer = await stage.held(call);
    await Promise.all(Array.from({ length: 6 }, () => stage.advance(transfer)));
    await stage.ringing(transfer.id);
    expect(stage.rung()).toHaveLength(1);
    expect(stage.updatesOf(call.sid).filter((form) => form['Url'])).toHaveLength(1);
  });

  it('does not ask twice when the carrier does not answer, and is healed by the colleague who picks up', async () => {
    await stage.target();
    stage.refusals.push(() => 'SILENCE');
    const { id } = await stage.held(await stage.call());
    await until(async () => (await stage.legs(id))[0]?.status === 'UNKNOWN');
    const [leg] = await stage.legs(id);
    const sid = stage.newSid();
    expect(await stage.pickUp({ id: leg?.id ?? '', sid })).toContain('Gather');
    expect(await stage.press({ id: leg?.id ?? '', sid }, '1')).toContain('Conference');
    // Another carrier call in the name of the same leg is no colleague.
    expect(await stage.pickUp({ id: leg?.id ?? '', sid: stage.newSid() })).not.toContain('Gather');
    expect(stage.rung()).toHaveLength(1);
  });

  it('goes on with the next one when a colleague is not heard of, and stops the phone when the list shows it after all', async () => {
    const [ben] = [await stage.target(), await stage.target()];
    stage.refusals.push(() => 'SILENCE');
    const { id } = await stage.held(await stage.call());
    await until(async () => (await stage.legs(id))[0]?.status === 'UNKNOWN');
    stage.app.clock.advance(30_001);
    await stage.sweep();
    await until(() => stage.rung().length === 2);
    expect(await stage.legs(id)).toMatchObject([{ status: 'UNKNOWN', verdict: 'GIVEN_UP' }, { verdict: null }]);
    const sid = stage.newSid();
    stage.lists.set(ben.phone, [sid]);
    stage.standing.set(sid, 'ringing');
    for (let looks = 0; looks < 5; looks += 1) {
      stage.app.clock.advance(2_500);
      await stage.sweep();
    }
    expect(stage.updatesOf(sid)).toContainEqual({ Status: 'canceled' });
    expect(stage.rung()).toHaveLength(2);
  });

  it('gives a leg back whose worker died before its request left, and rings that colleague once', async () => {
    await stage.target();
    const call = await stage.call();
    const send = jest.spyOn(TransferStore.prototype, 'markSent').mockRejectedValueOnce(new Error('the worker died'));
    const { id } = await stage.held(call);
    await until(() => send.mock.calls.length === 1);
    send.mockRestore();
    expect(stage.rung()).toEqual([]);
    stage.app.clock.advance(4_000);
    await stage.sweep();
    await stage.sweep();
    await stage.ringing(id);
    expect(stage.rung()).toHaveLength(1);
  });

  it('does not ring for a caller who left while the worker slept', async () => {
    await stage.target();
    const call = await stage.call();
    let wake = (): void => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    const mark = jest.spyOn(TransferStore.prototype, 'markSent').mockImplementationOnce(async function (
      this: TransferStore,
      legId: string,
    ) {
      await asleep;
      return this.markSent(legId);
    });
    const { id } = await stage.held(call);
    await until(() => mark.mock.calls.length === 1);
    stage.standing.set(call.sid, 'completed');
    await stage.post('room', id, { StatusCallbackEvent: 'conference-end' });
    await stage.untilState(id, 'CANCELLED');
    wake();
    await until(async () => (await stage.legs(id))[0]?.status === 'CANCELED');
    mark.mockRestore();
    expect(stage.rung()).toEqual([]);
  });

  it('moves the caller again when the carrier did not hear it, and gives up on moving them in the end', async () => {
    await stage.target();
    const call = await stage.call();
    const begun = await stage.begin(call);
    if (begun.kind !== 'BEGUN') throw new Error(begun.kind);
    for (let tries = 0; tries < 6; tries += 1) {
      await stage.sweep();
      stage.app.clock.advance(4_000);
    }
    expect(await stage.transfer(begun.transfer.id)).toMatchObject({ state: 'FALLBACK', result: 'FAILED' });
    expect(stage.rung()).toEqual([]);
  });

  it('does not keep a caller waiting for more than five minutes', async () => {
    for (let n = 0; n < 10; n += 1) await stage.target();
    const { id } = await stage.held(await stage.call());
    await stage.ringing(id);
    stage.app.clock.advance(5 * 60_000);
    await stage.sweep();
    await stage.untilState(id, 'FALLBACK');
    expect(stage.rung()).toHaveLength(1);
  });

  it('comes to the same end whatever the order and number of callbacks of a colleague who is busy', async () => {
    const facts = ['initiated', 'ringing', 'busy'] as const;
    const orders = fc.shuffledSubarray([...facts, ...facts], { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        await stage.nobody();
        await stage.target();
        const { id } = await stage.held(await stage.call());
        const leg = await stage.ringing(id);
        for (const status of order)
          await stage.status(leg, status, status === 'busy' ? { SipResponseCode: '486' } : {});
        await stage.untilState(id, 'FALLBACK');
        expect(await stage.legs(id)).toMatchObject([{ status: 'BUSY', verdict: 'DECLINED' }]);
        expect(await stage.transfer(id)).toMatchObject({ result: 'NOBODY_ACCEPTED' });
      }),
      { numRuns: 8 },
    );
  });
});
