import { totalmem } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SimulationReport } from '../report';
import type { SimulatedLead } from '../scenario';
import type { SimulationProgress } from '../time-machine';
import type { ThreadInput, ThreadOrder, ThreadOutput } from './simulation-messages';

/** Far above what a quarter of a million leads take. */
const MOST_MEMORY_MB = 4_096;
/** From source, as tests and `npm run dev` run, a thread needs to be told how to read it. */
const SOURCE = extname(__filename) === '.ts';

/**
 * Megabytes a thread may take: half of the machine, or of what the container is given of it. A simulation that needs more fails alone;
 * without a limit the system would end the process, with the calls it attends to.
 */
export function memoryFor(machineBytes: number, constrainedBytes: number | undefined): number {
  const given = Math.min(machineBytes, constrainedBytes || Infinity);
  return Math.min(MOST_MEMORY_MB, Math.floor(given / 2 / 2 ** 20));
}

/** A simulation in a thread of its own, seen from outside. */
export class SimulationThread {
  private readonly worker: Worker;
  private readonly ended: Promise<SimulationReport>;

  constructor(order: ThreadOrder, onProgress: (progress: SimulationProgress) => void) {
    this.worker = new Worker(join(__dirname, `simulation.thread${extname(__filename)}`), {
      workerData: order,
      execArgv: SOURCE ? ['-r', '@swc-node/register'] : [],
      resourceLimits: { maxOldGenerationSizeMb: memoryFor(totalmem(), process.constrainedMemory()) },
    });
    this.ended = new Promise((resolve, reject) => {
      this.worker.on('message', (output: ThreadOutput) => {
        if ('report' in output) resolve(output.report);
        else onProgress(output.progress);
      });
      this.worker.on('error', reject);
      this.worker.on('exit', (code) => reject(new Error(`The thread of a simulation ended with ${code}.`)));
    });
    // Whoever waits for the end hears of it; until somebody does, a failure must not end the process.
    this.ended.catch(() => undefined);
  }

  enrol(leads: readonly SimulatedLead[]): void {
    this.post({ leads });
  }

  /** @throws what ended the thread before its report. */
  play(): Promise<SimulationReport> {
    this.post({ begin: true });
    return this.ended;
  }

  /** Ends the thread, whatever it is at. */
  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private post(input: ThreadInput): void {
    // The second argument is a list of what is handed over instead of copied: a thread has no origin.
    this.worker.postMessage(input, []);
  }
}
