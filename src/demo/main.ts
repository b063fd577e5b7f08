import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { SystemClock } from '../platform/clock/clock';
import { offsetToAfternoon } from './demo-clock';
import { demoFolder } from './demo-environment';
import { Demonstration, type Finale } from './demonstration';
import { Stage } from './stage';
import { violationsIn } from './verdict';

const USAGE = 'Usage: npm run demo [-- --once]';
/** People of the emulator talk this much faster than life. */
const TIME_SCALE = 120;
/** A run takes under two minutes on two cores; after this something is wrong. */
const LIMIT_MS = 5 * 60_000;

/**
 * Starts everything on an empty database, plays the demonstration and stays up until Ctrl-C; with --once it ends with the campaign instead.
 * @returns the exit code: 0 when the judges found nothing.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
  const halt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      say('Stopping');
      halt.abort(new Interruption(`stopped by ${signal}`));
    });
  }
  let stage: Stage | undefined;
  try {
    stage = await Stage.set({
      dataDir: demoFolder(),
      timeScale: TIME_SCALE,
      clockOffsetMs: offsetToAfternoon(new SystemClock().now()),
      log: say,
      signal: halt.signal,
    });
    halt.signal.throwIfAborted();
    const finale = await play(stage, halt);
    for (const line of finale.lines) say(line);
    if (!values.once) await stayUp(stage, halt.signal);
    return violationsIn(finale.broken) === 0 ? 0 : 1;
  } catch (error) {
    if (halt.signal.reason instanceof Interruption) return INTERRUPTED;
    throw error;
  } finally {
    await stage?.clear();
  }
}

/** As a shell reports a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** Somebody pressed Ctrl-C, or closed the terminal. */
class Interruption extends Error {}

async function play(stage: Stage, halt: AbortController): Promise<Finale> {
  const tooLong = new Error(`It took longer than ${LIMIT_MS / 60_000} minutes.`);
  const limit = setTimeout(() => halt.abort(tooLong), LIMIT_MS);
  try {
    return await new Demonstration(stage, process.stdout).play(halt.signal);
  } catch (error) {
    if (!(halt.signal.reason instanceof Interruption)) process.stderr.write(`${stage.tails()}\n`);
    throw error;
  } finally {
    clearTimeout(limit);
  }
}

/** Until Ctrl-C. @throws when a program ends by itself. */
async function stayUp(stage: Stage, signal: AbortSignal): Promise<void> {
  say('Everything stays up; Ctrl-C stops it');
  if (signal.aborted) return;
  const ending = await Promise.race([once(signal, 'abort'), stage.whenBroken()]);
  if (typeof ending === 'string') throw new Error(`${ending}\n${stage.tails()}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The message, and those of what caused it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error instanceof Object ? JSON.stringify(error) : error);
  return error.cause === undefined ? error.message : `${error.message} ${reasonOf(error.cause)}`;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`demo: ${reasonOf(error)}\n${error instanceof TypeError ? `${USAGE}\n` : ''}`);
    process.exitCode = 1;
  },
);
