import { askedForScript, firstLanguage, type LanguageState, nextLanguage } from './next-language';
import { requestedLanguage } from './requested-language';

const after = (state: LanguageState, ...turns: string[]): LanguageState => turns.reduce(nextLanguage, state);
const english = after(firstLanguage('en-US'), 'I am looking for a flat');

describe('the language of a conversation', () => {
  it.each([
    ['en-US', 'en'],
    ['ar-EG', 'ar'],
    ['hi-IN', 'hi'],
    ['es-MX', 'es'],
    ['fr-FR', 'en'],
  ])('begins with that of an agent of %s', (tag, reply) => {
    expect(firstLanguage(tag)).toMatchObject({ reply, spoken: null });
  });

  it('is that of the first words that tell', () => {
    expect(after(firstLanguage('en'), 'ok', 'أبحث عن شقة').reply).toBe('ar');
    expect(after(firstLanguage('en'), 'mujhe flat chahiye').reply).toBe('hi-Latn');
  });

  it('changes with the second turn running in another', () => {
    expect(after(english, 'شكرا جزيلا').reply).toBe('en');
    expect(after(english, 'شكرا جزيلا', 'أريد شقة').reply).toBe('ar');
    expect(after(english, 'شكرا جزيلا', 'I want a flat', 'أريد شقة').reply).toBe('en');
  });

  it('is not moved by what tells nothing', () => {
    expect(after(english, 'شكرا جزيلا', 'ok', '42', 'أريد شقة').reply).toBe('ar');
    expect(after(english, 'inshallah', 'habibi', 'yalla')).toEqual(english);
  });

  it.each(['¿Cuál es el precio de la casa?', 'El precio de la casa por favor', 'Ya vi la casa', 'La Mer, Al Wasl'])(
    'stays Spanish with an agent of it: %s',
    (turn) => {
      expect(after(firstLanguage('es'), turn).reply).toBe('es');
      expect(after(firstLanguage('es'), 'Hola, busco piso', turn, turn).reply).toBe('es');
    },
  );

  it('changes at once when it is asked for, and stays until two turns say otherwise', () => {
    const arabic = after(english, 'Arabic please');
    expect(arabic.reply).toBe('ar');
    expect(after(arabic, 'I want a flat').reply).toBe('ar');
    expect(after(arabic, 'أريد شقة', 'في دبي').reply).toBe('ar');
    expect(after(arabic, 'I want a flat', 'Where is the office?').reply).toBe('en');
  });
});

describe('Arabic in Latin letters', () => {
  const arabizi = after(firstLanguage('en'), '3ayez sha2a');

  it('is answered in Arabic letters, and asked about once', () => {
    expect(arabizi).toMatchObject({ spoken: 'ar-Latn', reply: 'ar', script: 'DUE' });
    expect(askedForScript(arabizi).script).toBe('ASKED');
    expect(askedForScript(english)).toEqual(english);
  });

  it('is answered in Latin letters when the lead goes on in them after the question', () => {
    expect(after(arabizi, 'fel tagamo3').reply).toBe('ar');
    expect(after(askedForScript(arabizi), 'mesh fahem')).toMatchObject({ reply: 'ar-Latn', script: 'LATIN' });
    expect(after(askedForScript(arabizi), 'أريد شقة', 'في القاهرة')).toMatchObject({ reply: 'ar', script: 'ARABIC' });
  });

  it('is answered in Arabic letters whoever asked for Arabic', () => {
    expect(after(firstLanguage('en'), 'arabic please', '3ayez sha2a', 'fel tagamo3').reply).toBe('ar');
  });

  it.each([
    'اللاتينية',
    'لاتيني لو سمحت',
    'بالفرانكو',
    'باللاتيني أسهل لي',
    'عربيزي',
    'فرانكو عربي',
    'عربي بحروف لاتينية',
    'بالحروف الإنجليزية',
    'لاتيني، مش عربي',
    'مش عربي',
    'لا، لاتيني',
    'Latin please',
    'franco',
    'Franco arabic',
    'Arabic in Latin letters',
    'not Arabic',
  ])('is answered in Latin letters for whoever says so when asked: %s', (answer) => {
    const answered = after(askedForScript(arabizi), answer);
    expect(answered).toMatchObject({ spoken: 'ar-Latn', reply: 'ar-Latn', script: 'LATIN' });
    expect(after(answered, '3ayez a3raf el se3r')).toMatchObject({ reply: 'ar-Latn', script: 'LATIN' });
  });

  it.each(['العربية', 'عربي', 'بالعربي لو سمحت', 'الحروف العربية', 'Arabic', 'arabic letters', '3arabi', 'مش لاتيني'])(
    'is answered in Arabic letters for whoever says so when asked: %s',
    (answer) => {
      const answered = after(askedForScript(arabizi), answer);
      expect(answered).toMatchObject({ reply: 'ar', script: 'ARABIC' });
      expect(after(answered, '3ayez sha2a', 'bikam el sha2a').reply).toBe('ar');
    },
  );

  it.each([
    ['English please', 'en'],
    ["I don't speak Arabic", 'ar'],
    ['Please send me the contract in Arabic and the floor plan', 'ar'],
    ['Latina Towers?', 'ar'],
  ])('is not told by %j', (answer, reply) => {
    expect(after(askedForScript(arabizi), answer)).toMatchObject({ reply, script: 'ASKED' });
  });

  it('is not what a word is about before the question, or in another language', () => {
    expect(after(arabizi, 'اللاتينية').script).toBe('DUE');
    const moved = after(askedForScript(arabizi), 'I want a flat', 'What is the price?');
    expect(after(moved, 'Is the contract in Arabic?')).toMatchObject({ reply: 'en', script: 'ASKED' });
  });

  it('is not asked about again', () => {
    const later = after(
      askedForScript(arabizi),
      'Sorry, I was asleep',
      'What is the price?',
      '3ayez sha2a',
      'bikam el sha2a',
    );
    expect(later).toMatchObject({ spoken: 'ar-Latn', reply: 'ar', script: 'ASKED' });
  });
});

describe('asking for a language', () => {
  it.each([
    ['arabic please', 'ar'],
    ['Arabic', 'ar'],
    ['عربي', 'ar'],
    ['بالعربي لو سمحت', 'ar'],
    ['ممكن نتكلم عربي؟', 'ar'],
    ['تكلم بالعربية', 'ar'],
    ['khallina nehki 3arabi', 'ar'],
    ['Can you speak Arabic?', 'ar'],
    ['Sorry, could we switch to English?', 'en'],
    ['English please.', 'en'],
    ['Hello. In English please', 'en'],
    ['انجليزي من فضلك', 'en'],
    ['hindi mein baat karo', 'hi'],
    ['Kya aap hindi mein baat kar sakte hain?', 'hi'],
    ['हिंदी में बात करो', 'hi'],
    ["I'd prefer Hindi", 'hi'],
    ['reply in Hindi', 'hi'],
    ['do you speak Spanish', 'es'],
    ['español por favor', 'es'],
  ])('%s', (text, language) => {
    expect(requestedLanguage(text)).toBe(language);
  });

  it.each([
    "I don't speak Arabic",
    'My wife speaks Hindi',
    'I teach English at a school',
    'Is the contract in Arabic?',
    'I am looking for an English school nearby',
    'not english',
    'أنا لا أتكلم انجليزي',
    'hello',
    '',
    'The Spanish villa please',
  ])('not: %s', (text) => {
    expect(requestedLanguage(text)).toBeNull();
  });
});
