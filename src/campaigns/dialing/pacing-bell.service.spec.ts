import { runInContext } from '../../platform/context/request-context';
import type { UnitOfWork } from '../../platform/database/unit-of-work';
import type { JobBell } from '../../platform/queues/job-bell';
import { PacingBell } from './pacing-bell.service';

describe('pacing bell', () => {
  const rung: object[] = [];
  const jobs = { ring: async (_job: unknown, payload: object) => void rung.push(payload) } as unknown as JobBell;
  const work = { afterCommit: (hook: () => void) => hook() } as unknown as UnitOfWork;
  let bell: PacingBell;

  beforeEach(() => {
    jest.useFakeTimers();
    rung.length = 0;
    bell = new PacingBell(work, jobs);
  });
  afterEach(() => {
    bell.onModuleDestroy();
    jest.useRealTimers();
  });

  const inTenant = (tenantId: string, act: () => void): void =>
    runInContext({ requestId: 'r', tenantId, actor: { kind: 'SYSTEM', name: 'test' } }, act);
  const wake = (campaignId: string, delayMs?: number, tenantId = 'a'): void =>
    inTenant(tenantId, () => bell.wake(campaignId, delayMs));

  it('gathers many reasons into one ring', () => {
    for (let n = 0; n < 5; n++) wake('spring');
    jest.advanceTimersByTime(5_000);
    expect(rung).toEqual([{ tenantId: 'a', campaignId: 'spring' }]);
  });

  it('rings for an event at once, however late the next look was planned', () => {
    wake('spring', 4_000);
    jest.advanceTimersByTime(1_000);
    inTenant('a', () => bell.wakeAfterCommit('spring'));
    jest.advanceTimersByTime(40);
    expect(rung).toHaveLength(1);
    jest.advanceTimersByTime(5_000);
    expect(rung).toHaveLength(1);
  });

  it('does not put off what is due sooner', () => {
    wake('spring', 30);
    wake('spring', 4_000);
    jest.advanceTimersByTime(30);
    expect(rung).toHaveLength(1);
  });

  it('keeps campaigns, and companies, apart', () => {
    wake('spring');
    wake('autumn');
    wake('spring', undefined, 'b');
    jest.advanceTimersByTime(40);
    expect(rung).toHaveLength(3);
  });

  it('rings no more once the program stops, and waits for nothing', () => {
    wake('spring');
    bell.onModuleDestroy();
    wake('autumn', 4_000);
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(5_000);
    expect(rung).toEqual([]);
  });
});
