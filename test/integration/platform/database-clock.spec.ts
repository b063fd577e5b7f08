import { DatabaseClock } from '../../../src/platform/clock/database-clock';
import type { Clock } from '../../../src/platform/clock/clock';
import { ClockKeeper, setClock } from '../../../src/platform/database/clock-keeper';
import { DatabaseHealth } from '../../../src/platform/database/database-health';
import { DatabaseTime } from '../../../src/platform/database/database-time';
import { Metrics } from '../../../src/platform/metrics/metrics';
import { startTestApp, type TestApp } from '../../support/test-app';

const DAY_MS = 86_400_000;
const NEAR_MS = 1_000;

describe('the clock of the program', () => {
  let app: TestApp;
  let wrongByMs: number;

  /** This machine's clock is wrong from here on, for everybody in this process. */
  function setMachine(byMs: number): void {
    wrongByMs = byMs;
  }

  async function databaseMs(): Promise<number> {
    const [row] = await app.sql<{ ms: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as ms');
    return row?.ms ?? 0;
  }

  const aheadOfDatabase = async (clock: Clock): Promise<number> => clock.now().getTime() - (await databaseMs());
  const seen = async (): Promise<string> => (await app.get(Metrics).text()).body;

  beforeEach(async () => {
    wrongByMs = 0;
    const right = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => right() + wrongByMs);
    app = await startTestApp();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await app.close();
  });

  it.each([26 * 3_600_000, -26 * 3_600_000, 300_000, -300_000])(
    'is the database’s from the first moment on, on a machine that is off by %d ms',
    async (byMs) => {
      setMachine(byMs);
      const clock = await setClock(app.config, app.get(DatabaseTime));
      expect(Math.abs(await aheadOfDatabase(clock))).toBeLessThan(NEAR_MS);
      // What it is held against: the machine's own clock, as the program read it once.
      const own = { now: () => new Date(Date.now()) };
      expect(Math.abs((await aheadOfDatabase(own)) - byMs)).toBeLessThan(NEAR_MS);
    },
  );

  it('is read again when the clock of the machine is set, and says so', async () => {
    const [clock, keeper, health] = [app.get(DatabaseClock), app.get(ClockKeeper), app.get(DatabaseHealth)];
    expect(health.clockProblems()).toEqual([]);
    setMachine(DAY_MS);
    expect(Math.abs(await aheadOfDatabase(clock))).toBeLessThan(NEAR_MS);
    await keeper.look();
    expect(Math.abs(await aheadOfDatabase(clock))).toBeLessThan(NEAR_MS);
    expect(health.clockProblems()).toEqual(["the machine's clock is 86400 s ahead"]);
    expect(await seen()).toMatch(/callwright_machine_clock_ahead_seconds 86[34]\d\d/);
    setMachine(0);
    await keeper.look();
    expect(health.clockProblems()).toEqual([]);
  });

  it('stays as it was set when the database does not tell the time', async () => {
    const clock = await setClock(app.config, app.get(DatabaseTime));
    jest.spyOn(app.get(DatabaseTime), 'read').mockRejectedValue(new Error('away'));
    setMachine(DAY_MS);
    await app.get(ClockKeeper).look();
    expect(Math.abs(await aheadOfDatabase(clock))).toBeLessThan(NEAR_MS);
  });

  it('is never given to anybody unset', async () => {
    const time = { read: jest.fn().mockRejectedValue(new Error('away')) };
    await expect(setClock(app.config, time as unknown as DatabaseTime)).rejects.toThrow('away');
    expect(time.read).toHaveBeenCalledTimes(4);
  });
});
