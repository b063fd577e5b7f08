import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { monotonicMs } from '../clock/clock';
import { EmbeddedServicesError } from './embedded-services.errors';
import { identifyProcess, isAlive, ProcessIdentity } from './process-identity';
import { errorCode } from './error-code';

const identitySchema = z.object({ pid: z.number().int(), startedAt: z.string() });
const lockSchema = z.object({ owner: identitySchema, guards: z.array(identitySchema) });
type LockContent = z.infer<typeof lockSchema>;

/** How long the servers of a killed owner get to disappear before a new start gives up, ms. */
const LEFTOVER_PATIENCE_MS = 30_000;

/** Says which process owns a data folder. It outlives a kill -9, so a lock whose owner is gone counts for nothing. */
export class DataLock {
  private readonly guards: ProcessIdentity[] = [];

  private constructor(
    readonly file: string,
    private readonly owner: ProcessIdentity,
  ) {}

  /**
   * Takes the lock of `dataDir`. When the last owner was killed, waits for its servers to be gone first.
   * @throws EmbeddedServicesError when a running process owns the folder; the message names the lock file.
   */
  static async acquire(dataDir: string): Promise<DataLock> {
    mkdirSync(dataDir, { recursive: true });
    const file = join(dataDir, 'embedded.lock');
    const owner = identifyProcess(process.pid);
    if (!owner) throw new EmbeddedServicesError('Cannot read the start time of this very process.');
    const lock = new DataLock(file, owner);
    const deadline = monotonicMs() + LEFTOVER_PATIENCE_MS;
    while (!lock.tryCreate()) {
      const content = readLock(file);
      if (content && isAlive(content.owner)) throw inUse(file, content.owner.pid);
      if (content?.guards.some(isAlive)) {
        if (monotonicMs() > deadline) throw inUse(file, content.owner.pid);
        await delay(100);
      } else if (content) {
        discardStale(file, content);
      }
    }
    return lock;
  }

  /** Remembers a server's guard, so that a later start can wait for it when this process was killed. */
  addGuard(pid: number): void {
    const guard = identifyProcess(pid);
    if (!guard) return;
    this.guards.push(guard);
    const fresh = `${this.file}.${process.pid}`;
    writeFileSync(fresh, this.content(), { mode: 0o600 });
    renameSync(fresh, this.file);
  }

  release(): void {
    rmSync(this.file, { force: true });
  }

  /** A hard link is made at once with its content, or not at all: no other process ever sees an empty lock. */
  private tryCreate(): boolean {
    const fresh = `${this.file}.${process.pid}`;
    writeFileSync(fresh, this.content(), { mode: 0o600 });
    try {
      linkSync(fresh, this.file);
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(fresh, { force: true });
    }
  }

  private content(): string {
    return JSON.stringify({ owner: this.owner, guards: this.guards } satisfies LockContent);
  }
}

function inUse(file: string, pid: number): EmbeddedServicesError {
  return new EmbeddedServicesError(
    `The data folder is in use by process ${pid} (lock ${file}). Stop that process, ` +
      'or set DATABASE_URL and REDIS_URL to use servers of your own.',
  );
}

/** Undefined when the lock vanished meanwhile. */
function readLock(file: string): LockContent | undefined {
  try {
    return lockSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new EmbeddedServicesError(`The lock ${file} is unreadable. Remove it when nothing uses the data folder.`, {
      cause: error,
    });
  }
}

/** Two starts may find the same stale lock: whoever moved away a fresh one by mistake puts it back. */
function discardStale(file: string, stale: LockContent): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = readLock(aside);
  if (moved && JSON.stringify(moved) !== JSON.stringify(stale)) renameSync(aside, file);
  else rmSync(aside, { force: true });
}
