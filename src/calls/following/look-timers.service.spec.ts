import { Logger } from '@nestjs/common';
import { TestClock } from '../../../test/support/test-clock';
import type { AppConfig } from '../../platform/config/config';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { runAsSystem } from '../../platform/context/run-as-system';
import type { CallReconciler } from './call-reconciler.service';
import { LookTimers } from './look-timers.service';

const CALL = 'call-1';

/** Looks that answer what they are told, in turn, and then nothing more; a number is in so many seconds. */
function looking(answers: (number | null | Error)[], serves = true) {
  const clock = new TestClock();
  const resolve = jest.fn((_callId: string): Promise<Date | null> => {
    const answer = answers.shift() ?? null;
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(answer === null ? null : new Date(clock.now().getTime() + answer * 1_000));
  });
  const reconciler = { resolve, attendAbandoned: resolve } as unknown as CallReconciler;
  const timers = new LookTimers(reconciler, clock, { serves: () => serves } as unknown as AppConfig);
  return {
    timers,
    resolve,
    look: () => runAsSystem({ name: 'calls-sweep', tenantId: 'tenant-1' }, () => timers.resolve(CALL)),
  };
}

describe('LookTimers', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.clearAllTimers();
    jest.useRealTimers();
  });

  it('looks again at the moment the last look has named, for the same company, until nothing is left to find out', async () => {
    const { look, resolve } = looking([2, 5, null]);
    await look();
    await jest.advanceTimersByTimeAsync(1_999);
    expect(resolve).toHaveBeenCalledTimes(1);
    const seen: unknown[] = [];
    resolve.mockImplementationOnce(() => {
      seen.push(currentTenantId(), currentActor());
      return Promise.resolve(null);
    });
    await jest.advanceTimersByTimeAsync(1);
    expect(seen).toEqual(['tenant-1', { kind: 'SYSTEM', name: 'look-timer' }]);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(resolve).toHaveBeenCalledTimes(2);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('has one timer per call, however often it was looked at', async () => {
    const { look, timers, resolve } = looking([30, 2, 20]);
    await look();
    await look();
    await runAsSystem({ name: 'calls-sweep', tenantId: 'tenant-1' }, () => timers.attendAbandoned(CALL));
    expect(jest.getTimerCount()).toBe(1);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(resolve).toHaveBeenCalledTimes(4);
  });

  it.each([
    ['looks that are far away', [61], true],
    ['processes without sweeps', [2], false],
  ] as const)('sets none for %s', async (_, answers, serves) => {
    await looking([...answers], serves).look();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves a look that failed to the sweep', async () => {
    const { look, resolve } = looking([2, new Error('the database is away'), 2]);
    await look();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(resolve).toHaveBeenCalledTimes(2);
    await look();
    expect(jest.getTimerCount()).toBe(1);
  });

  it('sets none once the process stops, nor for a look that is under way then', async () => {
    const { look, timers, resolve } = looking([2]);
    await look();
    let answer: (at: Date) => void = () => undefined;
    resolve.mockImplementationOnce(() => new Promise((resolved) => (answer = resolved)));
    const underWay = look();
    timers.onModuleDestroy();
    expect(jest.getTimerCount()).toBe(0);
    answer(new Date('2026-07-07T18:00:02Z'));
    await underWay;
    expect(jest.getTimerCount()).toBe(0);
  });
});
