import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../config/config';
import { monotonicMs } from '../clock/clock';
import { LockSession } from './lock-session';

/** No lock is held longer: whoever waits for one, for `lock_timeout` at most, gets it. */
export const LONGEST_HOLD_MS = 4_500;
/** Others of this process may hold a name beside it only so soon after it was taken; after that it must become free. */
const JOIN_MS = 1_000;
/** How often a session in use is asked whether it still stands. */
const PING_MS = 1_500;
/** A session nobody has used for so long is closed. */
const IDLE_MS = 60_000;

interface TakenName {
  readonly untilMs: number;
  holders: number;
}

/** Names held beyond any transaction. */
export interface SessionLock {
  /** Monotonic milliseconds; `isHeld` is false from then on. */
  readonly heldUntilMs: number;
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
  private readonly taken = new Map<string, TakenName>();
  private session?: Promise<LockSession>;
  private usedAtMs = 0;
  private pings?: NodeJS.Timeout;

  constructor(private readonly config: AppConfig) {}

  /**
   * Takes every name SHARED, or none. Never waits for another holder.
   * @returns null when somebody holds a name EXCLUSIVE or waits to, when this process has held it for a while already, or when the
   * database cannot be asked.
   */
  async tryShared(names: readonly string[]): Promise<SessionLock | null> {
    const untilMs = this.take(names);
    if (untilMs === undefined) return null;
    try {
      const session = await this.open();
      if (await session.tryShared(names)) return this.lockOf(session, names, untilMs);
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

  /**
   * The database gives a name again to a session that has it, whoever waits; so names are shared inside the process only for a moment,
   * and all who share one let it go by the same time.
   */
  private take(names: readonly string[]): number | undefined {
    const now = monotonicMs();
    this.usedAtMs = now;
    const held = names.flatMap((name) => this.taken.get(name) ?? []);
    if (held.some(({ untilMs }) => now > untilMs - LONGEST_HOLD_MS + JOIN_MS)) return undefined;
    const untilMs = Math.min(now + LONGEST_HOLD_MS, ...held.map((name) => name.untilMs));
    for (const name of names) {
      const known = this.taken.get(name);
      if (known) known.holders += 1;
      else this.taken.set(name, { untilMs, holders: 1 });
    }
    return untilMs;
  }

  private lockOf(session: LockSession, names: readonly string[], heldUntilMs: number): SessionLock {
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      clearTimeout(timer);
      this.forget(names);
      session.unlock(names);
    };
    const timer = setTimeout(release, heldUntilMs - monotonicMs()).unref();
    const isHeld = (): boolean => !released && monotonicMs() < heldUntilMs && session.isSure();
    return { heldUntilMs, isHeld, release };
  }

  private forget(names: readonly string[]): void {
    for (const name of names) {
      const held = this.taken.get(name);
      if (held && held.holders > 1) held.holders -= 1;
      else this.taken.delete(name);
    }
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
