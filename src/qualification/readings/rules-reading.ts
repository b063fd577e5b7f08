import { type Heard, type Reading, readingOf } from '../assessments/reading';
import type { Extraction } from '../extraction/extraction';
import { settled, type Signal } from '../rules/outcome';

/** Rules understand less than a model does: what they find counts for less. */
const RULES_TRUST = 0.8;

/** What rules may take a conversation for by themselves: each can be taken up again. The others end something, and wait for a model. */
const HARMLESS: ReadonlySet<Signal> = new Set(['none', 'callback_requested', 'human_requested']);

/**
 * What rules alone found. It closes nothing: whoever seems not interested, or to be a stranger, is not given up before a model has
 * read it too. What the lead plainly said and the agent did still stands, opt-outs above all.
 */
export function rulesReading(extraction: Extraction, heard: Heard): Reading {
  const reading = readingOf(extraction, heard);
  const read = HARMLESS.has(extraction.outcome_signal) ? extraction.outcome_signal : 'none';
  return {
    ...reading,
    facts: reading.facts.map((fact) => ({
      ...fact,
      confidence: fact.confidence === null ? null : Math.round(fact.confidence * RULES_TRUST * 1_000) / 1_000,
    })),
    signal: settled(heard.decided.signal, read),
    readSignal: read,
    suggestion: reading.suggestion === 'CLOSE' ? 'NURTURE' : reading.suggestion,
    notes: 'Read by rules alone, since no language model could be asked; it will be read again.',
  };
}
