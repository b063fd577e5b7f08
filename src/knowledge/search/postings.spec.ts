import type { Stemming } from '../terms/terms';
import { postingsOf, stemKey } from './postings';

/** A stemmer that takes off an s and knows one word that says nothing. */
const stems = async (words: readonly Stemming[]): Promise<Map<string, string | null>> =>
  new Map(words.map((one) => [stemKey(one), one.word === 'the' ? null : one.word.replace(/s$/, '')]));

const draft = (text: string, heading = '') => ({ heading, text, words: text.split(' ').length });

describe('the index of a document', () => {
  it('has a row for each term, with the passages that have it', async () => {
    const rows = await postingsOf('', [draft('the red mosque'), draft('mosques')], stems);
    expect(rows.map(({ term, ordinals }) => [term, ordinals])).toEqual([
      ['red', [0]],
      ['mosque', [0, 1]],
    ]);
  });

  it('counts a word more in a heading than in the text, more when it is repeated, and more in a short passage', async () => {
    const impact = async (...passages: ReturnType<typeof draft>[]): Promise<number> => {
      const rows = await postingsOf('', passages, stems);
      return rows.find(({ term }) => term === 'mosque')?.impacts[0] ?? 0;
    };
    const once = await impact(draft('mosque'));
    expect(await impact(draft('x', 'mosque'))).toBeGreaterThan(once);
    expect(await impact(draft('mosque mosque'))).toBeGreaterThan(once);
    expect(await impact(draft(`mosque ${'x '.repeat(150)}`.trim()))).toBeLessThan(once);
    expect(await impact(draft('mosque '.repeat(500).trim()))).toBeLessThan(2_200);
  });

  it('finds every passage by the title of its document', async () => {
    const rows = await postingsOf('Brochure', [draft('a'), draft('b')], stems);
    expect(rows.find(({ term }) => term === 'brochure')?.ordinals).toEqual([0, 1]);
  });

  it('has meanings and sounds beside the stems, once for each passage', async () => {
    const rows = await postingsOf('', [draft('price cost أسعار')], stems);
    expect(rows.map(({ term }) => term).sort()).toEqual(['#price', 'cost', 'price', '~s3r', 'اسعار'].sort());
  });
});
