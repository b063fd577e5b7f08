import { execFileSync } from 'node:child_process';
import { EmbeddedServicesError } from './embedded-services.errors';
import { exitStatus } from './error-code';

/** A system account that runs a server in place of root. */
export interface ServiceAccount {
  name: string;
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root. Root therefore hands it to `postgres`, else to `nobody`; both exist on usual
 * systems and neither is created here. An ordinary user needs no other account: undefined.
 */
export function serviceAccount(): ServiceAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = findAccount('postgres') ?? findAccount('nobody');
  if (!account) {
    throw new EmbeddedServicesError(
      'PostgreSQL cannot run as root, and this system has neither a "postgres" nor a "nobody" account to run it. ' +
        'Run as an ordinary user, or set DATABASE_URL and REDIS_URL.',
    );
  }
  return account;
}

function findAccount(name: string): ServiceAccount | undefined {
  const uid = askId('-u', name);
  const gid = askId('-g', name);
  return uid === undefined || gid === undefined ? undefined : { name, uid, gid };
}

function askId(flag: '-u' | '-g', name: string): number | undefined {
  try {
    const answer = execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const id = Number(answer.trim());
    return Number.isInteger(id) && id > 0 ? id : undefined;
  } catch (error) {
    // `id` exits with 1 for an unknown account; anything else (no such program) is a broken system worth reporting.
    if (exitStatus(error) === 1) return undefined;
    throw error;
  }
}
