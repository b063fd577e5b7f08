import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Row } from '../row';
import type { Run } from '../run';

const ZONE = 'America/New_York';
/** Area codes of New York's time among the people of the suite. */
const EASTERN = ['212', '617', '202'];
const QUEUE_MS = 30_000;
/** From two in the afternoon to shortly before nine in the evening, when nobody may be called any more. */
const SHORTLY_BEFORE_MS = 7 * 3_600_000 - 110_000;

const ledger = z.object({
  calls: z.array(z.object({ sid: z.string(), to: z.string(), startedAt: z.string().nullable() })),
});

export const CLOSING_WINDOW: Row = {
  id: 'F31',
  title: 'the hours end while calls wait in the carrier’s queue',
  clockOffsetMs: SHORTLY_BEFORE_MS,
  leavesPeople: true,
  expectsNoRecovery: true,
  people: 200,
  inject: async (run) => {
    await run.setFaults({ queueTimeMs: { p: 0.7, ms: QUEUE_MS } });
    const closes = closingOf(run);
    run.note(`${Math.round((closes - Date.now()) / 1_000)} s before the hours end the queue became slow`);
    await run.keepCalling(closes - Date.now() + QUEUE_MS + 10_000);
  },
  check: async (run) => {
    const response = await fetch(`${run.world.emulator.url}/_emulator/ledger`);
    const { calls } = ledger.parse(await response.json());
    const closes = closingOf(run);
    const late = calls.filter(
      ({ to, startedAt }) => EASTERN.includes(to.slice(2, 5)) && startedAt !== null && Date.parse(startedAt) >= closes,
    );
    const cancelled = calls.filter(({ startedAt }) => startedAt === null).length;
    run.note(`${cancelled} calls were taken out of the carrier's queue again`);
    if (late.length > 0) run.violate('carrier/rung-after-hours', late.slice(0, 3), late.length);
  },
};

/** Nine in the evening in New York, in ms of our own clock. */
function closingOf(run: Run): number {
  const { world } = run;
  const shown = DateTime.fromJSDate(world.now(), { zone: ZONE });
  const closes = shown.set({ hour: 21, minute: 0, second: 0, millisecond: 0 });
  return Date.now() + closes.toMillis() - shown.toMillis();
}
