import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Gauge } from 'prom-client';
import type { Actor } from '../../context/actor';
import { actorReference } from '../../context/actor';
import { Metrics } from '../../metrics/metrics';
import { CLOSE, SOCKET_LIMITS, type SocketLimits } from './socket-limits';
import { SocketSession } from './socket-session';

/** Time a client has to answer a close before it is cut off. */
const CLOSE_GRACE_MS = 500;

/** The open GraphQL sockets of this process. */
@Injectable()
export class SocketSessions {
  private readonly sessions = new Set<SocketSession>();
  private readonly gauge: Gauge;

  constructor(
    @Inject(SOCKET_LIMITS) private readonly limits: SocketLimits,
    metrics: Metrics,
  ) {
    this.gauge = metrics.gauge({ name: 'graphql_sockets', help: 'Open GraphQL sockets.' });
  }

  add(session: SocketSession): void {
    this.sessions.add(session);
    this.gauge.set(this.sessions.size);
  }

  remove(session: SocketSession): void {
    session.ended();
    this.sessions.delete(session);
    this.gauge.set(this.sessions.size);
  }

  /** True while `actor` may open one more. */
  hasRoomFor(actor: Actor): boolean {
    const owner = actorReference(actor);
    const open = [...this.sessions].filter((session) => session.owner === owner).length;
    return open < this.limits.socketsPerActor[actor.kind];
  }

  /** Closes all, each at a random moment of the configured span, and returns when none is left. */
  async closeAll(): Promise<void> {
    const closings = [...this.sessions].map(async (session) => {
      await delay(Math.random() * this.limits.shutdownSpreadMs);
      session.close(CLOSE.goingAway, 'Going away');
      await delay(CLOSE_GRACE_MS);
      session.socket.terminate();
    });
    await Promise.all(closings);
  }
}
