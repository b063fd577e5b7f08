/** A statement that came so often will come again. */
const NAMED_FROM = 8;
/** Each connection keeps the plans of those it ran, some tens of kilobytes each: a few hundred are most of what a process runs. */
const MOST_NAMES = 512;
/** Texts that hardly come again are not counted for ever. */
const MOST_COUNTED = 2_048;
/** Of `select *`: the server refuses a kept plan once the table has another column. */
const ALL_COLUMNS = /(?:\bselect|\breturning|,)\s+\*|\.\*/i;
/** Of a page: whether to walk the index of its order or to sort depends on how much a company has, and companies differ. */
const PAGES = /\blimit\s+\$\d/i;
/** `in ($2, $3)`, `values ($1, $2), ($3, $4)`: there is one text for each length of such a list. */
const LISTS = /\bin\s*\(\$\d+,|\)\s*,\s*\(\$/i;
const PLANNED_ANEW = [ALL_COLUMNS, PAGES, LISTS];

/**
 * Names for the statements that keep coming. A named one is parsed and rewritten once per connection, and planned once its sixth time
 * there, unless a plan for given values promises to be cheaper (PostgreSQL, PREPARE, notes); unnamed ones are planned anew each time,
 * which takes longer than most take to run. pgJDBC does the same (prepareThreshold, preparedStatementCacheQueries).
 */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  /** Undefined for one that has not come often enough, or whose plan may not be kept. */
  of(text: string): string | undefined {
    return this.names.get(text) ?? this.counted(text);
  }

  private counted(text: string): string | undefined {
    if (this.names.size >= MOST_NAMES) return undefined;
    const count = (this.counts.get(text) ?? 0) + 1;
    if (count < NAMED_FROM || PLANNED_ANEW.some((kind) => kind.test(text))) {
      if (this.counts.size >= MOST_COUNTED) this.counts.clear();
      this.counts.set(text, count);
      return undefined;
    }
    this.counts.delete(text);
    const name = `callwright_${this.names.size + 1}`;
    this.names.set(text, name);
    return name;
  }
}
