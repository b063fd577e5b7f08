import { defaultAccount, type TwilioAccount } from '../emulator.config';
import type { CallRecord } from '../ledger/call-record';
import { Pace } from '../simulation/pace';
import { DialQueue } from './dial-queue';
import { LiveCall } from './live-call';

const other = { sid: 'AC2', authToken: 'x' };

describe('the queue of calls to start', () => {
  const knobs = { seed: 1, cps: 2, recordCalls: false, writers: null };
  let started: string[];
  let pace: Pace;
  let queue: DialQueue;

  beforeEach(() => {
    jest.useFakeTimers();
    knobs.cps = 2;
    started = [];
    pace = new Pace(10);
    queue = new DialQueue(knobs, pace, ({ record }) => started.push(record.sid));
  });
  afterEach(() => jest.useRealTimers());

  const call = (sid: string, account: TwilioAccount = defaultAccount) =>
    new LiveCall({ sid } as CallRecord, account, pace);

  it('starts everything at once without a limit', () => {
    knobs.cps = 0;
    expect(['a', 'b', 'c'].map((sid) => queue.enter(call(sid)))).toEqual([0, 0, 0]);
    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('starts two per simulated second and tells the wait', () => {
    expect(['a', 'b', 'c', 'd'].map((sid) => queue.enter(call(sid)))).toEqual([0, 500, 1_000, 1_500]);
    expect(started).toEqual(['a']);
    expect(queue.length).toBe(3);
    jest.advanceTimersByTime(50);
    expect(started).toEqual(['a', 'b']);
    jest.advanceTimersByTime(100);
    expect(started).toEqual(['a', 'b', 'c', 'd']);
    expect(queue.length).toBe(0);
    jest.advanceTimersByTime(50);
    expect(queue.enter(call('e'))).toBe(0);
    expect(started).toContain('e');
  });

  it('keeps accounts apart', () => {
    queue.enter(call('a'));
    queue.enter(call('b', other));
    expect(started).toEqual(['a', 'b']);
  });

  it('skips what was canceled without losing a slot', () => {
    queue.enter(call('a'));
    const canceled = call('b');
    queue.enter(canceled);
    queue.enter(call('c'));
    canceled.ended = true;
    expect(queue.length).toBe(1);
    jest.advanceTimersByTime(50);
    expect(started).toEqual(['a', 'c']);
  });

  it('lets everybody go when the limit is lifted', () => {
    for (const sid of ['a', 'b', 'c', 'd']) queue.enter(call(sid));
    knobs.cps = 0;
    jest.advanceTimersByTime(50);
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });
});
