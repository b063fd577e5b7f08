import { Logger } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { AppConfig } from '../../platform/config/config';
import { SweepHeartbeat } from '../../platform/metrics/sweep-heartbeat';
import { Sweeps } from '../../platform/queues/sweeps';
import type { CallCare } from './call-care';
import { CallSweep } from './call-sweep';
import type { CarrierEvents } from './carrier-events.service';
import type { UnattendedCalls } from './unattended-calls';

function longestRow(twilio?: { timeoutMs: number }): number | undefined {
  const register = jest.fn<void, Parameters<Sweeps['register']>>();
  const sweeps = { register } as unknown as Sweeps;
  const [unattended, events, care] = [{} as UnattendedCalls, {} as CarrierEvents, {} as CallCare];
  new CallSweep(
    sweeps,
    unattended,
    events,
    { twilio, dialing: { sweepIntervalMs: 5_000 } } as unknown as AppConfig,
    care,
  ).onApplicationBootstrap();
  return register.mock.calls.find(([name]) => name === 'calls')?.[2]?.rowMs;
}

describe('CallSweep', () => {
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('looks after lost calls while a carrier that hangs keeps the questions about others waiting', async () => {
    jest.useFakeTimers();
    jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    const config = { serves: () => true, dialing: { sweepIntervalMs: 5_000, concurrency: 2 } } as unknown as AppConfig;
    const row = (callId: string, neglect: string) => ({ tenantId: 'tenant-1', callId, neglect, lane: 'NORMAL' });
    const lost = [row('lost', 'ABANDONED')];
    const unattended = {
      find: () => Promise.resolve([]),
      findLost: () => Promise.resolve(lost),
      findToAsk: () => Promise.resolve([row('silent', 'SILENT'), row('ended', 'DETAILS')]),
    } as unknown as UnattendedCalls;
    const [attendAbandoned, hang] = [jest.fn(() => Promise.resolve()), jest.fn(() => new Promise(() => undefined))];
    const care = {
      looks: { attendAbandoned },
      poller: { poll: hang },
      details: { fetch: hang },
    } as unknown as CallCare;
    const events = { applyOrphans: () => Promise.resolve() } as unknown as CarrierEvents;
    const sweeps = new Sweeps(config, new SchedulerRegistry(), new SweepHeartbeat());
    new CallSweep(sweeps, unattended, events, config, care).onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(15_000);
    expect(hang.mock.calls).toEqual([['silent'], ['ended']]);
    expect(attendAbandoned).toHaveBeenCalledTimes(15);
  });

  it('is not taken for stuck while a carrier that is slow, as it may be, keeps one call waiting', () => {
    expect(longestRow({ timeoutMs: 60_000 })).toBe(360_000);
    expect(longestRow({ timeoutMs: 100 })).toBe(60_000);
    expect(longestRow()).toBe(60_000);
  });
});
