import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A program of the benches in a process of its own, so that what it does is not counted to anybody else. */
export class SideProcess {
  private readonly messages: unknown[] = [];
  private readonly waiting: ((message: unknown) => void)[] = [];
  private readonly ended: Promise<never>;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (message) => {
      const taker = this.waiting.shift();
      if (taker) taker(message);
      else this.messages.push(message);
    });
    this.ended = once(child, 'exit').then(() => {
      throw new Error('A side process of the bench has ended.');
    });
    this.ended.catch(() => undefined);
  }

  /** @param script beside this file; it sends one message when it is ready. @returns that message as well. */
  static async start<T>(script: string, args: readonly string[] = []): Promise<{ side: SideProcess; ready: T }> {
    const child = fork(join(__dirname, script), [...args], { execArgv: ['-r', '@swc-node/register'] });
    const side = new SideProcess(child);
    return { side, ready: await side.next<T>() };
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  tell(news: object): void {
    this.child.send(news);
  }

  /** Its next message. @throws Error when it ends instead. */
  async next<T>(): Promise<T> {
    if (this.messages.length > 0) return this.messages.shift() as T;
    const message = new Promise<unknown>((resolve) => this.waiting.push(resolve));
    return (await Promise.race([message, this.ended])) as T;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill();
    await exited;
  }
}
