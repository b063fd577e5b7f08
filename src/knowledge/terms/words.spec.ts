import * as fc from 'fast-check';
import { foldedWords, wordsOf, writingOf } from './words';

describe('words', () => {
  it.each([
    ['The PRICE of Café Müller', ['the', 'price', 'of', 'cafe', 'muller']],
    ["Don't touch the owner's car", ['dont', 'touch', 'the', 'owner', 'car']],
    ['AED 1,450,000 or 14,50,000', ['aed', '1450000', 'or', '1450000']],
    ['٨٠٠ ألف', ['800', 'الف']],
    ['६,१०,००० दिरहम', ['610000', 'दिरहम']],
    ['الشَّقَّةُ وإستوديو', ['الشقه', 'واستوديو']],
    ['عربـــــي مبنى علی', ['عربي', 'مبني', 'علي']],
    ['मंज़िल फ़ोन', ['मंजिल', 'फोन']],
    ['wi-fi, 24/7; 2br', ['wi', 'fi', '24', '7', '2br']],
    ['فيلاPalm', ['فيلا', 'palm']],
    ['３６０ ﬁt', ['360', 'fit']],
    ['', []],
    ['?! … —', []],
  ])('of %j', (text, words) => {
    expect(foldedWords(text)).toEqual(words);
  });

  it('know their writing', () => {
    expect(wordsOf('Palm سعر कीमत 房子 42').map(({ script }) => script)).toEqual([
      'LATIN',
      'ARABIC',
      'DEVANAGARI',
      'OTHER',
      'LATIN',
    ]);
    expect(writingOf('الفيلا Palm Grove هنا في دبي 12 34 56 78')).toBe('ARABIC');
    expect(writingOf('12 34')).toBe('LATIN');
  });

  it('are never longer than an index entry may be, and take time in proportion to the text', () => {
    const begun = performance.now();
    const words = wordsOf(
      `${'a'.repeat(500_000)} ${"'".repeat(200_000)} ${'1,'.repeat(200_000)} ${'\u0301'.repeat(100_000)}`,
    );
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(words.filter(({ text }) => text.length > 40)).toEqual([]);
  });

  it('are the same whatever the case and the form of the characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'É', 'ß', 'ة', 'أ', 'क', '٣', ' ', ',', "'", '\u0651') }),
        (text) => {
          expect(foldedWords(text.normalize('NFD'))).toEqual(foldedWords(text.normalize('NFC')));
        },
      ),
    );
  });
});
