import { conceptOf } from './concepts';
import { isCommonWord } from './common-words';
import { lightArabic } from './light-arabic';
import { isRomanised } from './question-words';
import { soundOf } from './sound';
import { askedQuestion, termsOf } from './terms';
import { foldedWords, type Word, wordsOf } from './words';

function word(text: string): Word {
  const [first] = wordsOf(text);
  if (!first) throw new Error('no word');
  return first;
}

describe('an Arabic word without article and endings', () => {
  it.each([
    ['الضمان', 'ضم'],
    ['ضمان', 'ضم'],
    ['بالتقسيط', 'تقسيط'],
    ['والأسعار', 'اسعار'],
    ['خدمات', 'خدم'],
    ['خدمة', 'خدم'],
    ['خدماتكم', 'خدم'],
    ['للبيع', 'بيع'],
    ['واحد', 'واحد'],
    ['ال', 'ال'],
  ])('%s', (text, stem) => {
    expect(lightArabic(word(text).text)).toBe(stem);
  });
});

describe('a word sounds the same', () => {
  it.each([
    ['سعر', 'se3r'],
    ['سعر', 'si3r'],
    ['أسعار', 'سعر'],
    ['شقة', 'shaqqah'],
    ['تقسيط', 'taqseet'],
    ['التقسيط', 'eltaqsit'],
    ['कीमत', 'keemat'],
    ['कीमतें', 'kimat'],
    ['किस्त', 'kist'],
    ['भुगतान', 'bhugtan'],
  ])('as %s and as %s', (one, other) => {
    expect(soundOf(word(one))).toBe(soundOf(word(other)));
  });

  it('unless it is too short to tell, or in no writing that is heard', () => {
    expect(soundOf(word('ما'))).toBeNull();
    expect(soundOf(word('房子'))).toBeNull();
    expect(soundOf(word('42'))).toBeNull();
  });
});

describe('terms', () => {
  it('have the dictionary of their writing, and a sound only where Latin letters may ask for them', () => {
    expect(termsOf(word('Apartments'))).toEqual({
      word: 'apartments',
      dictionary: 'english_stem',
      sound: null,
      concept: '#flat',
    });
    expect(termsOf(word('الشقة'))).toMatchObject({
      word: 'شق',
      dictionary: 'arabic_stem',
      sound: '~ck',
      concept: '#flat',
    });
    expect(termsOf(word('कमरा'))).toMatchObject({ dictionary: 'hindi_stem', concept: '#bedroom' });
    expect(termsOf(word('房子'))).toMatchObject({ dictionary: 'simple', sound: null, concept: null });
  });

  it('of one meaning are one in four languages', () => {
    for (const price of ['cost', 'أسعار', 'كم سعر'.split(' ')[1] ?? '', 'कीमत', 'kimat', 'as3ar'])
      expect(conceptOf(word(price))).toBe('price');
    expect(conceptOf(word('helicopter'))).toBeNull();
  });

  it('count less for everyday words, in any form of theirs', () => {
    for (const common of ['kids', 'keeping', 'tried', 'allowed', 'مسموح'])
      expect(isCommonWord(word(common))).toBe(true);
    for (const rare of ['helicopter', 'mosque', 'escrow', 'مسبح']) expect(isCommonWord(word(rare))).toBe(false);
  });
});

describe('a question', () => {
  const texts = (question: string): string[] => askedQuestion(question).words.map(({ text }) => text);

  it('is about what is left without the words around it', () => {
    expect(texts('Hi, could you please tell me how much a two bedroom flat is?')).toEqual([
      'price',
      'two',
      'bedroom',
      'flat',
    ]);
    expect(texts('هل يوجد لديكم مسبح؟')).toEqual(['مسبح']);
    expect(texts('क्या मुझे लोन मिल सकता है?')).toEqual(['लोन']);
    expect(texts('Who are you and what do you want?')).toEqual([]);
    expect(texts('؟!')).toEqual([]);
  });

  it('asks for one meaning once, and for 24 words at most', () => {
    expect(texts('price cost fee charges سعر')).toEqual(['price']);
    expect(texts(Array.from({ length: 60 }, (_, n) => `word${n}x`).join(' '))).toHaveLength(24);
  });

  it('in Latin letters is heard only when it is not English', () => {
    const sounds = (question: string): (string | null)[] => askedQuestion(question).words.map(({ sound }) => sound);
    expect(sounds('3andkom taqseet?')).toEqual([null, '~tkst'].slice(-sounds('3andkom taqseet?').length));
    expect(sounds('Do you have a taqseet plan?').every((sound) => sound === null)).toBe(true);
  });

  it.each([
    ['kam se3r el sha22a', true],
    ['flat ki kimat kya hai', true],
    ['I have 2br and 4bed flats in mind, b2b, on the 3rd', false],
    ['How do I cancel my order', false],
  ])('%j is Arabic or Hindi in Latin letters: %s', (question, expected) => {
    expect(isRomanised(foldedWords(question))).toBe(expected);
  });

  it('takes time in proportion to its length', () => {
    const begun = performance.now();
    askedQuestion(`how much ${'where is '.repeat(20_000)} ${'a3'.repeat(50_000)}`);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});
