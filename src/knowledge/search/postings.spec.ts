import type { Stemming } from '../terms/terms';
import { postingsOf, stemKey } from './postings';

/** A stemmer that takes off an s and knows one word that says nothing. */
const stems = async (words: readonly Stemming[]): Promise<Map<string, string | null>> =>
  new Map(words.map((one) => [stemKey(one), one.word === 'the' ? null : one.word.replace(/s$/, '')]));

const draft = (text: string, heading = '') => ({ heading, text, words: text.split(' ').length });

/** How many passages a piece of work looks at between two turns of the event loop, at most, and how many in all. */
async function passagesInATurn(
  work: (passages: readonly ReturnType<typeof draft>[]) => Promise<unknown>,
): Promise<{ most: number; all: number }> {
  const looks = { inTurn: 0, most: 0, all: 0 };
  const look = (): void => {
    looks.inTurn += 1;
    looks.all += 1;
    looks.most = Math.max(looks.most, looks.inTurn);
  };
  const passages = Array.from({ length: 2_000 }, (_, n) => ({
    heading: '',
    get text() {
      look();
      return `passage ${n} of many`;
    },
    get words() {
      look();
      return 4;
    },
  }));
  let turn = setImmediate(function next() {
    looks.inTurn = 0;
    turn = setImmediate(next);
  });
  await work(passages).finally(() => clearImmediate(turn));
  return looks;
}

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

  it('of 2,000 passages leaves the process to others all the while', async () => {
    const { most, all } = await passagesInATurn((passages) => postingsOf('Handbook', passages, stems));
    expect(most).toBeLessThanOrEqual(20);
    // Each is looked at twice: for its words, and for how much they count in it.
    expect(all).toBe(4_000);
  });
});
