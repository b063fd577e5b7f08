import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { ShutdownState } from './platform/http/shutdown-state';

export interface ShutdownLimits {
  /** After this many milliseconds requests still in flight are cut off, uploads of half an hour included, and none is taken. */
  readonly requestsMs: number;
  /** After this many milliseconds the process ends whatever is left; less than the 37 s an orchestrator leaves of its 45. */
  readonly totalMs: number;
}

const LIMITS: ShutdownLimits = { requestsMs: 15_000, totalMs: 30_000 };

type Application = Pick<INestApplication, 'get' | 'getHttpServer' | 'close'>;

/**
 * What to do when told to stop: close the application in order, then the servers it started for itself (`stopServers`), then call
 * `exit` with 0; with 1 when that failed or took longer than `totalMs`. Being told twice changes nothing.
 */
export function shutDownOnce(
  app: Application,
  stopServers: () => Promise<void>,
  exit: (code: number) => void,
  limits: ShutdownLimits = LIMITS,
): () => void {
  const close = closerOf(app, limits.requestsMs);
  const giveUp = (reason: string): void => {
    process.stderr.write(`callwright: could not stop in order: ${reason}\n`);
    exit(1);
  };
  let begun = false;
  return () => {
    if (begun) return;
    begun = true;
    setTimeout(() => giveUp(`something is still under way after ${limits.totalMs} ms`), limits.totalMs).unref();
    close()
      .then(stopServers)
      .then(
        () => exit(0),
        (error: unknown) => giveUp(error instanceof Error ? error.message : String(error)),
      );
  };
}

/**
 * Watches the connections of `app` from now on, so that it can be closed in time: requests get at most `requestsMs` to end, while
 * everything else is stopping too, and then every connection is cut off, also those that were upgraded.
 */
export function closerOf(app: Application, requestsMs: number): () => Promise<void> {
  const server: Server = app.getHttpServer();
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  return async () => {
    app.get(ShutdownState).begin();
    const cutOff = setTimeout(() => {
      server.close();
      for (const connection of connections) connection.destroy();
    }, requestsMs);
    try {
      await app.close();
    } finally {
      clearTimeout(cutOff);
    }
  };
}
