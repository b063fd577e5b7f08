import type { SpokenTurn } from '../evidence/verify-facts';
import { STANDARD_FIELDS } from '../rules/field-definitions';
import { fieldsToAsk, knownFields, newStretches, newTurns, reachOf } from './transcript-window';

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

  it('is asked about everything where new words could change nothing of what is known', () => {
    const all = new Set(STANDARD_FIELDS.map(({ name }) => name));
    expect(fieldsToAsk(STANDARD_FIELDS, all, said('Ok.'), 0)).toEqual(STANDARD_FIELDS);
    expect(fieldsToAsk(STANDARD_FIELDS, all, said('We like it there.'), 0)).not.toEqual(STANDARD_FIELDS);
  });

  it('is asked about what is known where the lead says yes to what we said of it', () => {
    const known = new Set(['timeline', 'budget']);
    const names = (readUpTo: number, ...texts: string[]) =>
      fieldsToAsk(STANDARD_FIELDS, known, said('Hello', ...texts), readUpTo).map(({ name }) => name);
    expect(names(1, 'Would you like to decide within a month?', 'Yes.')).toContain('timeline');
    expect(names(2, 'Would you like to decide within a month?', 'Yes, please.')).toContain('timeline');
    expect(names(1, 'Would you like to decide within a month?', 'Yes.')).not.toContain('budget');
    expect(names(2, 'Would 900 thousand do?', 'Of course.')).toContain('budget');
    expect(names(3, 'Would you like to decide within a month?', 'Yes.')).not.toContain('timeline');
    expect(names(1, 'Okay.', 'Yes.')).not.toContain('timeline');
  });

  it('is shown to a model in stretches, of what it has not read, and never without end', () => {
    const shown = (turns: readonly SpokenTurn[], readUpTo = 0) =>
      newStretches(turns, readUpTo).map((stretch) => [stretch[0]?.seq, stretch.at(-1)?.seq]);
    const turns = said(...Array.from({ length: 400 }, (_, i) => `words ${i}`));
    expect(shown([])).toEqual([]);
    expect(shown(turns, 400)).toEqual([]);
    expect(shown(turns, 398)).toEqual([[393, 400]]);
    expect(shown(turns.slice(0, 80))).toEqual([[1, 80]]);
    expect(shown(turns.slice(0, 100))).toEqual([
      [1, 26],
      [21, 100],
    ]);
    expect(shown(turns).map(([first]) => first)).toEqual([99, 173, 247, 321]);
    const long = said(...Array.from({ length: 60 }, () => 'x'.repeat(2_000)));
    expect(shown(long).at(-1)).toEqual([32, 60]);
    expect(shown(long)[0]?.[0]).toBe(1);
  });

  it('could have been found by a model where it was asked for it and had not read it before', () => {
    const reach = (readUpTo: number) => reachOf(STANDARD_FIELDS.slice(0, 1), said('a', 'b', 'c').slice(1), readUpTo);
    expect(reach(0)).toEqual({ fields: new Set([STANDARD_FIELDS[0]?.name]), from: 2, to: 3 });
    expect(reach(2)).toMatchObject({ from: 3, to: 3 });
  });

  it('is not known where only rules have found it in the conversation itself, nor where the lead would not tell', () => {
    const facts = [
      { field: 'budget', value: 800_000, extractor: 'RULES', conversationId: 'this' },
      { field: 'location', value: ['sea'], extractor: 'RULES', conversationId: 'before' },
      { field: 'timeline', value: 'later', extractor: 'MODEL', conversationId: 'this' },
      { field: 'decision_maker', value: null, extractor: 'MODEL', conversationId: 'before' },
    ] as const;
    expect([...knownFields(facts, 'this')]).toEqual(['location', 'timeline']);
  });
});
