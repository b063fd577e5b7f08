import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable, Logger } from '@nestjs/common';
import { TooLate, within } from '../../platform/clock/within';
import type { DocumentKind } from '../document-kind';
import { READING_GROWTH_MB, READING_HEAP_MB, READING_MS } from '../knowledge-limits';
import type { PassageDraft } from '../splitting/split-sections';
import type { ReadingOrder, ReadingOutput } from './reading-messages';
import { Unreadable } from './unreadable';

/** From source, as tests and `npm run dev` run, a thread needs to be told how to read it. */
const SOURCE = extname(__filename) === '.ts';
/** How often the memory of the process is looked at meanwhile. */
const LOOK_MS = 20;
/** Documents read at the same time; the next ones wait. */
const ABREAST = 2;

const TOO_MUCH = 'takes too long or too much memory to read; save it anew or divide it.';

/** What one reading may take. */
export interface ReadingAllowance {
  readonly ms: number;
  readonly growthMb: number;
}

/** Reads documents in threads of their own, which are ended when they take too long or too much memory. */
@Injectable()
export class DocumentReader {
  private readonly logger = new Logger(DocumentReader.name);
  private readonly waiting: (() => void)[] = [];
  private underWay = 0;

  /**
   * The passages of a document.
   * @throws Unreadable, whose message ends the sentence "The document …".
   */
  async read(
    kind: DocumentKind,
    bytes: Uint8Array,
    allowance?: Partial<ReadingAllowance>,
  ): Promise<readonly PassageDraft[]> {
    await this.begin();
    try {
      const output = await this.inThread(
        { kind, bytes },
        { ms: READING_MS, growthMb: READING_GROWTH_MB, ...allowance },
      );
      if ('unreadable' in output) throw new Unreadable(output.unreadable);
      return output.passages;
    } finally {
      this.end();
    }
  }

  private async inThread(order: ReadingOrder, { ms, growthMb }: ReadingAllowance): Promise<ReadingOutput> {
    const worker = new Worker(join(__dirname, `reading.thread${extname(__filename)}`), {
      workerData: order,
      execArgv: SOURCE ? ['-r', '@swc-node/register'] : [],
      resourceLimits: { maxOldGenerationSizeMb: READING_HEAP_MB },
      // What parsers have to say of a document is nobody's business.
      stdout: true,
      stderr: true,
    });
    const watch = watchGrowth(growthMb);
    try {
      return await within(ms, () => Promise.race([outputOf(worker), watch.exceeded]));
    } catch (error) {
      if (error instanceof Unreadable) throw error;
      if (error instanceof TooLate || isOutOfMemory(error)) throw new Unreadable(TOO_MUCH);
      this.logger.warn('a document broke the thread that read it', error);
      throw new Unreadable('is broken: it cannot be read.');
    } finally {
      watch.stop();
      await worker.terminate();
    }
  }

  private async begin(): Promise<void> {
    if (this.underWay < ABREAST) this.underWay += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands its place on. */
  private end(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.underWay -= 1;
  }
}

function outputOf(worker: Worker): Promise<ReadingOutput> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread of a document ended with ${code}.`)));
  });
}

/** The limit of a thread's heap does not count buffers, where compressed streams unfold; the size of the process does. */
function watchGrowth(growthMb: number): { exceeded: Promise<never>; stop: () => void } {
  const most = process.memoryUsage.rss() + growthMb * 2 ** 20;
  let timer: NodeJS.Timeout | undefined;
  const exceeded = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (process.memoryUsage.rss() > most) reject(new Unreadable(TOO_MUCH));
    }, LOOK_MS);
  });
  return { exceeded, stop: () => clearInterval(timer) };
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY';
}
