import type { LeadTemperature } from '../../leads/lead-temperature';
import type { CheckedFact } from '../evidence/verify-facts';
import type { ScoringRules } from '../rules/criterion';
import { type AssessedOutcome, type NextAction, nextActionOf, outcomeOf } from '../rules/outcome';
import { type CriterionVerdict, type Decision, decisionOf, type FactValues, scoreOf } from '../rules/score';
import { temperatureOf } from '../rules/temperature';
import type { Reading } from './reading';

/** What is known of a person, by field. */
export interface Knowledge {
  readonly values: FactValues;
  /** Fields the person would not speak about. */
  readonly refused: ReadonlySet<string>;
}

/** What a person is worth under one version of a rubric. */
export interface Standing {
  /** Null without any verified fact. */
  readonly score: number | null;
  readonly coverage: number;
  readonly ceiling: number;
  readonly temperature: LeadTemperature;
  readonly decision: Decision;
  readonly verdicts: readonly CriterionVerdict[];
}

/** Everything a conversation comes down to. */
export interface Verdict extends Standing {
  readonly outcome: AssessedOutcome;
  readonly callbackAt: Date | null;
  readonly nextAction: NextAction;
}

/** Of what was found in one conversation. */
export function knowledgeFrom(facts: readonly Pick<CheckedFact, 'field' | 'status' | 'value' | 'money'>[]): Knowledge {
  return {
    values: Object.fromEntries(facts.map(({ field, value, money }) => [field, money ?? value])),
    refused: new Set(facts.filter(({ status }) => status === 'REFUSED').map(({ field }) => field)),
  };
}

/** Arithmetic alone. Rounded for storage, after everything has been decided by the exact figures. */
export function standingOf({ values, refused }: Knowledge, rules: ScoringRules): Standing {
  const exact = scoreOf(rules.criteria, values, refused);
  const isKnown = Object.values(values).some((value) => value !== null && value !== undefined);
  const score = isKnown ? exact.score : null;
  return {
    score: score === null ? null : rounded(score),
    coverage: rounded(exact.coverage),
    ceiling: rounded(exact.ceiling),
    temperature: temperatureOf(score, exact.coverage),
    decision: isKnown ? decisionOf(exact, rules) : 'INCOMPLETE',
    verdicts: exact.verdicts,
  };
}

/** What a person asked for comes first, then what they are worth. */
export function verdictOf(reading: Reading, rules: ScoringRules, knowledge = knowledgeFrom(reading.facts)): Verdict {
  const standing = standingOf(knowledge, rules);
  const decision = reading.isJudged ? standing.decision : 'INCOMPLETE';
  const outcome = outcomeOf(reading.signal, decision);
  // Whoever agreed to a callback and asked for a human gets both.
  const asked = outcome === 'CALLBACK_REQUESTED' ? reading.readSignal : reading.signal;
  return {
    ...standing,
    outcome,
    callbackAt: outcome === 'CALLBACK_REQUESTED' ? reading.callbackAt : null,
    nextAction: nextActionOf(outcome, asked, reading.suggestion, decision),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
