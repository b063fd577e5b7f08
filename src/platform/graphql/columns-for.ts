/** How the fields of a type are kept: properties of its rows, by field. A field that is missing may need any of them. */
export type FieldColumns<P extends string> = Readonly<Record<string, readonly P[]>>;

/**
 * The properties to read for the fields selected, `always` among them. Undefined, which means all, when a field is selected that is
 * not in `columns`: whoever resolves it may look at any.
 */
export function columnsFor<P extends string>(
  selected: ReadonlySet<string>,
  columns: FieldColumns<P>,
  always: readonly P[],
): readonly P[] | undefined {
  const found = new Set(always);
  for (const field of selected) {
    const kept = columns[field];
    if (!kept) return undefined;
    for (const property of kept) found.add(property);
  }
  return [...found].sort();
}
