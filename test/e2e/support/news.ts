import type { GraphqlClient, Variables } from '../../support/graphql-client';

/** What a subscription has told so far. */
export interface News<T> {
  readonly seen: readonly T[];
  /** @throws what broke the subscription, if anything did. */
  end(): void;
}

/** Follows a subscription with one field and keeps what it tells. */
export function listen<T>(client: GraphqlClient, subscription: string, variables: Variables = {}): News<T> {
  const seen: T[] = [];
  const failures: unknown[] = [];
  const unsubscribe = client.subscribe<Record<string, T>>(subscription, variables, {
    next: (data) => seen.push(...Object.values(data)),
    broken: (reason) => failures.push(reason),
  });
  return {
    seen,
    end: () => {
      unsubscribe();
      if (failures.length > 0) throw new Error('The subscription broke.', { cause: failures[0] });
    },
  };
}
