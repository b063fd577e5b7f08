import * as fc from 'fast-check';
import { mergeFacts, type WeighedFact } from './merge-facts';

const AT = new Date('2026-07-07T18:00:00.000Z');
const day = (n: number): Date => new Date(AT.getTime() + n * 86_400_000);

function aFact(id: string, changes: Partial<WeighedFact> = {}): WeighedFact {
  return {
    id,
    field: 'budget',
    status: 'STATED',
    value: 800_000,
    confidence: 0.9,
    conversationId: 'first',
    turnSeq: 2,
    extractor: 'MODEL',
    saidAt: day(0),
    recordedAt: day(0),
    supersededAt: null,
    supersededBy: null,
    ...changes,
  };
}

const by = (extractor: 'MODEL' | 'RULES', conversationId = 'second') => ({ extractor, conversationId, at: day(9) });
const second = { conversationId: 'second', saidAt: day(1), recordedAt: day(9) };
const holding = (merged: { current: readonly WeighedFact[] }) => merged.current.map(({ id }) => id);

describe('what is known of a lead', () => {
  it('is replaced by what is said later, and kept', () => {
    const merged = mergeFacts([aFact('a')], [aFact('b', { ...second, value: 900_000 })], by('MODEL'));
    expect(holding(merged)).toEqual(['b']);
    expect(merged.changed).toMatchObject([{ id: 'a', supersededAt: day(9), supersededBy: 'b' }]);
    expect(merged.added).toMatchObject([{ id: 'b', supersededAt: null, confidence: 0.9 }]);
  });

  it('is not replaced by what was said before and read later', () => {
    const late = aFact('b', { ...second, saidAt: day(-1), value: 500_000 });
    const merged = mergeFacts([aFact('a')], [late], by('MODEL'));
    expect(holding(merged)).toEqual(['a']);
    expect(merged).toMatchObject({ changed: [], added: [{ id: 'b', supersededAt: day(9), supersededBy: 'a' }] });
  });

  it('is taken away neither by silence nor by a refusal', () => {
    expect(mergeFacts([aFact('a')], [], by('MODEL'))).toMatchObject({ added: [], changed: [], current: [{ id: 'a' }] });
    const refused = aFact('b', { ...second, status: 'REFUSED', value: null, confidence: null });
    expect(holding(mergeFacts([aFact('a')], [refused], by('MODEL')))).toEqual(['a']);
    expect(holding(mergeFacts([refused], [aFact('c', { saidAt: day(0) })], by('MODEL', 'first')))).toEqual(['c']);
  });

  it('is worth half where the same conversation said something else', () => {
    const other = aFact('b', { turnSeq: 6, saidAt: day(0.1), value: 900_000 });
    const merged = mergeFacts([aFact('a')], [other], by('MODEL', 'first'));
    expect(merged.current).toMatchObject([{ id: 'b', confidence: 0.45 }]);
  });

  it('is the same when it is read twice', () => {
    const again = mergeFacts([aFact('a')], [aFact('b', { recordedAt: day(9) })], by('MODEL', 'first'));
    expect(again).toMatchObject({ added: [], changed: [], current: [{ id: 'a' }] });
  });

  it('is taken back when rules found it and a model does not, and what held before holds again', () => {
    const rules = aFact('r', { ...second, extractor: 'RULES', value: 1 });
    const first = mergeFacts([aFact('a')], [rules], by('RULES'));
    expect(holding(first)).toEqual(['r']);
    const upgraded = mergeFacts([...first.changed, ...first.added], [], by('MODEL'));
    expect(upgraded.changed).toMatchObject([
      { id: 'a', supersededAt: null, supersededBy: null },
      { id: 'r', supersededAt: day(9), supersededBy: null },
    ]);
    expect(holding(upgraded)).toEqual(['a']);
    // And never comes back.
    const later = mergeFacts(upgraded.changed, [], by('MODEL', 'third'));
    expect(later).toMatchObject({ changed: [], current: [{ id: 'a' }] });
  });

  it('is not taken back by a model that was not asked for it, or not shown the turn', () => {
    const rules = aFact('r', { ...second, extractor: 'RULES', turnSeq: 5 });
    const after = (field: string, from: number, to: number) =>
      holding(mergeFacts([rules], [], { ...by('MODEL'), reach: { fields: new Set([field]), from, to } }));
    expect(after('timeline', 1, 9)).toEqual(['r']);
    expect(after('budget', 6, 9)).toEqual(['r']);
    expect(after('budget', 1, 4)).toEqual(['r']);
    expect(after('budget', 5, 5)).toEqual([]);
  });

  it('is replaced by what a model found in the same words', () => {
    const rules = aFact('r', { ...second, extractor: 'RULES', turnSeq: 9, value: 1 });
    const merged = mergeFacts([rules], [aFact('m', { ...second })], by('MODEL'));
    expect(holding(merged)).toEqual(['m']);
    expect(merged.added).toMatchObject([{ confidence: 0.9 }]);
    expect(merged.changed).toMatchObject([{ id: 'r', supersededBy: null }]);
  });

  it('is one value per field, whatever is read in whatever order', () => {
    const fact = fc.record({
      field: fc.constantFrom('budget', 'timeline'),
      value: fc.constantFrom(null, 1, 2),
      conversationId: fc.constantFrom('x', 'y'),
      turnSeq: fc.integer({ min: 1, max: 3 }),
      extractor: fc.constantFrom('MODEL' as const, 'RULES' as const),
      saidAt: fc.integer({ min: 0, max: 3 }).map(day),
    });
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 12 }), (readings) => {
        const stored = new Map<string, WeighedFact>();
        readings.forEach((reading, i) => {
          const status = reading.value === null ? ('REFUSED' as const) : ('STATED' as const);
          const found = aFact(`f${i}`, { ...reading, status, recordedAt: day(i) });
          const merged = mergeFacts([...stored.values()], [found], { ...reading, at: day(i) });
          for (const row of [...merged.changed, ...merged.added]) stored.set(row.id, row);
          const held = [...stored.values()].filter(({ supersededAt }) => supersededAt === null);
          expect(new Set(held.map(({ field }) => field)).size).toBe(held.length);
          expect(held.map(({ id }) => id).sort()).toEqual(holding(merged).sort());
          for (const { supersededBy } of stored.values())
            if (supersededBy !== null) expect(stored.has(supersededBy)).toBe(true);
        });
      }),
    );
  });
});
