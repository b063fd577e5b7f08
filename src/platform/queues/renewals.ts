/**
 * Renewals of leases that are under way in this process. Whoever writes under a lease waits for them: a write asks for the lease as it
 * knows it, and a renewal is about to change that.
 */
export class Renewals<T extends object> {
  private readonly underWay = new WeakMap<T, Promise<void>>();

  /** One at a time for the same row. */
  async run(leased: T, renewal: () => Promise<void>): Promise<void> {
    const going = renewal();
    const settled = going.catch(() => undefined);
    this.underWay.set(leased, settled);
    await going;
  }

  /** Must not be called where this worker’s own transaction holds the row. */
  async over(leased: T): Promise<void> {
    await this.underWay.get(leased);
  }
}
