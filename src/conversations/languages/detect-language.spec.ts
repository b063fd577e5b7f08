import { isArabiziWord } from './arabizi-digits';
import { detectLanguage } from './detect-language';

describe('the language of one turn', () => {
  it.each([
    ['I am looking for a two bedroom flat', 'en'],
    ['أبحث عن شقة بغرفتين', 'ar'],
    ['मुझे एक फ्लैट चाहिए', 'hi'],
    ['शुक्रिया', 'hi'],
    ['Busco un piso, ¿cuánto cuesta?', 'es'],
    ['3ayez sha2a fel tagamo3', 'ar-Latn'],
    ['ana 3ayza a2ala men keda', 'ar-Latn'],
    ['shu el price?', 'ar-Latn'],
    ['bikam el villa', 'ar-Latn'],
    ['mesh fahem', 'ar-Latn'],
    ['momken appointment bokra', 'ar-Latn'],
    ['yaaaani maybe next month', 'ar-Latn'],
    ['mujhe 2bhk chahiye', 'hi-Latn'],
    ['kitna price hai sir', 'hi-Latn'],
    ['budget 50 lakh hai', 'hi-Latn'],
    ['ميزانيتي about 800', 'ar'],
    ['ابغى flat two bedrooms', 'ar'],
    ['ابغى شقة two bedrooms', 'ar'],
    ['stop करो', 'hi'],
    ['شغّل All Things Must Pass', 'ar'],
    ['My name is محمد علي and I want to see the flat', 'en'],
  ])('%s: %s', (text, language) => {
    expect(detectLanguage(text)).toMatchObject({ language, isCertain: true });
  });

  it.each([
    'ok',
    '42',
    '',
    '!!!',
    'Inshallah',
    'habibi',
    'Wallah!',
    'yalla yalla',
    'Ahmed Hassan',
    'B2B',
    'hai',
    '我想买房子',
  ])('%j tells nothing', (text) => {
    expect(detectLanguage(text)).toMatchObject({ language: 'en', isCertain: false });
  });

  it.each([
    'Inshallah we will sign tomorrow',
    'I know, habibi, but the price is too high',
    'yalla, send me the offer',
    'Call me at 2pm or on the 3rd, I am in unit 5b',
    'My b2b company needs 5k units in 2 weeks, 3bhk or 2br',
    'I play mp3 files on my PS5',
    'We want 7days delivery and 4x4 cars',
    'Ana is my wife, she will join us',
    'It is a la carte',
    'I need a bas relief',
    'That is a mere detail',
    'My friend Alan likes beets',
    'I wish I could',
    'covid19 made us wait',
    'We live in Hai Al Nakheel',
    'Model X3 or A4 is what I want',
  ])('%s is English', (text) => {
    expect(detectLanguage(text).language).toBe('en');
  });

  it('says which scripts occur whatever the language', () => {
    expect(detectLanguage('My name is محمد and I live in the city')).toMatchObject({
      language: 'en',
      hasArabic: true,
      hasDevanagari: false,
    });
    expect(detectLanguage('शुक्रिया')).toMatchObject({ hasArabic: false, hasDevanagari: true });
  });
});

describe('digits within words', () => {
  it.each([
    '3ayez',
    'sha2a',
    'ma7al',
    '7abibi',
    'ta3ala',
    '2albi',
    'el3arabi',
    'sab3een',
    '5alas',
    'mo6aba2a',
    '9aba7',
  ])('%s are Arabic letters', (word) => {
    expect(isArabiziWord(word)).toBe(true);
  });

  it.each([
    '1st',
    '2nd',
    '2pm',
    '7am',
    '5k',
    '3bhk',
    '2br',
    'b2b',
    'B2C',
    'h2o',
    'mp3',
    '5min',
    '7days',
    'covid19',
    'A3B',
    'PS5',
    '3d',
    '5g',
    '2025',
    'x',
    '3x',
  ])('%s are not', (word) => {
    expect(isArabiziWord(word)).toBe(false);
  });
});
