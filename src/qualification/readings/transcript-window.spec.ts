import type { SpokenTurn } from '../evidence/verify-facts';
import { STANDARD_FIELDS } from '../rules/field-definitions';
import { fieldsToAsk, newTurns } from './transcript-window';

const said = (...texts: string[]): SpokenTurn[] =>
  texts.map((text, i) => ({ seq: i + 1, speaker: i % 2 === 0 ? 'LEAD' : 'AGENT', text }));

describe('what has to be read of a conversation', () => {
  it('is what is new, with a little of what was before, and never without end', () => {
    const turns = said(...Array.from({ length: 200 }, (_, i) => `words ${i}`));
    expect(newTurns(turns, 200)).toEqual([]);
    expect(newTurns(turns, 198).map(({ seq }) => seq)).toEqual([193, 194, 195, 196, 197, 198, 199, 200]);
    expect(newTurns(turns, 0)).toHaveLength(80);
    expect(newTurns(turns, 0).at(-1)?.seq).toBe(200);
    expect(newTurns(said('a', 'b'), 1)).toHaveLength(2);
  });

  it('is asked about what is unknown, and of what is known only where it may have changed', () => {
    const names = (texts: string[], known: string[]) =>
      fieldsToAsk(STANDARD_FIELDS, new Set(known), said(...texts), 0).map(({ name }) => name);
    expect(names(['Hello'], [])).toHaveLength(STANDARD_FIELDS.length);
    expect(names(['We like it there'], ['budget', 'location'])).not.toContain('budget');
    expect(names(['We like it there'], ['budget', 'location'])).toContain('location');
    expect(names(['Yes.'], ['budget', 'location'])).not.toContain('location');
    expect(names(['Rather 900 thousand'], ['budget'])).toContain('budget');
    expect(names(['Yes.', 'Then 900 thousand?'], ['budget'])).toContain('budget');
  });
});
