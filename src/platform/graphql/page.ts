import { encodeCursor, type CursorKey } from './cursor';

/** Most rows one page may hold, and how many it holds when nobody says. */
export const MAX_PAGE_SIZE = 100;
export const DEFAULT_PAGE_SIZE = 20;

export interface PageEdge<T> {
  readonly node: T;
  readonly cursor: string;
}

export interface PagePosition {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** What was asked for: the `PageArgs` of a field, or the same two values from elsewhere. */
export interface PageRequest {
  readonly first: number;
  readonly after?: string | null;
}

/** Where the rows of a page stand: what cursors are made of when somebody reads them. */
interface PageEnds {
  readonly cursorAt: (index: number) => string;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** One page of a list. Cursors are written when they are read; `totalCount` counts only when somebody reads it, and at most once. */
export class Page<T> {
  private cut?: readonly PageEdge<T>[];
  private counted?: Promise<number>;

  constructor(
    readonly nodes: readonly T[],
    private readonly ends: PageEnds,
    private readonly count: () => Promise<number>,
  ) {}

  get edges(): readonly PageEdge<T>[] {
    return (this.cut ??= this.nodes.map((node, index) => ({ node, cursor: this.ends.cursorAt(index) })));
  }

  get pageInfo(): PagePosition {
    const { cursorAt, hasNextPage, hasPreviousPage } = this.ends;
    const last = this.nodes.length - 1;
    const isEmpty = last < 0;
    return {
      hasNextPage,
      hasPreviousPage,
      startCursor: isEmpty ? null : cursorAt(0),
      endCursor: isEmpty ? null : cursorAt(last),
    };
  }

  get totalCount(): Promise<number> {
    return (this.counted ??= this.count());
  }

  /** The same page of other things, for example rows presented as models. */
  map<U>(present: (node: T) => U): Page<U> {
    return new Page(
      this.nodes.map((node) => present(node)),
      this.ends,
      () => this.totalCount,
    );
  }
}

/**
 * A page from rows that were fetched with one more than `first` (as `applyKeyset` does).
 * `keysOf` gives a row's sort keys in the order of the sort; `count` runs outside the transaction that fetched the rows, so it
 * opens its own.
 */
export function pageOf<T>(
  rows: readonly T[],
  { first, after }: PageRequest,
  keysOf: (row: T) => readonly CursorKey[],
  count: () => Promise<number>,
): Page<T> {
  const nodes = rows.slice(0, first);
  const cursorAt = (index: number): string => {
    const row = nodes[index];
    return row === undefined ? '' : encodeCursor(keysOf(row));
  };
  return new Page(nodes, { cursorAt, hasNextPage: rows.length > first, hasPreviousPage: Boolean(after) }, count);
}
