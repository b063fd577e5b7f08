import { parseArgs } from 'node:util';
import { monotonicMs } from '../../platform/clock/clock';
import { processEnvironment } from '../../platform/config/process-environment';
import type { SimulationReport } from './report';
import { rulesOfTheProgram } from './rules-of-the-program';
import { InvalidScenario, readScenario } from './scenario-file';
import { simulate } from './simulate';
import type { SimulationProgress } from './time-machine';

const USAGE = [
  'Usage:',
  '  npm run -s simulate -- --campaign FILE     plays the campaign of the file on a virtual clock and prints its report as JSON',
  '      [--quiet]                              without progress',
].join('\n');
const PASSED = 0;
const VIOLATED = 1;
const UNUSABLE = 2;
const NEWS_MS = 1_000;

/** `npm run -s simulate -- …`. Exit code 1: the campaign broke a promise; 2: an argument or the file cannot be used. */
function main(args: readonly string[]): number {
  const { campaign, quiet } = argumentsOf(args);
  const rules = rulesOfTheProgram(processEnvironment()['CALLING_RULES_FILE'] || undefined);
  const { scenario, leads } = readScenario(campaign);
  const began = monotonicMs();
  const report = simulate(scenario, leads, rules, quiet ? {} : { onProgress: teller(began) });
  const seconds = ((monotonicMs() - began) / 1_000).toFixed(1);
  const peak = Math.round(process.resourceUsage().maxRSS / 1_024);
  process.stderr.write(`simulate: ${seconds} s, ${peak} MiB at most\n`);
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n${lastLine(report)}\n`);
  return report.violations.length > 0 ? VIOLATED : PASSED;
}

function argumentsOf(args: readonly string[]): { campaign: string; quiet: boolean } {
  const { values } = parseArgs({
    args: [...args],
    options: { campaign: { type: 'string' }, quiet: { type: 'boolean', default: false } },
  });
  if (values.campaign === undefined) throw new InvalidScenario(`--campaign is missing.\n${USAGE}`);
  return { campaign: values.campaign, quiet: values.quiet };
}

function teller(began: number): (progress: SimulationProgress) => void {
  let told = began;
  return ({ done, leads, calls, now }) => {
    if (monotonicMs() - told < NEWS_MS) return;
    told = monotonicMs();
    process.stderr.write(`simulate: ${now.toISOString()} ${done}/${leads} leads, ${calls} calls\n`);
  };
}

/** What a simulation ends with. */
function lastLine({ leads, calls, connected, outcomes, retries, violations }: SimulationReport): string {
  const broken = violations.reduce((sum, violation) => sum + violation.calls, 0);
  const qualified = outcomes['QUALIFIED'] ?? 0;
  return `simulation: ${leads} leads, ${calls} calls, ${connected} connected, ${qualified} qualified, ${retries} retries, ${broken} violations`;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error;
  process.stderr.write(
    `simulate: ${error instanceof Error ? error.message : String(error)}${isUsage ? `\n${USAGE}` : ''}\n`,
  );
  process.exitCode = UNUSABLE;
}
