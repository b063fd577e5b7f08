import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { processEnvironment } from '../platform/config/process-environment';
import { repositoryRoot } from './repository-root';

export interface ChildProgramOptions {
  /** For messages, for example `program`. */
  readonly name: string;
  /** Compiled file below the repository, for example `dist/src/main.js`. */
  readonly script: string;
  /** All it is told; of our own environment it sees only what a process needs to run. */
  readonly env: Readonly<Record<string, string>>;
  readonly arguments?: readonly string[];
  /** Modules loaded before the program, by path or by name. */
  readonly preload?: readonly string[];
  /** Receives everything it prints, after what is there already. */
  readonly logFile?: string;
}

/** Variables a child inherits. Not the rest: keys of a real carrier in somebody's shell must never reach a demonstration. */
const INHERITED = ['PATH', 'HOME', 'USER', 'TMPDIR', 'LANG', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'];
const TAIL_LINES = 25;
/** Longer than the program's own patience with its shutdown. */
const STOP_PATIENCE_MS = 35_000;

/**
 * A compiled program of this repository in a process of its own. It has its own process group, so Ctrl-C in our terminal does
 * not reach it, and it ends with us, whatever ends us.
 */
export class ChildProgram {
  private readonly lines: string[] = [];
  private readonly listeners = new Set<(line: string) => void>();
  private readonly log?: WriteStream;
  private readonly ended: Promise<void>;
  private ending?: string;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    logFile?: string,
  ) {
    if (logFile) this.log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.heard(line));
    }
    this.ended = new Promise((resolve) => {
      const finish = (how: string): void => {
        this.ending ??= how;
        this.log?.end();
        resolve();
      };
      child.once('error', (error) => finish(error.message));
      child.once('close', (code, signal) => finish(signal ?? `exit code ${code}`));
    });
  }

  static start(options: ChildProgramOptions): ChildProgram {
    const root = repositoryRoot();
    const own = processEnvironment();
    const inherited = Object.fromEntries(
      INHERITED.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]]])),
    );
    const preload = [join(root, 'dist/src/demo/lifeline.js'), ...(options.preload ?? [])];
    const child = spawn(
      process.execPath,
      [...preload.flatMap((module) => ['-r', module]), join(root, options.script), ...(options.arguments ?? [])],
      { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...inherited, ...options.env } },
    );
    return new ChildProgram(options.name, child, options.logFile);
  }

  /** 0 when it could not be started. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** How it ended, for messages; undefined while it runs. */
  get end(): string | undefined {
    return this.ending;
  }

  /** Its last lines. */
  tail(): string {
    return this.lines.join('\n');
  }

  onLine(listener: (line: string) => void): void {
    this.listeners.add(listener);
  }

  /** Resolves with how it ended. */
  async whenEnded(): Promise<string> {
    await this.ended;
    return this.ending ?? '';
  }

  /** Asks it to stop, and insists when it does not. Calling it again, or too late, does no harm. */
  async stop(): Promise<void> {
    this.signal('SIGTERM');
    const insist = setTimeout(() => this.signal('SIGKILL'), STOP_PATIENCE_MS);
    await this.ended;
    clearTimeout(insist);
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  /** @throws Error with its last lines when `ready` has not become true in time, or the program has ended before. */
  async until(what: string, ready: () => boolean | Promise<boolean>, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (!(await ready())) {
      if (this.ending) throw new Error(`The ${this.name} ended (${this.ending}) before it ${what}:\n${this.tail()}`);
      if (performance.now() > deadline)
        throw new Error(`The ${this.name} took longer than ${timeoutMs / 1_000} s until it ${what}.\n${this.tail()}`);
      await delay(50);
    }
  }

  private signal(signal: NodeJS.Signals): void {
    if (!this.ending) this.child.kill(signal);
  }

  private heard(line: string): void {
    this.lines.push(line);
    if (this.lines.length > TAIL_LINES) this.lines.shift();
    this.log?.write(`${line}\n`);
    for (const listener of this.listeners) listener(line);
  }
}
