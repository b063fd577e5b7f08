import { FAILPOINTS } from '../../src/platform/failpoints/failpoint-plan';
import type { RowReport } from './conduct';
import { percentile } from './recovery';

/** Longer than this nothing may take to go on, 19 times of 20. */
export const RECOVERY_LIMIT_S = 15;

/** One line of a row, and lines of what it found. */
export function linesOf(report: RowReport): string[] {
  const { id, injected, injections, attempts, findings, recovery, extraCalls, exits, ended, looks, unanswered } =
    report;
  const kinds = [...injections].map(([kind, times]) => `${kind} ${times}`).join(', ');
  const main =
    `faults ${id}: injected ${injected} (${kinds || 'nothing'}), attempts ${attempts}, violations ${findings.length}, ` +
    `recovery p50 ${seconds(recovery, 0.5)} p95 ${seconds(recovery, 0.95)} max ${seconds(recovery, 1)} of ${recovery.length}, ` +
    `extra carrier calls ${extraCalls}, exits ${exits.length} of ${ended}, invariants asked ${looks} times` +
    (unanswered > 0 ? `, ${unanswered} times unanswered` : '');
  return [
    main,
    ...findings.map(({ name, rows, sample }) => `  VIOLATION ${name}: ${rows}, for example ${JSON.stringify(sample)}`),
    ...notesOf(report.notes).map((note) => `  ${note}`),
  ];
}

/** The last line. Zero in n trials is no proof of zero: at most 3/n with 95% confidence (rule of three). */
export function summaryOf(reports: readonly RowReport[], seed: number, commit: string): string[] {
  const attempts = reports.reduce((sum, report) => sum + report.attempts, 0);
  const violations = reports.reduce((sum, report) => sum + report.findings.length, 0);
  const recovery = reports.flatMap((report) => [...report.recovery]);
  const bound = attempts > 0 ? (3 / attempts).toExponential(1) : 'none';
  return [
    `seed ${seed}, commit ${commit}; double conversations and lost leads 0 of ${attempts} unless said above, 95% upper bound ${bound}`,
    `faults: ${reports.length} rows, ${attempts} faulted attempts, ${violations} violations, recovery p95 ${seconds(recovery, 0.95)} s`,
  ];
}

/** Failpoints that no row has struck: of a whole run there must be none. */
export function neverStruck(reports: readonly RowReport[]): string[] {
  // Nobody is put through in the suite: those are struck by test/e2e/transfers.spec.ts.
  const asked = FAILPOINTS.filter((name) => !name.startsWith('transfer.'));
  return asked.filter((name) => !reports.some(({ injections }) => injections.has(name)));
}

/**
 * Why the suite has failed; nothing when it has not. Rows that were made short have too few samples for a twentieth of them to be any:
 * their recovery is judged together.
 */
export function failuresOf(reports: readonly RowReport[], length: 'WHOLE' | 'SHORT'): string[] {
  const all = reports.flatMap(({ recovery }) => [...recovery]);
  const failures = reports.flatMap((report) => [
    ...(report.injected === 0 ? [`${report.id} injected nothing`] : []),
    ...(report.findings.length > 0 ? [`${report.id} has violations`] : []),
    ...(report.recovery.length === 0 && !report.expectsNoRecovery ? [`${report.id} shows no recovery`] : []),
    ...(length === 'WHOLE' && isTooSlow(report.recovery) ? [`${report.id} recovered too slowly`] : []),
  ]);
  return isTooSlow(all) ? [...failures, 'the rows together recovered too slowly'] : failures;
}

function isTooSlow(recovery: readonly number[]): boolean {
  return percentile(recovery, 0.95) > RECOVERY_LIMIT_S;
}

function seconds(samples: readonly number[], share: number): string {
  return percentile(samples, share).toFixed(1);
}

function notesOf(notes: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const note of notes) counts.set(note, (counts.get(note) ?? 0) + 1);
  return [...counts].map(([note, times]) => (times > 1 ? `${note} (${times} times)` : note));
}
