import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where the processes of one test file write what they print, for whoever asks why a test failed. */
export function logFileFor(name: string, process: string): string {
  const folder = join(__dirname, '../../../.data/e2e');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.${process}.log`);
  rmSync(file, { force: true });
  return file;
}
