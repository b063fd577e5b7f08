import { Client } from 'pg';
import { monotonicMs } from '../clock/clock';

/** The server ends a session that says nothing for so long: a frozen process keeps nobody waiting longer. */
const SILENCE_MS = 4_800;
/** The client stops trusting its locks this long before the server would free them. */
const MARGIN_MS = 500;
const CONNECT_MS = 2_000;
const ANSWER_MS = 2_000;

interface TriedName {
  readonly name: string;
  readonly granted: boolean;
}

/** One connection and the advisory locks it holds; lost with it. */
export class LockSession {
  private answeredOfMs = 0;
  private isLost = false;
  /** Settled when the statement before is; the driver takes one at a time. */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly client: Client,
    private readonly onLost: () => void,
  ) {}

  /** @param onLost called once, when the connection is gone and every lock with it. */
  static async open(url: string, onLost: () => void): Promise<LockSession> {
    const client = new Client({
      connectionString: url,
      application_name: 'callwright-locks',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: ANSWER_MS,
    });
    const session = new LockSession(client, onLost);
    client.on('error', () => session.lose());
    client.on('end', () => session.lose());
    await client.connect();
    await session.ask(`set idle_session_timeout = ${SILENCE_MS}`);
    return session;
  }

  /** All of the names, or none. */
  async tryShared(names: readonly string[]): Promise<boolean> {
    const { rows } = await this.ask(
      'select name, pg_try_advisory_lock_shared(hashtextextended(name, 0)) as granted from unnest($1::text[]) as name',
      [names],
    );
    const granted = (rows as TriedName[]).filter((row) => row.granted).map(({ name }) => name);
    if (granted.length === names.length) return true;
    if (granted.length > 0) this.unlock(granted);
    return false;
  }

  /** Sent at once; a session that cannot is given up, and its locks with it. */
  unlock(names: readonly string[]): void {
    if (this.isLost) return;
    void this.ask('select pg_advisory_unlock_shared(hashtextextended(name, 0)) from unnest($1::text[]) as name', [
      names,
    ]).catch(() => this.lose());
  }

  /** True while the server cannot have freed the locks of this session. */
  isSure(): boolean {
    return !this.isLost && monotonicMs() < this.answeredOfMs + SILENCE_MS - MARGIN_MS;
  }

  async ping(): Promise<void> {
    await this.ask('select').catch(() => this.lose());
  }

  async end(): Promise<void> {
    this.lose();
    await this.client.end().catch(() => undefined);
  }

  private ask(text: string, values: readonly unknown[] = []): Promise<{ rows: unknown[] }> {
    const answer = this.turn.then(() => this.askNow(text, values));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  private async askNow(text: string, values: readonly unknown[]): Promise<{ rows: unknown[] }> {
    if (this.isLost) throw new Error('The connection that holds the locks is gone.');
    const askedMs = monotonicMs();
    const answer = await this.client.query(text, [...values]).catch((error: unknown) => {
      this.lose();
      throw error;
    });
    this.answeredOfMs = Math.max(this.answeredOfMs, askedMs);
    return answer;
  }

  private lose(): void {
    if (this.isLost) return;
    this.isLost = true;
    this.onLost();
    void this.client.end().catch(() => undefined);
  }
}
