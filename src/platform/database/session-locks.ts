import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../config/config';
import { monotonicMs } from '../clock/clock';
import { LockSession } from './lock-session';

/** No lock is held longer: whoever waits for one, for `lock_timeout` at most, gets it. */
export const LONGEST_HOLD_MS = 4_500;
/** How often a session in use is asked whether it still stands. */
const PING_MS = 1_500;
/** A session nobody has used for so long is closed. */
const IDLE_MS = 60_000;

/** Names held beyond any transaction. */
export interface SessionLock {
  /** False once released, after `LONGEST_HOLD_MS`, and when the database may have freed it. */
  isHeld(): boolean;
  /** Idempotent. */
  release(): void;
}

/**
 * Advisory locks that outlive a transaction, for work that begins in the database and ends outside it. They stand in the same space as
 * `advisoryLock` and are all held by one connection of their own, so they cost no transaction and no connection of the pool, and a
 * process that dies or freezes loses them by itself. The connection must be PostgreSQL's own: a pooler between that hands it to
 * others after each statement would lose them.
 */
@Injectable()
export class SessionLocks implements OnApplicationShutdown {
  private readonly logger = new Logger(SessionLocks.name);
  private readonly taken = new Set<string>();
  private session?: Promise<LockSession>;
  private usedAtMs = 0;
  private pings?: NodeJS.Timeout;

  constructor(private readonly config: AppConfig) {}

  /**
   * Takes every name SHARED, or none. Never waits for another holder.
   * @returns null when somebody holds a name EXCLUSIVE or waits to, when this process holds it already, or when the database cannot be asked.
   */
  async tryShared(names: readonly string[]): Promise<SessionLock | null> {
    if (names.some((name) => this.taken.has(name))) return null;
    for (const name of names) this.taken.add(name);
    this.usedAtMs = monotonicMs();
    try {
      const session = await this.open();
      if (await session.tryShared(names)) return this.lockOf(session, names);
    } catch (error) {
      this.logger.warn('a lock cannot be taken: its connection fails', error);
    }
    this.forget(names);
    return null;
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.pings);
    await this.close();
  }

  private lockOf(session: LockSession, names: readonly string[]): SessionLock {
    const until = monotonicMs() + LONGEST_HOLD_MS;
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      clearTimeout(timer);
      this.forget(names);
      session.unlock(names);
    };
    const timer = setTimeout(release, LONGEST_HOLD_MS).unref();
    return { isHeld: () => !released && monotonicMs() < until && session.isSure(), release };
  }

  private forget(names: readonly string[]): void {
    for (const name of names) this.taken.delete(name);
  }

  private open(): Promise<LockSession> {
    this.pings ??= setInterval(() => void this.attend(), PING_MS).unref();
    this.session ??= LockSession.open(this.config.database.appUrl, () => {
      this.session = undefined;
    }).catch((error: unknown) => {
      this.session = undefined;
      throw error;
    });
    return this.session;
  }

  /** Keeps the session alive while it is used: one that is silent is ended by the server, and its locks with it. */
  private async attend(): Promise<void> {
    const session = await this.session?.catch(() => undefined);
    if (!session) return;
    if (this.taken.size === 0 && monotonicMs() - this.usedAtMs > IDLE_MS) await this.close();
    else await session.ping();
  }

  private async close(): Promise<void> {
    const session = await this.session?.catch(() => undefined);
    this.session = undefined;
    await session?.end();
  }
}
