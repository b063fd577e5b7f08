import { CompanyShare } from './company-share';

interface Job {
  readonly tenantId: string;
  readonly nth: number;
}

/** Jobs that go on until they are let go. */
class Bench {
  readonly begun: string[] = [];
  readonly stop = new AbortController();
  readonly share = new CompanyShare<Job>(2, this.stop.signal);
  private readonly open = new Map<string, { end(): void; fail(error: Error): void }>();

  run(tenantId: string, nth: number): Promise<void> {
    return this.share.run({ tenantId, nth }, (job) => {
      const name = `${job.tenantId}${job.nth}`;
      this.begun.push(name);
      return new Promise((resolve, reject) => this.open.set(name, { end: resolve, fail: reject }));
    });
  }

  async end(name: string, error?: Error): Promise<void> {
    const job = this.open.get(name);
    if (error) job?.fail(error);
    else job?.end();
    await new Promise(setImmediate);
  }
}

describe('what one company may have under way', () => {
  it('leaves slots for others, and goes on with what waits in its order', async () => {
    const bench = new Bench();
    const runs = [1, 2, 3, 4].map((nth) => bench.run('a', nth));
    void bench.run('b', 1);
    expect(bench.begun).toEqual(['a1', 'a2', 'b1']);
    // What waits holds no slot of the queue.
    await Promise.all(runs.slice(2));
    await bench.end('a2');
    await bench.end('a3');
    expect(bench.begun).toEqual(['a1', 'a2', 'b1', 'a3', 'a4']);
    await bench.end('a1');
    await bench.end('a4');
    await Promise.all(runs);
    void bench.run('a', 5);
    expect(bench.begun.at(-1)).toBe('a5');
  });

  it('gives the slot back when a job fails', async () => {
    const bench = new Bench();
    const failing = expect(bench.run('a', 1)).rejects.toThrow('gone');
    await bench.end('a1', new Error('gone'));
    await failing;
    void bench.run('a', 2);
    void bench.run('a', 3);
    expect(bench.begun).toEqual(['a1', 'a2', 'a3']);
  });

  it('begins nothing more of what waits once the process stops', async () => {
    const bench = new Bench();
    const [first] = [bench.run('a', 1), bench.run('a', 2), bench.run('a', 3)];
    bench.stop.abort();
    await bench.end('a1');
    await first;
    expect(bench.begun).toEqual(['a1', 'a2']);
  });

  it('keeps a bounded number of waiting jobs', async () => {
    const bench = new Bench();
    for (let nth = 1; nth <= 1_010; nth += 1) void bench.run('a', nth);
    void bench.end('a2');
    for (let nth = 1; nth <= 1_005; nth += 1) await bench.end(bench.begun.at(-1) ?? '');
    expect(bench.begun).toHaveLength(1_002);
  });
});
