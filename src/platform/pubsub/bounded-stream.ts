/** Thrown to a subscriber that reads slower than events come; it should subscribe again and read the present state. */
export class SlowSubscriber extends Error {
  constructor() {
    super('This subscriber reads too slowly; subscribe again and read the present state.');
    this.name = 'SlowSubscriber';
  }
}

/** A push-in, pull-out queue that refuses to grow past `limit`. */
export class BoundedStream<T> implements AsyncIterableIterator<T> {
  private readonly items: T[] = [];
  private waiting?: { resolve: (result: IteratorResult<T>) => void; reject: (error: Error) => void };
  private ended = false;
  private failure?: Error;

  constructor(
    private readonly limit: number,
    private readonly onEnd: () => void,
  ) {}

  push(item: T): void {
    if (this.ended) return;
    if (this.waiting) {
      const { resolve } = this.waiting;
      this.waiting = undefined;
      resolve({ value: item, done: false });
    } else if (this.items.length < this.limit) {
      this.items.push(item);
    } else {
      this.fail(new SlowSubscriber());
    }
  }

  async next(): Promise<IteratorResult<T>> {
    if (this.failure) throw this.failure;
    const item = this.items.shift();
    if (item !== undefined) return { value: item, done: false };
    if (this.ended) return { value: undefined, done: true };
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  async return(): Promise<IteratorResult<T>> {
    this.close();
    this.waiting?.resolve({ value: undefined, done: true });
    this.waiting = undefined;
    return { value: undefined, done: true };
  }

  async throw(error: Error): Promise<IteratorResult<T>> {
    this.fail(error);
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private fail(error: Error): void {
    this.failure = error;
    this.items.length = 0;
    this.close();
    this.waiting?.reject(error);
    this.waiting = undefined;
  }

  private close(): void {
    if (this.ended) return;
    this.ended = true;
    this.onEnd();
  }
}
