import type { LeadTemperature } from '../../leads/lead-temperature';
import { callbackTime } from '../callback/callback-time';
import { type CheckedFact, checkFacts, type SpokenTurn } from '../evidence/verify-facts';
import type { Extraction } from '../extraction/extraction';
import type { FieldValue, ScoringRules } from '../rules/criterion';
import { fieldsFor } from '../rules/field-definitions';
import {
  type AssessedOutcome,
  type NextAction,
  nextActionOf,
  outcomeOf,
  type Signal,
  signalOf,
} from '../rules/outcome';
import { scoreOf } from '../rules/score';
import { temperatureOf } from '../rules/temperature';

/** Everything a conversation comes down to. */
export interface Verdict {
  readonly facts: readonly CheckedFact[];
  /** Null without any verified fact. */
  readonly score: number | null;
  readonly coverage: number;
  readonly temperature: LeadTemperature;
  readonly signal: Signal;
  readonly outcome: AssessedOutcome;
  readonly callbackAt: Date | null;
  readonly nextAction: NextAction;
  readonly notes: string;
  readonly language: string | null;
}

/** What is known of a conversation beside what a model read in it. */
export interface Heard {
  readonly turns: readonly SpokenTurn[];
  readonly rules: ScoringRules;
  /** The lead asked in plain words not to be called again. */
  readonly optedOut: boolean;
  readonly endedAt: Date;
  /** The lead's own zone, IANA. */
  readonly timeZone: string;
}

/** Code decides: the model's facts are checked, then score, outcome, time and next step follow from rules. */
export function verdictOf(extraction: Extraction, heard: Heard): Verdict {
  const { criteria, minScore } = heard.rules;
  const facts = checkFacts(extraction.facts, fieldsFor(criteria), heard.turns);
  const { score: exact, coverage } = scoreOf(criteria, valuesOf(facts));
  const score = facts.some(({ verified }) => verified) ? exact : null;
  const signal = signalOf(extraction.outcome_signal, heard.optedOut);
  const outcome = outcomeOf(signal, score, minScore);
  return {
    facts,
    score: score === null ? null : rounded(score),
    coverage: rounded(coverage),
    temperature: temperatureOf(score, coverage),
    signal,
    outcome,
    callbackAt:
      outcome === 'CALLBACK_REQUESTED' ? callbackTime(extraction.callback_text, heard.endedAt, heard.timeZone) : null,
    nextAction: nextActionOf(outcome, signal, extraction.next_action),
    notes: extraction.notes,
    language: extraction.language || null,
  };
}

/** Nobody spoke: nothing to read and nothing to pay for. */
export function silence(): Verdict {
  return withoutReading(false, 'NURTURE', 'The person called said nothing.');
}

/** The model declined, or answered nonsense, as often as it was asked: a person has to read this one. */
export function unreadable(optedOut: boolean): Verdict {
  const notes = 'Not assessed: the language model gave no usable answer. Please read the transcript.';
  return withoutReading(optedOut, 'HUMAN_HANDOFF', notes);
}

function withoutReading(optedOut: boolean, nextAction: NextAction, notes: string): Verdict {
  const signal = signalOf('none', optedOut);
  return {
    facts: [],
    score: null,
    coverage: 0,
    temperature: 'UNSCORED',
    signal,
    outcome: outcomeOf(signal, null, 0),
    callbackAt: null,
    nextAction: optedOut ? 'CLOSE' : nextAction,
    notes,
    language: null,
  };
}

function valuesOf(facts: readonly CheckedFact[]): Record<string, FieldValue | null> {
  return Object.fromEntries(facts.map(({ field, value }) => [field, value]));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
