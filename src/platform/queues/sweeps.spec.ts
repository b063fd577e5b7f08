import { Logger } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { AppConfig } from '../config/config';
import { currentActor, currentTenantId, findContext } from '../context/request-context';
import { SweepHeartbeat } from '../metrics/sweep-heartbeat';
import { Sweeps } from './sweeps';

const INTERVAL_MS = 5_000;
const ROW_MS = 60_000;

function workerSweeps(serves = true) {
  const config = { serves: () => serves, dialing: { sweepIntervalMs: INTERVAL_MS } } as unknown as AppConfig;
  const heartbeat = new SweepHeartbeat();
  return { heartbeat, sweeps: new Sweeps(config, new SchedulerRegistry(), heartbeat) };
}

const never = (): Promise<void> => new Promise(() => undefined);

describe('Sweeps', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.clearAllTimers();
    jest.useRealTimers();
  });

  it('runs a sweep at its interval, one round at a time, in workers only', async () => {
    const round = jest.fn(() => Promise.resolve());
    workerSweeps(false).sweeps.register('calls', round);
    await jest.advanceTimersByTimeAsync(INTERVAL_MS);
    expect(round).not.toHaveBeenCalled();

    const { sweeps } = workerSweeps();
    const stuck = jest.fn(never);
    sweeps.register('calls', round);
    sweeps.register('campaigns', stuck);
    await jest.advanceTimersByTimeAsync(3 * INTERVAL_MS);
    expect(round).toHaveBeenCalledTimes(3);
    expect(stuck).toHaveBeenCalledTimes(1);
  });

  it('notices a sweep that never ends, although others go on', async () => {
    const { sweeps, heartbeat } = workerSweeps();
    sweeps.register('calls', () => Promise.resolve());
    sweeps.register('campaigns', never);
    await jest.advanceTimersByTimeAsync(INTERVAL_MS + ROW_MS + INTERVAL_MS);
    expect(heartbeat.stalled()).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1);
    expect(heartbeat.stalled()).toMatchObject({ sweep: 'campaigns' });
  });

  it('lets a slow sweep live while its rows move, and a failing one while it is tried again', async () => {
    const { sweeps, heartbeat } = workerSweeps();
    const rows = Array.from({ length: 10 }, () => ({ tenantId: 't-1' }));
    const slowRow = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, ROW_MS));
    sweeps.register('assessments', () => sweeps.attendEach(rows, { sweep: 'assessments' }, slowRow));
    sweeps.register('calls', () => Promise.reject(new Error('the database is away')));
    for (let minute = 0; minute < 12; minute++) {
      await jest.advanceTimersByTimeAsync(ROW_MS);
      expect(heartbeat.stalled()).toBeUndefined();
    }
  });

  it('waits as long as a sweep has said that a row may take', async () => {
    const { sweeps, heartbeat } = workerSweeps();
    sweeps.register('assessments', never, { rowMs: 4 * ROW_MS });
    await jest.advanceTimersByTimeAsync(4 * ROW_MS);
    expect(heartbeat.stalled()).toBeUndefined();
    await jest.advanceTimersByTimeAsync(3 * INTERVAL_MS);
    expect(heartbeat.stalled()).toMatchObject({ sweep: 'assessments' });
  });

  it('looks after each row as the program in the tenant of the row, and goes on after a failure', async () => {
    const { sweeps } = workerSweeps();
    const rows = ['a', 'b', 'c'].map((id) => ({ tenantId: `tenant of ${id}`, id }));
    const seen: string[] = [];
    await sweeps.attendEach(rows, { sweep: 'calls', idOf: ({ id }) => id }, async ({ id }) => {
      if (id === 'b') throw new Error('no');
      expect(currentActor()).toEqual({ kind: 'SYSTEM', name: 'calls-sweep' });
      seen.push(`${findContext()?.requestId} ${currentTenantId()}`);
    });
    expect(seen).toEqual(['a tenant of a', 'c tenant of c']);
  });

  it('ends with the row under way, and within a bound even if that does not end', async () => {
    const { sweeps } = workerSweeps();
    const begun: string[] = [];
    const rows = ['a', 'b'].map((id) => ({ tenantId: 't-1', id }));
    sweeps.register('calls', () =>
      sweeps.attendEach(rows, { sweep: 'calls' }, async ({ id }) => {
        begun.push(id);
        await new Promise((resolve) => setTimeout(resolve, 2_000));
      }),
    );
    sweeps.register('campaigns', never);
    await jest.advanceTimersByTimeAsync(INTERVAL_MS);

    sweeps.onModuleDestroy();
    const ended = jest.fn();
    const end = sweeps.beforeApplicationShutdown().then(ended);
    await jest.advanceTimersByTimeAsync(14_000);
    expect(begun).toEqual(['a']);
    expect(ended).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1_000);
    await end;
    await jest.advanceTimersByTimeAsync(INTERVAL_MS);
    expect(begun).toEqual(['a']);
  });
});
