import { join } from 'node:path';
import { ChildProgram } from '../../../src/demo/child-program';
import { isReady } from '../../../src/demo/program-process';
import { freePort } from '../../support/free-port';

export type Role = 'all' | 'api' | 'worker';

export interface ProgramOptions {
  readonly role: Role;
  /** Everything but ROLE, HOST, PORT and PUBLIC_URL. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the carrier calls back; the program's own address when absent. */
  readonly publicUrl?: string;
  /** A free one when absent. */
  readonly port?: number;
  readonly logFile: string;
}

export interface RunningProgram {
  readonly role: Role;
  readonly url: string;
  readonly port: number;
  readonly process: ChildProgram;
}

const START_MS = 90_000;

/** Starts the compiled program in one role, without waiting until it is ready. */
export async function launch({ role, env, publicUrl, port, logFile }: ProgramOptions): Promise<RunningProgram> {
  const chosen = port ?? (await freePort());
  const url = `http://127.0.0.1:${chosen}`;
  const process = ChildProgram.start({
    name: role,
    script: join('dist', 'src', 'main.js'),
    env: { ...env, ROLE: role, HOST: '127.0.0.1', PORT: String(chosen), PUBLIC_URL: publicUrl ?? url },
    logFile,
  });
  return { role, url, port: chosen, process };
}

/** Resolves once the program says that it is ready. @throws Error with its last lines, having stopped it. */
export async function whenReady(program: RunningProgram): Promise<RunningProgram> {
  try {
    await program.process.until('was ready', () => isReady(program.url), START_MS);
    return program;
  } catch (error) {
    await program.process.kill();
    throw error;
  }
}
