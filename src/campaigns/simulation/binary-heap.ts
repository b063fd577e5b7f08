/** Things in an order, the first of which is always at hand. */
export class BinaryHeap<T> {
  private readonly items: T[] = [];

  constructor(private readonly comesBefore: (one: T, other: T) => boolean) {}

  get size(): number {
    return this.items.length;
  }

  first(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    this.items.push(item);
    this.rise(this.items.length - 1);
  }

  pop(): T | undefined {
    const [first] = this.items;
    const last = this.items.pop();
    if (last === undefined || this.items.length === 0) return first;
    this.items[0] = last;
    this.sink(0);
    return first;
  }

  private rise(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private sink(from: number): void {
    for (let at = from; ;) {
      const left = 2 * at + 1;
      const child = this.isBefore(left + 1, left) ? left + 1 : left;
      if (!this.isBefore(child, at)) return;
      this.swap(at, child);
      at = child;
    }
  }

  private isBefore(at: number, other: number): boolean {
    const [one, two] = [this.items[at], this.items[other]];
    return one !== undefined && two !== undefined && this.comesBefore(one, two);
  }

  private swap(at: number, other: number): void {
    const [one, two] = [this.items[at], this.items[other]];
    if (one === undefined || two === undefined) return;
    this.items[at] = two;
    this.items[other] = one;
  }
}
