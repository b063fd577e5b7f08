import type { AppConfig } from '../../platform/config/config';
import type { Sweeps } from '../../platform/queues/sweeps';
import type { CallCare } from './call-care';
import { CallSweep } from './call-sweep';
import type { CarrierEvents } from './carrier-events.service';
import type { UnattendedCalls } from './unattended-calls';

function longestRow(twilio?: { timeoutMs: number }): number | undefined {
  const register = jest.fn<void, Parameters<Sweeps['register']>>();
  const sweeps = { register } as unknown as Sweeps;
  const [unattended, events, care] = [{} as UnattendedCalls, {} as CarrierEvents, {} as CallCare];
  new CallSweep(sweeps, unattended, events, { twilio } as AppConfig, care).onApplicationBootstrap();
  return register.mock.calls.find(([name]) => name === 'calls')?.[2];
}

describe('CallSweep', () => {
  it('is not taken for stuck while a carrier that is slow, as it may be, keeps one call waiting', () => {
    expect(longestRow({ timeoutMs: 60_000 })).toBe(360_000);
    expect(longestRow({ timeoutMs: 100 })).toBe(60_000);
    expect(longestRow()).toBe(60_000);
  });
});
