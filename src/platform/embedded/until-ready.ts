import { setTimeout as delay } from 'node:timers/promises';
import { monotonicMs } from '../clock/clock';
import { EmbeddedServicesError, PortTakenError } from './embedded-services.errors';
import type { GuardedProcess } from './guarded-process';

/** A new cluster to make, a crash to recover from, or a long append-only file to read back on a busy machine. */
const PATIENCE_MS = 60_000;
const BETWEEN_LOOKS_MS = 40;

/** How a server that has just been started is asked whether it serves. */
export interface Readiness {
  /** Its name in messages. */
  readonly name: string;
  /** The error of a server that does not answer yet; nothing once it does. */
  readonly refusal: () => Promise<Error | undefined>;
}

/**
 * Waits for a server to answer, and stops it when it does not.
 * @throws PortTakenError when it ended because somebody else listens there; EmbeddedServicesError with what it printed
 * when it ended otherwise, or with its last refusal when it is not ready in time.
 */
export async function untilReady(server: GuardedProcess, { name, refusal }: Readiness): Promise<void> {
  const deadline = monotonicMs() + PATIENCE_MS;
  try {
    for (let error = await refusal(); error; error = await refusal()) {
      if (server.hasEnded()) throw startError(name, server.logTail());
      if (monotonicMs() > deadline)
        throw new EmbeddedServicesError(`${name} is not ready after ${PATIENCE_MS / 1_000} s: ${error.message}`);
      await delay(BETWEEN_LOOKS_MS);
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** PostgreSQL and Redis word a taken port differently. */
function startError(name: string, log: string): EmbeddedServicesError {
  const message = `${name} ended while starting. It printed:\n${log}`;
  return /could not bind|EADDRINUSE|Address already in use/.test(log)
    ? new PortTakenError(message)
    : new EmbeddedServicesError(message);
}
