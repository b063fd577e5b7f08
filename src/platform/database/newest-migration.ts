import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const directory = join(__dirname, '../../../migrations');

/** Class name of the newest migration in this build, as TypeORM records it: `<Name><timestamp>`. */
export function newestMigration(): string {
  const newest = readdirSync(directory)
    .filter((file) => /^\d+-.+\.(ts|js)$/.test(file))
    .sort()
    .at(-1);
  const [, timestamp = '', slug = ''] = /^(\d+)-(.+)\.(?:ts|js)$/.exec(newest ?? '') ?? [];
  return slug.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()) + timestamp;
}
