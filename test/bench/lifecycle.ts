import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import { offsetToAfternoon } from '../../src/demo/demo-clock';
import { repositoryRoot } from '../../src/demo/repository-root';
import { Stage } from '../../src/demo/stage';
import { APP_ROLE, PLATFORM_ROLE, roleUrl } from '../../src/platform/config/database-logins';
import { developmentSecrets } from '../../src/platform/config/development-secrets';
import { BenchCompany, CONCURRENT_CALLS } from './bench-company';
import { describeRun, type Measured, reportLines } from './bench-report';
import { measureCampaign } from './campaign-run';
import { copyDatabase, databaseWork } from './database-work';
import { replay } from './replay';
import { orderTrace, type ReplayStep, type TracedTransaction } from './trace';

/** As many connections as the program's own pool. */
const LANES = 20;
const POOL_SIZE = String(LANES);
/** A three-minute conversation takes nine milliseconds, apart from what the program needs. */
const TIME_SCALE = 20_000;
const WARM_UP_CALLS = 60;
/** More failures than this say that the replay is not the recording any more. */
const TOLERATED_FAILURES = 0.01;

type Say = (line: string) => void;

/**
 * Calls per second through the whole life of a call (claim, dial, callbacks, conversation, assessment, conclusion) against the
 * emulator, beside raw `pg` running the very transactions that the program ran for as many calls before, in their order, on a copy
 * of the database. Yardstick, system, yardstick.
 */
export async function lifecycle(calls: number, say: Say): Promise<void> {
  const dataDir = join(repositoryRoot(), '.data', 'bench');
  const traceFile = join(dataDir, 'statements.trace');
  mkdirSync(dataDir, { recursive: true });
  const env = {
    CARRIER_CALLS_PER_SECOND: '1000',
    DATABASE_POOL_SIZE: POOL_SIZE,
    DIAL_CONCURRENCY: String(CONCURRENT_CALLS),
    STATEMENT_TRACE: traceFile,
  };
  const stage = await Stage.set({
    dataDir,
    timeScale: TIME_SCALE,
    clockOffsetMs: offsetToAfternoon(new Date()),
    env,
    log: say,
  });
  try {
    const company = await BenchCompany.found(stage);
    const yardstick = await recordYardstick(stage, company, { calls, traceFile, dataDir, say });
    await measureCampaign(stage, company, await company.draft(WARM_UP_CALLS));
    const campaign = await company.draft(calls);
    const before = await yardstick();
    say(describeRun('raw pg', before));
    const system = await measureCampaign(stage, company, campaign);
    say(describeRun('system', system));
    const after = await yardstick();
    say(describeRun('raw pg', after));
    for (const line of reportLines('lifecycle', before, system, after)) say(line);
  } catch (error) {
    say(stage.tails());
    throw error;
  } finally {
    await stage.clear();
    rmSync(traceFile, { force: true });
  }
}

/**
 * Lets the program carry `calls` calls once with the recorder on, having copied the database before.
 * @returns the yardstick; it can be laid on twice, each time on a copy of its own.
 */
async function recordYardstick(
  stage: Stage,
  company: BenchCompany,
  { calls, traceFile, dataDir, say }: { calls: number; traceFile: string; dataDir: string; say: Say },
): Promise<() => Promise<Measured>> {
  const campaign = await company.draft(calls);
  await stage.program.stop();
  const copies = [
    await copyDatabase(stage.databaseUrl, 'yardstick_before'),
    await copyDatabase(stage.databaseUrl, 'yardstick_after'),
  ];
  await stage.startProgram({ preload: ['@swc-node/register', join(__dirname, 'statement-recorder.ts')] });
  await measureCampaign(stage, company, campaign);
  await stage.program.stop();
  const steps = orderTrace(deserialize(readFileSync(traceFile)) as TracedTransaction[]);
  const statements = steps.reduce((all, step) => all + step.statements.length, 0);
  say(
    `Recorded ${calls} calls: ${(steps.length / calls).toFixed(1)} transactions and ${(statements / calls).toFixed(1)} statements for each`,
  );
  await stage.startProgram();
  const { SECRET_KEY: secret } = developmentSecrets(dataDir);
  return async () => {
    const copy = copies.shift();
    if (!copy) throw new Error('The yardstick has been used up.');
    return layOn(copy, secret, steps, calls);
  };
}

async function layOn(url: string, secret: string, steps: readonly ReplayStep[], calls: number): Promise<Measured> {
  const urls = Object.fromEntries([APP_ROLE, PLATFORM_ROLE].map((role) => [role, roleUrl(url, role, secret)]));
  const work = await databaseWork(url);
  const cpu = process.cpuUsage();
  const { seconds, failed } = await replay(steps, { urls, lanes: LANES });
  const { user, system } = process.cpuUsage(cpu);
  const done = await databaseWork(url);
  if (failed > steps.length * TOLERATED_FAILURES)
    throw new Error(`${failed} of ${steps.length} transactions failed in the replay.`);
  return {
    callsPerSecond: calls / seconds,
    cpuSecondsPerCall: (user + system) / 1e6 / calls,
    transactionsPerCall: (done.transactions - work.transactions) / calls,
    rowsPerCall: (done.rows - work.rows) / calls,
  };
}
