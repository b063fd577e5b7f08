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

/** One page of a list. `totalCount` counts only when somebody reads it, and at most once. */
export class Page<T> {
  private counted?: Promise<number>;

  constructor(
    readonly edges: readonly PageEdge<T>[],
    readonly pageInfo: PagePosition,
    private readonly count: () => Promise<number>,
  ) {}

  get nodes(): readonly T[] {
    return this.edges.map((edge) => edge.node);
  }

  get totalCount(): Promise<number> {
    return (this.counted ??= this.count());
  }

  /** The same page of other things, for example rows presented as models. */
  map<U>(present: (node: T) => U): Page<U> {
    const edges = this.edges.map(({ node, cursor }) => ({ node: present(node), cursor }));
    return new Page(edges, this.pageInfo, () => this.totalCount);
  }
}

/**
 * A page from rows that were fetched with one more than `first` (as `applyKeyset` does).
 * `keysOf` gives a row's sort keys in the order of the sort; `count` runs outside the transaction that fetched the rows, so it
 * opens its own.
 */
export function pageOf<T>(
  rows: readonly T[],
  request: PageRequest,
  keysOf: (row: T) => readonly CursorKey[],
  count: () => Promise<number>,
): Page<T> {
  const edges = rows.slice(0, request.first).map((node) => ({ node, cursor: encodeCursor(keysOf(node)) }));
  const position: PagePosition = {
    hasNextPage: rows.length > request.first,
    hasPreviousPage: Boolean(request.after),
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return new Page(edges, position, count);
}
