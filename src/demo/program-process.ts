import { isNativeError } from 'node:util/types';
import { freePort } from '../platform/embedded/free-port';
import { ChildProgram } from './child-program';

export interface ProgramProcessOptions {
  /** Everything but HOST, PORT and PUBLIC_URL. */
  readonly env: Readonly<Record<string, string>>;
  /** Default: a free one. */
  readonly port?: number;
  readonly logFile?: string;
  /** Modules loaded before the program. */
  readonly preload?: readonly string[];
}

const START_MS = 60_000;
const START_ATTEMPTS = 3;

/** The program itself, compiled, in a process of its own on 127.0.0.1. */
export class ProgramProcess {
  private constructor(
    readonly url: string,
    readonly port: number,
    readonly program: ChildProgram,
  ) {}

  /** Resolves once it says that it is ready. A free port that somebody else took meanwhile is given up for another. */
  static async start(options: ProgramProcessOptions): Promise<ProgramProcess> {
    for (let attempt = 1; ; attempt += 1) {
      const port = options.port ?? (await freePort());
      const url = `http://127.0.0.1:${port}`;
      const program = ChildProgram.start({
        name: 'program',
        script: 'dist/src/main.js',
        env: { ...options.env, HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: url },
        ...(options.logFile ? { logFile: options.logFile } : {}),
        ...(options.preload ? { preload: options.preload } : {}),
      });
      try {
        await program.until('was ready', () => isReady(url), START_MS);
        return new ProgramProcess(url, port, program);
      } catch (error) {
        const portWasTaken = program.tail().includes('EADDRINUSE');
        await program.stop();
        if (!portWasTaken || options.port || attempt === START_ATTEMPTS) throw error;
      }
    }
  }

  get pid(): number {
    return this.program.pid;
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  kill(): Promise<void> {
    return this.program.kill();
  }
}

/** Whether the program at this address says that it is ready. */
export async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch (error) {
    // Nothing listens there yet. The name, because a test's TypeError is not the one fetch throws.
    if (isNativeError(error) && error.name === 'TypeError') return false;
    throw error;
  }
}
