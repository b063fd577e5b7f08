import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceAccount } from '../../../src/platform/embedded/service-account';
import type { Row } from '../row';

const SIZE_MB = 48;
const TABLES = ['calls', 'dial_checks', 'call_events', 'enrolments', 'outbox', 'assessments'];

export const FULL_DISK: Row = {
  id: 'F25',
  title: 'the disk of the tables is full',
  unable: () => (mayMount() ? undefined : 'a small disk cannot be mounted here'),
  inject: async (run) => {
    const folder = mkdtempSync(join(tmpdir(), 'faults-disk-'));
    mount(folder);
    try {
      const account = serviceAccount();
      if (account) chownSync(folder, account.uid, account.gid);
      await run.world.sql(`create tablespace small location '${folder}'`);
      for (const table of TABLES) await run.world.sql(`alter table ${table} set tablespace small`);
      await run.whenCalling();
      await run.keepCalling(8_000);
      fill(join(folder, 'filler'));
      run.injected('full disk', { recovers: false });
      const full = Date.now();
      await run.keepCalling(12_000);
      const calls = (await run.world.emulator.calls()).filter(({ createdAt }) => Date.parse(createdAt) > full);
      run.note(
        `${calls.length} calls were made while the disk was full; each must have its row (see carrier/no-call-we-do-not-know)`,
      );
      rmSync(join(folder, 'filler'));
      run.mended();
      await run.keepCalling(12_000);
      for (const table of TABLES) await run.world.sql(`alter table ${table} set tablespace pg_default`);
      await run.world.sql('drop tablespace small');
    } finally {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'faults-probe-'));
  try {
    mount(folder);
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mount(folder: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder], { stdio: 'ignore' });
}

/** Writes until nothing more fits. */
function fill(file: string): void {
  const megabyte = Buffer.alloc(1_024 * 1_024);
  for (const piece of [megabyte, Buffer.alloc(4_096)]) {
    try {
      for (;;) writeFileSync(file, piece, { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}
