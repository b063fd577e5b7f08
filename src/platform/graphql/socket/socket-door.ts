import { Injectable, Logger } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Authenticator, type Identity } from '../../access/authenticator.port';
import { credentialsFrom } from '../../access/credentials';
import { Clock } from '../../clock/clock';
import { DomainError } from '../../errors/domain-error';
import { CLOSE } from './socket-limits';
import type { SocketSession } from './socket-session';
import { SocketSessions } from './socket-sessions';

/** Decides who may keep a socket: at `connection_init`, and again with each operation. Whoever may not is closed here. */
@Injectable()
export class SocketDoor {
  private readonly logger = new Logger(SocketDoor.name);

  constructor(
    private readonly modules: ModuleRef,
    private readonly clock: Clock,
    private readonly sessions: SocketSessions,
  ) {}

  /** True when the client has proved who it is and may open one more socket. */
  async admit(session: SocketSession): Promise<boolean> {
    const identity = await this.identityOf(session);
    if (!identity) return false;
    if (!this.sessions.hasRoomFor(identity.actor)) {
      session.close(CLOSE.tooManySockets, 'Too many sockets');
      return false;
    }
    session.identify(identity, this.clock.now());
    return true;
  }

  /** The caller behind the socket, if what it presented is still good. */
  async recheck(session: SocketSession): Promise<Identity | undefined> {
    const identity = await this.identityOf(session);
    if (identity) session.identify(identity, this.clock.now());
    return identity;
  }

  /** As `recheck`, except that a fault of ours closes nothing: the next patrol asks again. */
  async patrol(session: SocketSession): Promise<void> {
    try {
      const authenticator = this.modules.get(Authenticator, { strict: false });
      if (!(await authenticator.authenticate(credentialsFrom(session.headers))))
        session.close(CLOSE.unauthorized, 'Unauthorized');
    } catch (error) {
      if (error instanceof DomainError && error.code !== 'INTERNAL') session.close(CLOSE.forbidden, 'Forbidden');
      else this.logger.warn('A socket could not be rechecked', error);
    }
  }

  private async identityOf(session: SocketSession): Promise<Identity | undefined> {
    try {
      // Looked up here because the platform cannot import the module that provides it.
      const authenticator = this.modules.get(Authenticator, { strict: false });
      const identity = await authenticator.authenticate(credentialsFrom(session.headers));
      if (identity) return identity;
      session.close(CLOSE.unauthorized, 'Unauthorized');
    } catch (error) {
      this.refuse(session, error);
    }
    return undefined;
  }

  private refuse(session: SocketSession, error: unknown): void {
    if (error instanceof DomainError && error.code !== 'INTERNAL') {
      session.close(CLOSE.forbidden, 'Forbidden');
      return;
    }
    this.logger.error('A socket could not be authenticated', error);
    session.close(CLOSE.internal, 'Internal error');
  }
}
