import type { LeadTemperature } from '../../leads/lead-temperature';
import { callbackTime } from '../callback/callback-time';
import { type CheckedFact, checkFacts, type SpokenTurn } from '../evidence/verify-facts';
import type { Extraction } from '../extraction/extraction';
import type { FieldValue, ScoringRules } from '../rules/criterion';
import type { DecidedOnCall } from '../rules/decided-on-call';
import { fieldsFor } from '../rules/field-definitions';
import { type AssessedOutcome, type NextAction, nextActionOf, outcomeOf, settled, type Signal } from '../rules/outcome';
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
  readonly decided: DecidedOnCall;
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
  const read = extraction.outcome_signal;
  const signal = settled(heard.decided.signal, read);
  const outcome = outcomeOf(signal, score, minScore);
  return {
    facts,
    score: score === null ? null : rounded(score),
    coverage: rounded(coverage),
    temperature: temperatureOf(score, coverage),
    signal,
    outcome,
    callbackAt: callbackAt(outcome, heard, extraction.callback_text),
    // Whoever agreed to a callback and asked for a human gets both.
    nextAction: nextActionOf(outcome, outcome === 'CALLBACK_REQUESTED' ? read : signal, extraction.next_action),
    notes: extraction.notes,
    language: extraction.language || null,
  };
}

/** Nobody spoke: nothing to read and nothing to pay for. */
export function silence(heard: Heard): Verdict {
  return withoutReading(heard, 'NURTURE', 'The person called said nothing.');
}

/** The model declined, or answered nonsense, as often as it was asked: a person has to read this one. */
export function unreadable(heard: Heard): Verdict {
  const notes = 'Not assessed: the language model gave no usable answer. Please read the transcript.';
  return withoutReading(heard, 'HUMAN_HANDOFF', notes);
}

/** Only what was decided on the call itself. */
function withoutReading(heard: Heard, nextAction: NextAction, notes: string): Verdict {
  const { signal } = heard.decided;
  const outcome = outcomeOf(signal, null, heard.rules.minScore);
  return {
    facts: [],
    score: null,
    coverage: 0,
    temperature: 'UNSCORED',
    signal,
    outcome,
    callbackAt: callbackAt(outcome, heard, null),
    nextAction: nextActionOf(outcome, signal, nextAction),
    notes,
    language: null,
  };
}

/** What the agent agreed to counts before what the model read; null when neither names a time that can be understood. */
function callbackAt(outcome: AssessedOutcome, heard: Heard, callbackText: string | null): Date | null {
  if (outcome !== 'CALLBACK_REQUESTED') return null;
  const { decided, endedAt, timeZone } = heard;
  return callbackTime(decided.callbackText, endedAt, timeZone) ?? callbackTime(callbackText, endedAt, timeZone);
}

function valuesOf(facts: readonly CheckedFact[]): Record<string, FieldValue | null> {
  return Object.fromEntries(facts.map(({ field, value }) => [field, value]));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
