import { nextStep } from './next-step';
import type { TransferLeg } from './transfer-leg.entity';
import type { Transfer } from './transfer.entity';

const NOW = new Date('2026-07-07T18:00:00Z');
const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);
const TALKING = { status: 'IN_PROGRESS' } as const;

function aTransfer(change: Partial<Transfer> = {}): Transfer {
  return {
    state: 'HOLDING',
    moves: 0,
    falls: 0,
    enteredAt: NOW,
    limitSetAt: NOW,
    actAt: NOW,
    legId: null,
    createdAt: NOW,
    settledAt: null,
    ...change,
  } as Transfer;
}

function aLeg(change: Partial<TransferLeg> = {}): TransferLeg {
  return {
    id: 'a',
    status: 'QUEUED',
    verdict: null,
    ringTimeoutSeconds: 20,
    dialStartedAt: NOW,
    ...change,
  } as TransferLeg;
}

const kindOf = (transfer: Transfer, legs: TransferLeg[] = [], moment = NOW): string =>
  nextStep(transfer, legs, TALKING, moment).kind;

describe('the next step of a transfer', () => {
  it('is to move the caller, again after a while, and to give up in the end', () => {
    expect(kindOf(aTransfer({ state: 'REQUESTED' }))).toBe('MOVE');
    expect(kindOf(aTransfer({ state: 'REQUESTED', actAt: at(4) }))).toBe('WAIT');
    expect(nextStep(aTransfer({ state: 'REQUESTED', moves: 4 }), [], TALKING, NOW)).toEqual({
      kind: 'FALL_BACK',
      result: 'FAILED',
    });
  });

  it('is to ring one colleague after the other', () => {
    const [done, next, last] = [aLeg({ status: 'BUSY', verdict: 'DECLINED' }), aLeg({ id: 'b' }), aLeg({ id: 'c' })];
    expect(nextStep(aTransfer(), [done, next, last], TALKING, NOW)).toEqual({ kind: 'RING', leg: next });
    expect(kindOf(aTransfer({ state: 'RINGING' }), [done, next])).toBe('HOLD');
    expect(kindOf(aTransfer({ state: 'RINGING' }), [aLeg({ status: 'RINGING' }), next])).toBe('WAIT');
  });

  it('is to say that nobody takes the call when nobody is left, or the caller has waited for five minutes', () => {
    expect(kindOf(aTransfer(), [aLeg({ status: 'BUSY', verdict: 'DECLINED' })])).toBe('FALL_BACK');
    expect(kindOf(aTransfer(), [aLeg()], at(300))).toBe('FALL_BACK');
    expect(
      kindOf(aTransfer({ state: 'RINGING' }), [aLeg({ status: 'RINGING', dialStartedAt: at(299) })], at(300)),
    ).toBe('GIVE_UP');
    expect(nextStep(aTransfer({ falls: 4 }), [aLeg()], TALKING, NOW)).toEqual({ kind: 'FALL_BACK', result: 'FAILED' });
  });

  it.each<[string, Partial<TransferLeg>, number, string]>([
    ['is still rung', { status: 'RINGING' }, 29, 'WAIT'],
    ['has been rung for long enough', { status: 'RINGING' }, 30, 'GIVE_UP'],
    ['was perhaps never rung', { status: 'UNKNOWN' }, 30, 'GIVE_UP'],
    ['listens', { status: 'IN_PROGRESS', answeredAt: at(10) }, 60, 'WAIT'],
    ['listens for too long', { status: 'IN_PROGRESS', answeredAt: at(10) }, 100, 'GIVE_UP'],
  ])('heeds that a colleague %s', (_, leg, seconds, kind) => {
    expect(kindOf(aTransfer({ state: 'RINGING' }), [aLeg(leg)], at(seconds))).toBe(kind);
  });

  it('is to end what the caller has left, whoever rings or talks', () => {
    const gone = { status: 'COMPLETED' } as const;
    const kinds = (
      ['REQUESTED', 'HOLDING', 'RINGING', 'ASKING', 'CONNECTED', 'FALLBACK', 'ENDED', 'CANCELLED'] as const
    ).map((state) => nextStep(aTransfer({ state }), [aLeg()], gone, NOW).kind);
    expect(kinds).toEqual(['CANCEL', 'CANCEL', 'CANCEL', 'CANCEL', 'END', 'END', 'NOTHING', 'NOTHING']);
  });

  it('is nothing while two people talk, and to let the caller go once the colleague has', () => {
    const connected = aTransfer({ state: 'CONNECTED', legId: 'a' });
    expect(kindOf(connected, [aLeg({ status: 'IN_PROGRESS', verdict: 'ACCEPTED' })])).toBe('WAIT');
    const left = aLeg({ status: 'COMPLETED', verdict: 'ACCEPTED', endedAt: NOW });
    expect(nextStep(connected, [left], TALKING, at(1))).toEqual({ kind: 'WAIT', at: at(3) });
    expect(kindOf(aTransfer({ state: 'CONNECTED', legId: 'a', actAt: at(3) }), [left], at(3))).toBe('HANG_UP');
  });

  it('is to tell the carrier how long the call may last, once', () => {
    const unlimited = (actAt: Date) => aTransfer({ state: 'RINGING', limitSetAt: null, actAt });
    expect(kindOf(unlimited(NOW), [aLeg({ status: 'RINGING' })])).toBe('SET_LIMIT');
    expect(kindOf(unlimited(at(4)), [aLeg({ status: 'RINGING' })])).toBe('WAIT');
  });

  it('is to give the caller back, and to hang up when that does not work', () => {
    expect(kindOf(aTransfer({ state: 'FALLBACK' }))).toBe('RETURN');
    expect(kindOf(aTransfer({ state: 'FALLBACK', moves: 3, actAt: at(1) }))).toBe('WAIT');
    expect(kindOf(aTransfer({ state: 'FALLBACK', moves: 8 }))).toBe('HANG_UP');
  });
});
