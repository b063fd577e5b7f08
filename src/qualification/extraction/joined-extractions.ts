import type { Extraction } from './extraction';

/** What was found in two stretches of one conversation. What it came to is what the later says, unless that is nothing. */
export function joinedExtractions(earlier: Extraction, later: Extraction): Extraction {
  const decisive = later.outcome_signal === 'none' && earlier.outcome_signal !== 'none' ? earlier : later;
  const { outcome_signal, callback_text, next_action } = decisive;
  const claims = [...earlier.facts, ...later.facts];
  return {
    // What is not mentioned in one of them may be in the other: silence comes last.
    facts: [
      ...claims.filter(({ status }) => status !== 'not_mentioned'),
      ...claims.filter(({ status }) => status === 'not_mentioned'),
    ],
    outcome_signal,
    callback_text,
    language: later.language,
    notes: `${earlier.notes} ${later.notes}`,
    next_action,
  };
}
