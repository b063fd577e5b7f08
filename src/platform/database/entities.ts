import { getMetadataArgsStorage } from 'typeorm';

/** Every class decorated with `@Entity`, whichever room it lives in; modules are loaded before the pools connect. */
export function registeredEntities(): (string | ((...args: never[]) => unknown))[] {
  return getMetadataArgsStorage().tables.flatMap((table) =>
    typeof table.target === 'function' ? [table.target as (...args: never[]) => unknown] : [],
  );
}
