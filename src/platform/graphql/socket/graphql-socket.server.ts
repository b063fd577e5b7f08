import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { handleProtocols, type Server } from 'graphql-ws';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { AppConfig } from '../../config/config';
import { runInContext } from '../../context/request-context';
import { allowedOrigins } from '../../http/allowed-origins';
import { refuseUpgrade, UpgradeRouter } from '../../http/upgrade-router';
import { GRAPHQL_PATH } from '../graphql-options';
import { clientAddress } from './client-address';
import { CLOSE, SOCKET_LIMITS, type SocketLimits } from './socket-limits';
import { SocketProtocol } from './socket-protocol';
import { SocketSession } from './socket-session';
import { SocketSessions } from './socket-sessions';

/**
 * GraphQL over WebSocket on the port and path of the HTTP server. A page of a foreign origin is refused before the upgrade, since
 * browsers do not apply their same-origin rule to sockets; a client without an Origin is no browser.
 */
@Injectable()
export class GraphqlSocketServer implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(GraphqlSocketServer.name);
  private readonly origins: ReadonlySet<string>;
  private readonly sockets: WebSocketServer;
  private readonly server: Server<SocketSession>;

  constructor(
    private readonly config: AppConfig,
    private readonly upgrades: UpgradeRouter,
    private readonly sessions: SocketSessions,
    private readonly protocol: SocketProtocol,
    @Inject(SOCKET_LIMITS) private readonly limits: SocketLimits,
  ) {
    this.origins = new Set(allowedOrigins(config));
    this.server = protocol.server();
    const { messageBytes: maxPayload } = limits;
    this.sockets = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload, handleProtocols });
  }

  onModuleInit(): void {
    this.upgrades.own(GRAPHQL_PATH, (request, socket, head) => this.upgrade(request, socket, head));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.sessions.closeAll();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { origin } = request.headers;
    if (origin !== undefined && !this.origins.has(origin)) refuseUpgrade(socket, 403, 'Forbidden');
    else this.sockets.handleUpgrade(request, socket, head, (opened) => this.opened(opened, request));
  }

  private opened(socket: WebSocket, request: IncomingMessage): void {
    const session = new SocketSession(socket, clientAddress(request, this.config.trustProxyHops));
    this.sessions.add(session);
    socket.on('error', (error) => this.logger.debug('A socket failed', error));
    const stopPinging = keepAlive(socket, this.limits.pingMs, () => this.protocol.patrol(session));
    const closed = this.server.opened(
      {
        protocol: socket.protocol,
        send: async (text) => send(socket, text),
        close: (code, reason) => session.close(code ?? CLOSE.internal, reason ?? ''),
        onMessage: (handle) => socket.on('message', (data) => void this.receive(session, data, handle)),
      },
      session,
    );
    socket.once('close', (code, reason) => {
      stopPinging();
      this.sessions.remove(session);
      closed(code, String(reason)).catch((error: unknown) => this.logger.error('A socket did not end cleanly', error));
    });
  }

  /** Everything a message sets off, the whole life of a subscription included, runs in a context of its own. */
  private async receive(session: SocketSession, data: RawData, handle: (text: string) => Promise<void>): Promise<void> {
    const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
    try {
      await runInContext({ requestId: randomUUID() }, async () => handle(text));
    } catch (error) {
      this.logger.error('A socket message could not be handled', error);
      session.close(CLOSE.internal, 'Internal error');
    }
  }
}

/** Resolves when the text has left this process, so a reader that stalls holds back its own stream. */
async function send(socket: WebSocket, text: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return;
  await new Promise<void>((resolve, reject) => {
    socket.send(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Cuts off a socket that no longer answers; `onPing` runs with each ping. */
function keepAlive(socket: WebSocket, everyMs: number, onPing: () => void): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
    onPing();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
