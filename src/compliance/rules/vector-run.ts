import { isTimeZone } from '../zone-clock';
import type { ContactDecision } from './contact-decision';
import { decide } from './decide';
import { ruleBaseOf, type RuleBase, withPolicy } from './rule-base';
import type { PolicyChanges, RuleFile } from './rule-file.schema';
import type { VectorFile } from './vector-file';
import { questionOf } from './vector-question';
import type { FileVector } from './vector.schema';

export interface VectorRun {
  readonly passed: number;
  /** One line each: `<id> expected <…> got <…>`. */
  readonly mismatches: readonly string[];
}

/** Asks every question of the file under the file's policy, over which a vector may lay its own. */
export function runVectors(file: VectorFile, rules: RuleFile): VectorRun {
  const common = ruleBaseOf(rules, file.policy);
  const mismatches = file.vectors.flatMap(({ vector, policy }) => mismatchOf(vector, policy, common) ?? []);
  return { passed: file.vectors.length - mismatches.length, mismatches };
}

function mismatchOf(vector: FileVector, policy: PolicyChanges, common: RuleBase): string | undefined {
  const rules = Object.keys(policy).length > 0 ? withPolicy(common, policy) : common;
  const { expected } = vector;
  const wanted = [
    expected.decision,
    expected.reason,
    expected.next_allowed_utc?.toISOString() ?? 'null',
    listOf(expected.candidate_zones),
    listOf(expected.jurisdictions),
  ];
  const got = gotOf(vector, rules);
  const differs = wanted.some((part, index) => part !== '*' && part !== got[index]);
  return differs ? `${vector.id} expected ${wanted.join(' ')} got ${got.join(' ')}` : undefined;
}

function gotOf(vector: FileVector, rules: RuleBase): string[] {
  if (vector.known_timezone && !isTimeZone(vector.known_timezone))
    return ['error', `known_timezone: ${JSON.stringify(vector.known_timezone)} is no time zone`];
  const decision = decide(questionOf(vector), rules);
  return [
    decision.verdict.toLowerCase(),
    decision.reason,
    nextOf(decision)?.toISOString() ?? 'null',
    listOf(decision.place.candidateZones),
    listOf(decision.place.jurisdictions),
  ];
}

function nextOf(decision: ContactDecision): Date | null {
  return decision.verdict === 'DEFER' ? decision.nextAllowedAt : null;
}

/** As a set; `*` where the vector does not say. */
function listOf(names: readonly string[] | null | undefined): string {
  return names ? `[${[...new Set(names)].sort().join(',')}]` : '*';
}
