import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc, the same on every Linux that Node runs on (proc(5), sysconf(_SC_CLK_TCK)). */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time, user and system, that a process has used so far. */
export function cpuSecondsOf(pid: number): number {
  return existsSync('/proc/self/stat') ? fromProc(readFileSync(`/proc/${pid}/stat`, 'utf8')) : fromPs(pid);
}

/** Fields 14 and 15 of proc(5); the name before them, in parentheses, may hold blanks. */
export function fromProc(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function fromPs(pid: number): number {
  return secondsOf(execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }).trim());
}

/** Reads `[[days-]hours:]minutes:seconds` as `ps` writes it. */
export function secondsOf(time: string): number {
  const [clock = '', days = '0'] = time.split('-').reverse();
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}

/** Megabytes of memory a process holds at this moment; 0 where the system does not say. */
export function residentMb(pid: number): number {
  if (!existsSync('/proc/self/status')) return 0;
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) / 1_024;
}
