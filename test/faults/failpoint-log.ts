import { existsSync, readFileSync } from 'node:fs';

/** One strike of a failpoint, as the suite saw it in the log. */
export interface Strike {
  readonly name: string;
  readonly action: string;
  readonly pid: number;
  /** Our clock, ms; up to one look late. */
  readonly at: number;
}

const LOOK_MS = 40;

/** Reads what the programs write before a failpoint strikes, as it is written. */
export class FailpointLog {
  readonly strikes: Strike[] = [];
  private readonly timer: NodeJS.Timeout;
  private read = 0;

  constructor(
    readonly file: string,
    private readonly heard: (strike: Strike) => void,
  ) {
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  of(pid: number): Strike | undefined {
    this.look();
    return this.strikes.findLast((strike) => strike.pid === pid);
  }

  close(): void {
    clearInterval(this.timer);
    this.look();
  }

  private look(): void {
    if (!existsSync(this.file)) return;
    const whole = readFileSync(this.file, 'utf8');
    const end = whole.lastIndexOf('\n') + 1;
    for (const line of whole.slice(this.read, end).split('\n').filter(Boolean)) {
      const [name = '', action = '', pid = '', ms = ''] = line.split(' ');
      const strike = { name, action, pid: Number(pid), at: Date.now() };
      this.strikes.push(strike);
      this.heard(strike);
      if (action === 'stop') setTimeout(() => goOn(strike.pid), Number(ms));
    }
    this.read = end;
  }
}

/** A frozen process goes on, unless it has been ended meanwhile. */
function goOn(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
