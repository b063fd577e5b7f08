import { processEnvironment } from '../../platform/config/process-environment';
import { isRegion } from './address-place';
import { benchmark } from './bench';
import { explainedDecision } from './explained-decision';
import { loadRuleFile } from './load-rule-file';
import { productionPolicyOf, ruleBaseOf } from './rule-base';
import type { RuleFile } from './rule-file.schema';
import { InvalidArgument, rulesTaskOf } from './rules-arguments';
import { readVectorFile } from './vector-file';
import { runVectors } from './vector-run';

const PASSED = 0;
const FAILED = 1;
const UNUSABLE = 2;

/** `npm run -s rules -- …`: asks the engine the program runs on. Exit code 1: a vector failed; 2: an argument or a file cannot be used. */
function main(args: readonly string[]): number {
  const task = rulesTaskOf(args);
  const file = loadRuleFile(processEnvironment()['CALLING_RULES_FILE'] || undefined);
  if (task.task === 'VECTORS') return vectors(task.file, file);
  const rules = ruleBaseOf(file, productionPolicyOf(file));
  if (task.task === 'EXPLAIN') {
    const { state } = task.supposed;
    if (state && !isRegion(state, rules.addresses))
      throw new InvalidArgument(`--state: ${JSON.stringify(state)} is no state or province such as NY.`);
    print(...explainedDecision(task.supposed, rules));
  } else {
    const { decisionsPerSecond, decisions, answers } = benchmark(rules);
    print(`${decisions} decisions (${JSON.stringify(answers)} of each round)`);
    print(`${decisionsPerSecond} decisions per second on one core`);
  }
  return PASSED;
}

function vectors(path: string, rules: RuleFile): number {
  const file = readVectorFile(path);
  if (file.unknownFields.length > 0)
    process.stderr.write(`rules: fields nobody reads: ${file.unknownFields.join(', ')}\n`);
  const { passed, mismatches } = runVectors(file, rules);
  for (const problem of file.unreadable) process.stderr.write(`rules: ${problem}\n`);
  const failed = mismatches.length + file.unreadable.length;
  print(...mismatches, `${passed} passed, ${failed} failed`);
  if (file.unreadable.length > 0) return UNUSABLE;
  return failed > 0 ? FAILED : PASSED;
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`rules: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = UNUSABLE;
}
