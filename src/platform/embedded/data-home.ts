import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedServicesError } from './embedded-services.errors';
import { ServiceAccount } from './service-account';

/**
 * The folder that holds the servers' data.
 * - throw-away: a new folder under the system's temporary folder;
 * - ordinary user: `dataDir` itself;
 * - root: a folder under /var/tmp, since the service account may not be allowed into the project (below /root, say).
 */
export function dataHome(dataDir: string, ephemeral: boolean, account: ServiceAccount | undefined): string {
  if (ephemeral) {
    const folder = mkdtempSync(join(tmpdir(), 'callwright-'));
    if (account) chownSync(folder, account.uid, account.gid);
    return folder;
  }
  return account ? sharedFolder(dataDir) : realpathSync(dataDir);
}

/**
 * Root's stable folder for one project, readable by every account.
 * @throws EmbeddedServicesError when someone else made a folder of that name: /var/tmp is open to all users.
 */
export function sharedFolder(dataDir: string): string {
  const mark = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12);
  const folder = join('/var/tmp', `callwright-${mark}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new EmbeddedServicesError(`${folder} belongs to another user; remove it and start again.`);
  }
  return folder;
}

/** A folder of `home` that only its owner may enter. */
export function privateFolder(home: string, name: string, account?: ServiceAccount): string {
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}
