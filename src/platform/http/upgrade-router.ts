import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AppConfig } from '../config/config';
import { answersAt } from './role-routes';
import { ShutdownState } from './shutdown-state';

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Hands WebSocket upgrades to the one owner of their path; a path nobody owns, or this role does not serve, is answered 404. */
@Injectable()
export class UpgradeRouter implements OnApplicationBootstrap {
  private readonly owners = new Map<string, UpgradeHandler>();
  private readonly logger = new Logger(UpgradeRouter.name);

  constructor(
    private readonly config: AppConfig,
    private readonly host: HttpAdapterHost,
    private readonly shutdown: ShutdownState,
  ) {}

  /** Gives `path` (exact, without query) to `handler`. @throws when it is taken. */
  own(path: string, handler: UpgradeHandler): void {
    if (this.owners.has(path)) throw new Error(`Upgrades of ${path} already have an owner.`);
    this.owners.set(path, handler);
  }

  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter?.getHttpServer() as Server | undefined;
    server?.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.route(request, socket, head),
    );
  }

  private route(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', (error) => this.logger.debug('An upgrading socket failed', error));
    const path = (request.url ?? '').replace(/[?#].*$/s, '');
    const owner = answersAt(this.config.role, path) ? this.owners.get(path) : undefined;
    if (!owner) refuseUpgrade(socket, 404, 'Not Found');
    else if (this.shutdown.isShuttingDown) refuseUpgrade(socket, 503, 'Service Unavailable');
    else owner(request, socket, head);
  }
}

/** Answers an upgrade with an HTTP status and closes. */
export function refuseUpgrade(socket: Duplex, status: number, phrase: string): void {
  socket.end(`HTTP/1.1 ${status} ${phrase}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
