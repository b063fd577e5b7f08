import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceAccount } from './service-account';

export interface ServerPassword {
  value: string;
  /** Where it is kept, beside the data it opens; readable by the server's account only. */
  file: string;
}

/** The password of the server whose data lie in `folder`: made at the first start, the same ever after. */
export function serverPassword(folder: string, account?: ServiceAccount): ServerPassword {
  const file = join(folder, 'password');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' });
    if (account) chownSync(file, account.uid, account.gid);
  }
  return { value: readFileSync(file, 'utf8').trim(), file };
}
