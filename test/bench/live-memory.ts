import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot } from '../../src/demo/repository-root';

/** Megabytes: what the program itself keeps, and the code the engine has compiled. */
export interface HeldMemory {
  readonly data: number;
  readonly code: number;
}

const BYTES_OF_MEGABYTE = 1_048_576;
const PRELOADED = join(repositoryRoot(), 'test/bench/live-memory.cjs');
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 20;

/**
 * What a program still holds once its garbage is thrown away. The resident size says nothing within half an hour: it falls and rises
 * by half with the moments the engine chooses to collect.
 */
export class LiveMemory {
  private readonly folder = mkdtempSync(join(tmpdir(), 'callwright-live-memory-'));
  private readonly file = join(this.folder, 'held.json');

  /** What the program must be started with. */
  get env(): Record<string, string> {
    return { NODE_OPTIONS: `--expose-gc --require=${PRELOADED}`, LIVE_MEMORY_FILE: this.file };
  }

  /** @throws Error when the program does not answer within 10 s. */
  async of(pid: number): Promise<HeldMemory> {
    rmSync(this.file, { force: true });
    process.kill(pid, 'SIGUSR2');
    for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
      await delay(LOOK_EVERY_MS);
      const held = this.read();
      if (held) return { data: held.data / BYTES_OF_MEGABYTE, code: held.code / BYTES_OF_MEGABYTE };
    }
    throw new Error('The program did not say how much it holds.');
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private read(): HeldMemory | undefined {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as HeldMemory;
    } catch {
      return undefined;
    }
  }
}
