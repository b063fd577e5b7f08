import DataLoader from 'dataloader';

type AnyLoader = DataLoader<unknown, unknown>;

const loadersOf = new WeakMap<object, Map<string, AnyLoader>>();

/**
 * The loader named `key` of one operation, made on first use. Loaders live as long as the operation's GraphQL context object
 * (`@Context()`), so nothing is cached across requests, users or tenants; those of a subscription until its next event.
 *
 * `batch` gets every id asked for in one tick and answers one value per id; ids it leaves out of the map load as null.
 * It runs inside the ambient request context of the first `load` of the tick.
 */
export function loaderFor<K extends string, V>(
  context: object,
  key: string,
  batch: (ids: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): DataLoader<K, V | null> {
  const loaders = loadersOf.get(context) ?? new Map<string, AnyLoader>();
  loadersOf.set(context, loaders);
  const existing = loaders.get(key);
  if (existing) return existing as DataLoader<K, V | null>;
  const made = new DataLoader<K, V | null>(async (ids) => {
    const found = await batch(ids);
    return ids.map((id) => found.get(id) ?? null);
  });
  loaders.set(key, made);
  return made;
}

/** What one event of a subscription has loaded is old when the next one comes. */
export function forgetLoaded(context: unknown): void {
  if (typeof context === 'object' && context !== null) loadersOf.delete(context);
}
