import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import bundled from '../data/calling-rules.json';
import { contradictionsOf } from './rule-file-contradictions';
import { type RuleFile, ruleFile } from './rule-file.schema';

/** Thrown when the calling rules cannot be used; every message names the field. */
export class InvalidRuleFile extends Error {
  constructor(
    readonly origin: string,
    readonly problems: readonly string[],
  ) {
    super(`The calling rules of ${origin} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'InvalidRuleFile';
  }
}

/**
 * The rules of `path`, or those that come with the program.
 * @throws InvalidRuleFile when the file cannot be read, has a field this program does not know, or a value that cannot be meant.
 */
export function loadRuleFile(path?: string): RuleFile {
  if (!path) return parseRuleFile(bundled, 'the program');
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new InvalidRuleFile(path, [error instanceof Error ? error.message : String(error)]);
  }
  return parseRuleFile(content, path);
}

/** @throws InvalidRuleFile naming every unknown field and impossible value; `origin` is only for the message. */
export function parseRuleFile(content: unknown, origin: string): RuleFile {
  const parsed = ruleFile.safeParse(content);
  if (!parsed.success) throw new InvalidRuleFile(origin, parsed.error.issues.flatMap(problemsOf));
  const contradictions = contradictionsOf(parsed.data);
  if (contradictions.length > 0) throw new InvalidRuleFile(origin, contradictions);
  return parsed.data;
}

function problemsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${pathOf([...issue.path, key])}: is a field this program does not know`);
  return [`${pathOf(issue.path) || 'the file'}: ${issue.message}`];
}

/** `jurisdictions[3].windows.mon`. */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
