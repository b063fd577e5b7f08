import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serverEnvironment } from './lookup-environment';

const run = promisify(execFile);

/** Downloading and unpacking together may take this long, ms; after that the next way to a Redis is tried. */
const PATIENCE_MS = 30_000;

/** The distribution's Redis, unpacked without being installed. */
export interface UnpackedRedis {
  program: string;
  /** Folders with the libraries that this system lacks. */
  libraryPath: string;
}

export function hasDistributionPackages(): boolean {
  return existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-deb');
}

/**
 * Debian and Ubuntu: downloads the package `redis-server` and what it needs and this system lacks, as any user, and
 * unpacks them below `dataDir`, once. Nothing is installed and no package script runs.
 * @throws when the package lists are missing, the network is, or the time is up.
 */
export async function unpackRedisPackage(dataDir: string): Promise<UnpackedRedis> {
  const folder = join(dataDir, 'redis-package');
  if (!existsSync(folder)) {
    const fresh = `${folder}.${process.pid}`;
    try {
      await downloadInto(fresh);
      publish(fresh, folder);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  return { program: join(folder, 'usr/bin/redis-server'), libraryPath: libraryFolders(folder).join(':') };
}

async function downloadInto(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const options = { cwd: folder, env: serverEnvironment(), signal: AbortSignal.timeout(PATIENCE_MS) };
  const wanted = ['redis-server', 'redis-tools', ...(await missingLibraries(options))];
  await run('apt-get', ['download', '-q', ...wanted], options);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    await run('dpkg-deb', ['-x', file, '.'], options);
    rmSync(join(folder, file));
  }
}

/** The server itself is part of redis-tools on these distributions, so the libraries are that package's. */
async function missingLibraries(options: { cwd: string; env: NodeJS.ProcessEnv; signal: AbortSignal }) {
  const needed = await run('apt-cache', ['depends', '--important', 'redis-tools', 'redis-server'], options);
  const present = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n'], options);
  return librariesToDownload(needed.stdout, present.stdout);
}

/**
 * @param depends what `apt-cache depends --important` prints: `  Depends: libatomic1`, alternatives marked with a bar.
 * @param installed lines of `<package> <status>`.
 */
export function librariesToDownload(depends: string, installed: string): string[] {
  const present = new Set(
    installed
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  const names = [...depends.matchAll(/^ *(?:Pre)?Depends: ((?:lib|lua)[a-z0-9.+-]+)$/gm)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set(names)].filter((name) => !present.has(name));
}

/** Another start may have unpacked the same meanwhile. */
function publish(fresh: string, folder: string): void {
  try {
    renameSync(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/** `lib` and `usr/lib` and their folder per architecture, such as `usr/lib/x86_64-linux-gnu`. */
function libraryFolders(folder: string): string[] {
  return ['usr/lib', 'lib']
    .map((name) => join(folder, name))
    .filter((library) => existsSync(library))
    .flatMap((library) => [
      library,
      ...readdirSync(library, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && entry.name.includes('-linux-'))
        .map((entry) => join(library, entry.name)),
    ]);
}
