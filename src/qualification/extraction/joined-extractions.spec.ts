import type { Extraction } from './extraction';
import { joinedExtractions } from './joined-extractions';

const found = (changes: Partial<Extraction>): Extraction => ({
  facts: [],
  outcome_signal: 'none',
  callback_text: null,
  language: 'en',
  notes: 'Spoke.',
  next_action: 'NURTURE',
  ...changes,
});
const claim = (field: string, status: Extraction['facts'][number]['status'], value: number | null = null) => ({
  field,
  status,
  value,
  raw: null,
  quotes: [],
});

describe('what was found in two stretches of a conversation', () => {
  it('is all that was said in either, and silence last', () => {
    const earlier = found({ facts: [claim('budget', 'not_mentioned'), claim('timeline', 'stated', 1)] });
    const later = found({ facts: [claim('budget', 'refused'), claim('timeline', 'not_mentioned')], notes: 'Left.' });
    const joined = joinedExtractions(earlier, later);
    expect(joined.facts.map(({ field, status }) => `${field} ${status}`)).toEqual([
      'timeline stated',
      'budget refused',
      'budget not_mentioned',
      'timeline not_mentioned',
    ]);
    expect(joined.notes).toBe('Spoke. Left.');
  });

  it('comes to what the later says, unless that is nothing', () => {
    const callback = {
      outcome_signal: 'callback_requested',
      callback_text: 'Friday',
      next_action: 'SEND_PROPOSAL',
    } as const;
    const optOut = { outcome_signal: 'opt_out', next_action: 'CLOSE' } as const;
    expect(joinedExtractions(found(callback), found({ language: 'de' }))).toMatchObject({
      ...callback,
      language: 'de',
    });
    expect(joinedExtractions(found(callback), found(optOut))).toMatchObject({ ...optOut, callback_text: null });
  });
});
