import { callbackTime } from '../callback/callback-time';
import type { Home } from '../evidence/currency-words';
import { type CheckedFact, checkFacts, contains, type SpokenTurn } from '../evidence/verify-facts';
import type { Extraction } from '../extraction/extraction';
import type { ScoringRules } from '../rules/criterion';
import type { DecidedOnCall } from '../rules/decided-on-call';
import { fieldsFor } from '../rules/field-definitions';
import { type NextAction, settled, type Signal } from '../rules/outcome';

/** What is known of a conversation beside what was read in it. */
export interface Heard {
  readonly turns: readonly SpokenTurn[];
  readonly rules: ScoringRules;
  readonly decided: DecidedOnCall;
  /** The end of a call; of a conversation in writing the last the lead wrote. */
  readonly endedAt: Date;
  /** The lead's own zone, IANA. */
  readonly timeZone: string;
  /** Where the company does business; without it a sum without a currency has none. */
  readonly home?: Home;
}

/** Who read a conversation: a language model, or rules that look for words. */
export type Extractor = 'MODEL' | 'RULES';

/** What was found in one conversation, every claim checked against its record. */
export interface Reading {
  readonly facts: readonly CheckedFact[];
  readonly signal: Signal;
  /** What the reader alone took it for; the agent may have decided otherwise while talking. */
  readonly readSignal: Signal;
  /** The moment the person asked to be called back at; null when none was named that can be understood. */
  readonly callbackAt: Date | null;
  readonly suggestion: NextAction;
  readonly notes: string;
  readonly language: string | null;
  /** False where nothing was said, or nothing could be read: then nobody is qualified by it, whatever is known of them. */
  readonly isJudged: boolean;
}

/** Code decides what a claim is worth: facts are checked, the time of a callback is computed. */
export function readingOf(extraction: Extraction, heard: Heard): Reading {
  const { decided, turns, rules, home } = heard;
  const read = extraction.outcome_signal;
  return {
    facts: checkFacts(extraction.facts, fieldsFor(rules.criteria), turns, home),
    signal: settled(decided.signal, read),
    readSignal: read,
    callbackAt: callbackAt(heard, extraction.callback_text),
    suggestion: extraction.next_action,
    notes: extraction.notes,
    language: extraction.language || null,
    isJudged: true,
  };
}

/** Nobody spoke: nothing to read and nothing to pay for. */
export function silence(heard: Heard): Reading {
  return withoutReading(heard, 'NURTURE', 'The person called said nothing.');
}

/** The model declined, or answered nonsense, as often as it was asked: a person has to read this one. */
export function unreadable(heard: Heard): Reading {
  const notes = 'Not assessed: the language model gave no usable answer. Please read the transcript.';
  return withoutReading(heard, 'HUMAN_HANDOFF', notes);
}

/** Only what was decided on the call itself. */
function withoutReading(heard: Heard, suggestion: NextAction, notes: string): Reading {
  const { signal } = heard.decided;
  return {
    facts: [],
    signal,
    readSignal: signal,
    callbackAt: callbackAt(heard, null),
    suggestion,
    notes,
    language: null,
    isJudged: false,
  };
}

/**
 * What the agent agreed to counts before what was read; null when neither names a time that can be understood. "Tomorrow" is counted from
 * when it was said: a conversation in writing goes on for days.
 */
function callbackAt({ decided, endedAt, turns, timeZone }: Heard, callbackText: string | null): Date | null {
  const agreed = callbackTime(decided.callbackText, endedAt, timeZone);
  return agreed ?? callbackTime(callbackText, saidAt(callbackText, turns) ?? endedAt, timeZone);
}

function saidAt(words: string | null, turns: readonly SpokenTurn[]): Date | undefined {
  if (words === null) return undefined;
  return turns.findLast(({ speaker, text }) => speaker === 'LEAD' && contains(text, words))?.spokenAt;
}
