import { Logger } from '@nestjs/common';
import { type SessionLock, SessionLocks } from '../../../src/platform/database/session-locks';
import { advisoryLock } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import type { AppConfig } from '../../../src/platform/config/config';
import { door } from '../../support/door';
import { FaultyProxy } from '../../support/doubles/faulty-proxy';
import { startTestApp, type TestApp } from '../../support/test-app';
import { until } from '../../support/until';

Logger.overrideLogger(false);

describe('locks beyond a transaction', () => {
  let app: TestApp;
  let work: UnitOfWork;
  let tenantId: string;
  let proxy: FaultyProxy;
  let locks: SessionLocks;
  let others: SessionLocks;

  const lockedBy = (url: string): SessionLocks => new SessionLocks({ database: { appUrl: url } } as AppConfig);

  beforeAll(async () => {
    app = await startTestApp();
    work = app.get(UnitOfWork);
    tenantId = await app.newTenant();
    proxy = await FaultyProxy.before(app.config.database.appUrl);
    locks = lockedBy(proxy.instead(app.config.database.appUrl));
    others = lockedBy(app.config.database.appUrl);
  });
  afterAll(async () => {
    await locks.onApplicationShutdown();
    await others.onApplicationShutdown();
    await proxy.refuse();
    await app.close();
  });

  /** Takes the name for itself in a transaction, does `within`, and commits. */
  const exclusively = (name: string, within: () => Promise<void> = async () => undefined): Promise<void> =>
    app.asTenant(tenantId, () =>
      work.run(async (tx) => {
        await advisoryLock(tx, name, 'EXCLUSIVE');
        await within();
      }),
    );
  const untilSomebodyWaits = (): Promise<void> => until(async () => (await app.sql(WAITING)).length > 0);

  it('keep whoever wants the name alone waiting until they are released', async () => {
    const lock = await locks.tryShared(['a', 'b']);
    expect(lock?.isHeld()).toBe(true);
    let done = false;
    const waiting = exclusively('b').then(() => {
      done = true;
    });
    await untilSomebodyWaits();
    expect(done).toBe(false);
    lock?.release();
    lock?.release();
    await waiting;
    expect(lock?.isHeld()).toBe(false);
  });

  it('are not waited for: whoever holds or awaits the name alone comes first, and nothing is half taken', async () => {
    const [held, mayEnd] = [door(), door()];
    const holding = exclusively('b', async () => {
      held.open();
      await mayEnd.opened;
    });
    await held.opened;
    expect(await locks.tryShared(['a', 'b'])).toBeNull();
    await exclusively('a');
    mayEnd.open();
    await holding;

    const first = await others.tryShared(['b']);
    const second = exclusively('b');
    await untilSomebodyWaits();
    expect(await locks.tryShared(['b'])).toBeNull();
    first?.release();
    await second;
    (await locks.tryShared(['b']))?.release();
  });

  it('stand side by side, in one process and between two, until the last has gone', async () => {
    const held = [await locks.tryShared(['a', 'b']), await others.tryShared(['a']), await locks.tryShared(['a', 'c'])];
    expect(held.map((lock) => lock?.isHeld())).toEqual([true, true, true]);
    expect(held[2]?.heldUntilMs).toBe(held[0]?.heldUntilMs);
    let done = false;
    const waiting = exclusively('a').then(() => {
      done = true;
    });
    for (const lock of held) {
      await untilSomebodyWaits();
      expect(done).toBe(false);
      lock?.release();
    }
    await waiting;
    const again = await locks.tryShared(['a']);
    expect(again?.isHeld()).toBe(true);
    again?.release();
  });

  it('are not taken one after the other for ever while somebody waits', async () => {
    const first = await locks.tryShared(['a']);
    const joined: (SessionLock | null)[] = [];
    await until(async () => {
      joined.push(await locks.tryShared(['a']));
      return joined.at(-1) === null;
    });
    expect(joined.length).toBeGreaterThan(1);
    for (const lock of [first, ...joined]) lock?.release();
    await exclusively('a');
  });

  it('are lost with their connection, known at once, and taken anew over another', async () => {
    const lock = await locks.tryShared(['a']);
    proxy.hangUp();
    await until(() => lock?.isHeld() === false);
    await exclusively('a');
    lock?.release();
    await until(async () => {
      const next = await locks.tryShared(['a']);
      next?.release();
      return next?.isHeld() === false && next !== null;
    });
  });

  it('are refused while the database cannot be reached', async () => {
    await proxy.refuse();
    expect(await locks.tryShared(['a'])).toBeNull();
    await proxy.serve();
    const lock = await locks.tryShared(['a']);
    expect(lock?.isHeld()).toBe(true);
    lock?.release();
  });

  it('of a process that fell silent are freed before a waiting transaction gives up, and not trusted any longer by then', async () => {
    const lock = await locks.tryShared(['a']);
    proxy.swallow();
    await exclusively('a');
    expect(lock?.isHeld()).toBe(false);
    lock?.release();
  });

  it('are held for less than a transaction waits, whoever forgets them', async () => {
    const lock = await others.tryShared(['a']);
    await exclusively('a');
    expect(lock?.isHeld()).toBe(false);
  });
});

/** Who waits for an advisory lock of this database, as the server itself sees it. */
const WAITING = `
select 1 from pg_locks where locktype = 'advisory' and not granted
  and database = (select oid from pg_database where datname = current_database())`;
