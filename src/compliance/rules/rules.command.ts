import { parseArgs } from 'node:util';
import { loadRuleFile } from './load-rule-file';
import { readVectorFile } from './vector-file';
import { runVectors } from './vector-run';

const USAGE = `Usage: npm run -s rules -- --vectors FILE`;

function main(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: { vectors: { type: 'string' } } });
  if (values.vectors === undefined) throw new Error(USAGE);
  const file = readVectorFile(values.vectors);
  if (file.unknownFields.length > 0)
    process.stderr.write(`rules: fields nobody reads: ${file.unknownFields.join(', ')}\n`);
  const { passed, mismatches } = runVectors(file, loadRuleFile());
  for (const line of mismatches) process.stdout.write(`${line}\n`);
  process.stdout.write(`${passed} passed, ${mismatches.length} failed\n`);
  return mismatches.length > 0 ? 1 : 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`rules: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
