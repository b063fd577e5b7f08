/**
 * How fast simulated time runs. At a scale of 60 a simulated minute takes one real second. A change of scale takes
 * effect for what is scheduled afterwards; a timer already running keeps its real length.
 */
export class Pace {
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopped = false;

  constructor(public timeScale: number) {}

  /** Runs `task` once `simulatedMs` of simulated time have gone by. Returns a function that calls it off. */
  after(simulatedMs: number, task: () => void): () => void {
    return this.afterReal(simulatedMs / this.timeScale, task);
  }

  /** As `after`, in real milliseconds: faults are about the network, which no scale speeds up. */
  afterReal(realMs: number, task: () => void): () => void {
    if (this.stopped) return () => undefined;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      task();
    }, realMs);
    this.timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.timers.delete(timer);
    };
  }

  sleepReal(realMs: number): Promise<void> {
    return new Promise((resolve) => this.afterReal(realMs, resolve));
  }

  sleep(simulatedMs: number): Promise<void> {
    return this.sleepReal(simulatedMs / this.timeScale);
  }

  /** How many timers wait. */
  get pending(): number {
    return this.timers.size;
  }

  /** Calls off everything, for good. */
  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
