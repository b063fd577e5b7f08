import type { Row } from '../row';
import type { Run } from '../run';

const CALLING_MS = 35_000;
const TIME_SCALE = 400;

/** The carrier misbehaves in these ways while people are called. */
function carrierRow(id: string, title: string, faults: object, more: Partial<Row> = {}): Row {
  return {
    id,
    title,
    inject: async (run) => {
      await run.whenCalling();
      await run.setFaults(faults);
      await run.keepCalling(CALLING_MS);
    },
    ...more,
  };
}

/** Longer than a call may ring and talk, and be silent about it. */
const SILENCE_MS = 15 * 60_000;

/** The carrier says nothing more about some calls: the program finds out by itself, but only once they have been silent for long. */
async function letSilenceEnd(run: Run): Promise<void> {
  await run.world.moveClock(SILENCE_MS);
  run.note(`the clock was moved on by ${SILENCE_MS / 60_000} min, past every limit of a silent call`);
}

export const CARRIER_FAULTS: readonly Row[] = [
  carrierRow('F10', 'carrier answers 500 and dials', { fail500AndDial: { p: 0.2 }, fail500NoDial: { p: 0.05 } }),
  carrierRow('F11', 'carrier hangs, and dials or does not', {
    hangAndDial: { p: 0.2 },
    hangWithoutDial: { p: 0.2 },
  }),
  carrierRow('X04', 'answers that break off, lists that lag and omit', {
    resetAfterSend: { p: 0.1 },
    replyThenReset: { p: 0.1 },
    listLagMs: { p: 0.5, ms: 800 },
    listOmits: { p: 0.2 },
    drop: { p: 0.2, events: ['initiated', 'ringing'] },
  }),
  {
    id: 'F13',
    title: 'carrier refuses for its rate, and queues',
    inject: async (run) => {
      await run.whenCalling();
      // So many calls a second of ours.
      await run.world.emulator.process.control({ cps: 12 / TIME_SCALE });
      await run.setFaults({ tooManyRequests: { p: 0.3 } });
      await run.keepCalling(CALLING_MS);
    },
    timeScale: TIME_SCALE,
    heal: async (run) => {
      await run.world.emulator.process.control({ cps: 0 });
    },
  },
  carrierRow('F32', 'callbacks five times, shuffled, late, to another company and in floods', {
    duplicate: { copies: 5 },
    reorder: { p: 0.3 },
    delay: { p: 0.1, ms: 700 },
    wrongTenant: { p: 0.1 },
    flood: { p: 0.05, copies: 20 },
    wrongSignature: { p: 0.02 },
    callbackBeforeResponse: { p: 0.2 },
  }),
  carrierRow('F34', 'every callback is lost', { drop: true }, { heal: letSilenceEnd }),
  {
    id: 'F35',
    title: 'we answer callbacks with 500 for 30 s',
    extras: () => (seat) => (seat.startsWith('api') ? { FAILPOINTS: 'webhook.before_insert=throw,p=0.9' } : {}),
    inject: (run) => run.keepCalling(30_000),
    heal: letSilenceEnd,
  },
];
