/** `npm run faults -- [--row F04[,F05]] [--quick] [--list] [--seed N]`: breaks the program on purpose and judges what holds. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../../src/demo/repository-root';
import { conduct, type RowReport } from './conduct';
import { failuresOf, linesOf, neverStruck, summaryOf } from './report';
import type { Row } from './row';
import { type Length, SHORT, WHOLE } from './run';
import { QUICK, ROWS } from './rows/all-rows';
import { FaultServers } from './servers';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      row: { type: 'string' },
      quick: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  const rows = chosen(values.row, values.quick);
  if (values.list) {
    for (const row of rows) say(`${row.id}  ${row.title}${QUICK.has(row.id) ? '  (quick)' : ''}`);
    return;
  }
  const seed = Number(values.seed);
  const reports = await runAll(rows, seed, values.quick ? SHORT : WHOLE);
  for (const line of summaryOf(reports, seed, commit())) say(line);
  const isWhole = values.row === undefined && !values.quick;
  const missed = isWhole ? neverStruck(reports).map((name) => `${name} was never struck`) : [];
  const failures = [...failuresOf(reports, values.quick ? 'SHORT' : 'WHOLE'), ...missed];
  for (const failure of failures) process.stderr.write(`faults: ${failure}\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

function chosen(names: string | undefined, quick: boolean): readonly Row[] {
  if (names === undefined) return quick ? ROWS.filter(({ id }) => QUICK.has(id)) : ROWS;
  return names.split(',').map((name) => {
    const row = ROWS.find(({ id }) => id === name.trim());
    if (!row) throw new Error(`There is no row ${name}; --list shows them.`);
    return row;
  });
}

async function runAll(rows: readonly Row[], seed: number, length: Length): Promise<RowReport[]> {
  const dataDir = join(repositoryRoot(), '.data', 'faults');
  mkdirSync(dataDir, { recursive: true });
  const servers = await FaultServers.start(dataDir, say);
  const reports: RowReport[] = [];
  try {
    for (const row of rows) {
      const reason = row.unable?.(servers);
      if (reason) {
        say(`faults ${row.id}: skipped, ${reason}`);
        continue;
      }
      const begun = performance.now();
      const report = await conduct(servers, row, seed, length);
      reports.push(report);
      for (const line of linesOf(report)) say(line);
      say(`  ${row.title}; took ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
    }
  } finally {
    await servers.stop();
  }
  return reports;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: repositoryRoot(), encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`faults: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
