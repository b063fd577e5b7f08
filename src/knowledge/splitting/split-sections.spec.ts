import * as fc from 'fast-check';
import type { Section } from '../reading/section';
import { Unreadable } from '../reading/unreadable';
import { splitSections } from './split-sections';

const section = (...paragraphs: string[]): Section => ({ path: [], paragraphs });
const texts = (sections: readonly Section[]): string[] => splitSections(sections).map(({ text }) => text);
const sentence = (name: string, words: number): string =>
  `${Array.from({ length: words }, (_, n) => `${name}${n}`).join(' ')}.`;
const count = (text: string): number => text.split(/\s+/).length;

describe('a document is cut', () => {
  it('under its headings: short parts stay whole, and apart', () => {
    expect(
      splitSections([
        { path: ['A', 'B'], paragraphs: ['one', 'two'] },
        { path: ['A', 'C'], paragraphs: ['three'] },
      ]),
    ).toEqual([
      { heading: 'A › B', text: 'one\ntwo', words: 2 },
      { heading: 'A › C', text: 'three', words: 1 },
    ]);
  });

  it('between paragraphs, when they fill a passage', () => {
    const [a, b, c] = [sentence('a', 100), sentence('b', 60), sentence('c', 50)];
    expect(texts([section(a, b, c)])).toEqual([`${a}\n${b}`, c]);
  });

  it('between sentences of a long paragraph, each passage beginning with the last short ones before it', () => {
    const [long, short, next] = [sentence('a', 140), sentence('b', 12), sentence('c', 100)];
    expect(texts([section(`${long} ${short} ${next}`)])).toEqual([`${long} ${short}`, `${short} ${next}`]);
  });

  it('without ever saying a whole passage twice', () => {
    const [a, b] = [sentence('a', 120), sentence('b', 120)];
    expect(texts([section(a, b)])).toEqual([a, b]);
  });

  it('between words of a sentence without an end', () => {
    const passages = texts([section(sentence('w', 1_000))]);
    expect(passages.join(' ').split(' ')).toHaveLength(1_000);
    expect(passages.every((text) => count(text) <= 200)).toBe(true);
  });

  it('with the question before each passage of a long answer', () => {
    const passages = splitSections([
      { path: ['Money'], lead: 'How much?', paragraphs: [sentence('a', 120), sentence('b', 120)] },
    ]);
    expect(passages).toHaveLength(2);
    expect(passages.every(({ text, heading }) => text.startsWith('How much?\n') && heading === 'Money')).toBe(true);
  });

  it('inside a word only when no word is that long, and never inside a character', () => {
    const passages = texts([section('😀'.repeat(1_000))]);
    expect(passages.join('').replaceAll(/\s/g, '')).toBe('😀'.repeat(1_000));
    expect(passages.every((text) => text.length <= 2_000 && !/\p{Surrogate}/u.test(text))).toBe(true);
  });

  it('into 2,000 passages at most', () => {
    expect(() => splitSections(Array.from({ length: 2_001 }, () => section('x')))).toThrow(Unreadable);
  });

  it('into bounded passages that lose no word and cut none, and the same ones each time', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', 'é', 'س', 'क', '.', '!', '؟'),
      minLength: 1,
      maxLength: 30,
    });
    const paragraph = fc.array(word, { minLength: 1, maxLength: 400 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(paragraph, { maxLength: 6 }), (paragraphs) => {
        const passages = splitSections([section(...paragraphs)]);
        expect(splitSections([section(...paragraphs)])).toEqual(passages);
        const given = new Set(paragraphs.flatMap((text) => text.split(/\s+/)));
        const kept = new Set(passages.flatMap(({ text }) => text.split(/\s+/)));
        expect(kept).toEqual(given);
        for (const { text, words } of passages) {
          expect(words).toBe(count(text));
          expect(words).toBeLessThanOrEqual(200);
          expect(text.length).toBeLessThanOrEqual(2_000);
        }
      }),
      { numRuns: 60 },
    );
  });
});
