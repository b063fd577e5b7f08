import { SingleBar } from 'cli-progress';

/** Where the demonstration writes: a terminal, a pipe or a file. */
export type Terminal = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** What the subscription says of the campaign. */
export interface ProgressFigures {
  readonly status: string;
  readonly total: number;
  readonly remaining: number;
  readonly inFlight: number;
  readonly calls: number;
  readonly connected: number;
  readonly qualified: number;
  readonly failed: number;
  readonly optedOut: number;
  readonly callsPerMinute: number;
}

/** Shows how far the campaign is, and what the leads were worth so far. */
export interface ProgressView {
  show(figures: ProgressFigures, scores: string): void;
  end(): void;
}

/** Leads done of all, and what became of them, in one line. */
export function progressLine(figures: ProgressFigures, scores: string): string {
  const { status, total, remaining } = figures;
  return `${status} ${total - remaining}/${total} leads, ${detailsOf(figures, scores)}`;
}

function detailsOf(figures: ProgressFigures, scores: string): string {
  const { inFlight, calls, connected, qualified, failed, optedOut, callsPerMinute } = figures;
  const outcomes = `${connected} connected, ${qualified} qualified, ${failed} not reached, ${optedOut} opted out`;
  return `${inFlight} on the phone, ${calls} calls (${callsPerMinute}/min), ${outcomes}${scores && `; ${scores}`}`;
}

/** A bar where it can move; else a line whenever another twentieth of the leads is done, or the status changes. */
export function progressView(terminal: Terminal): ProgressView {
  return terminal.isTTY ? new BarView(terminal) : new LineView((line) => terminal.write(`${line}\n`));
}

class BarView implements ProgressView {
  private readonly bar: SingleBar;
  private started = false;

  constructor(stream: NodeJS.WritableStream) {
    this.bar = new SingleBar({
      stream,
      format: ' {bar} {value}/{total} leads | {details}',
      hideCursor: true,
      barsize: 24,
      fps: 5,
      linewrap: false,
    });
  }

  show(figures: ProgressFigures, scores: string): void {
    const done = figures.total - figures.remaining;
    const payload = { details: detailsOf(figures, scores) };
    if (this.started) this.bar.update(done, payload);
    else this.bar.start(figures.total, done, payload);
    this.started = true;
  }

  end(): void {
    if (this.started) this.bar.stop();
  }
}

export class LineView implements ProgressView {
  private shown = '';

  constructor(private readonly print: (line: string) => void) {}

  show(figures: ProgressFigures, scores: string): void {
    const twentieth = figures.total === 0 ? 0 : Math.floor((20 * (figures.total - figures.remaining)) / figures.total);
    const mark = `${figures.status}/${twentieth}`;
    if (mark === this.shown) return;
    this.shown = mark;
    this.print(progressLine(figures, scores));
  }

  end(): void {
    this.shown = '';
  }
}
