import { languageOf, spokenLanguageOf, voiceFor } from './languages';

describe('languageOf', () => {
  it.each([
    ['I am looking for a flat', 'en-US', 'en-US', 'en-US'],
    ['أبحث عن شقة', 'en-US', 'en-US', 'ar-AE'],
    ['أبحث عن شقة', 'en-US', 'ar-EG', 'ar-EG'],
    ['أبحث عن شقة', 'ar-SA', 'en-US', 'ar-SA'],
    ['मुझे एक फ्लैट चाहिए', 'en-IN', 'en-IN', 'hi-IN'],
    ['मुझे एक फ्लैट चाहिए', 'hi-IN', 'en-IN', 'hi-IN'],
    ['Quisiera un piso', 'es-US', 'es-US', 'es-US'],
    ['Can we speak English please', 'ar-AE', 'en-GB', 'en-GB'],
    ['Can we speak English please', 'ar-AE', 'ar-AE', 'en-US'],
    ['OK', 'ar-AE', 'en-US', 'ar-AE'],
    ['42', 'ar-AE', 'en-US', 'ar-AE'],
    ['', 'hi-IN', 'en-US', 'hi-IN'],
    ['我想买房子', 'en-US', 'en-US', 'en-US'],
    ['ميزانيتي about 800', 'en-US', 'en-US', 'ar-AE'],
  ])('%p after %s, with an agent of %s, is %s', (text, current, own, expected) => {
    expect(languageOf(text, current, own)).toBe(expected);
  });
});

describe('voiceFor', () => {
  const own = { language: 'en-US', voice: 'Polly.Matthew-Neural' };

  it('is the agent’s own in its language, whatever the region', () => {
    expect(voiceFor('en-US', own)).toBe('Polly.Matthew-Neural');
    expect(voiceFor('en-GB', own)).toBe('Polly.Matthew-Neural');
  });

  it.each([
    ['ar-AE', 'Polly.Hala-Neural'],
    ['hi-IN', 'Polly.Kajal-Neural'],
    ['es-US', 'Polly.Lupe-Neural'],
  ])('is one of %s otherwise', (language, voice) => {
    expect(voiceFor(language, own)).toBe(voice);
  });
});

describe('spokenLanguageOf', () => {
  it.each([
    ['en-GB', 'en'],
    ['ar-EG', 'ar'],
    ['arb', 'ar'],
    ['hi-IN', 'hi'],
    ['es-MX', 'es'],
    ['fr-FR', 'en'],
  ])('%s has the sentences of %s', (tag, language) => {
    expect(spokenLanguageOf(tag)).toBe(language);
  });
});
