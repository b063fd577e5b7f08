import { offersWayOut } from '../../conversations/texts/text-wording';
import { textBackWords } from './text-back-words';

describe('textBackWords', () => {
  it.each([
    [undefined, 'en'],
    ['en-US', 'en'],
    ['ar-AE', 'ar'],
    ['HI', 'hi'],
    ['es-MX', 'es'],
    ['de-DE', 'en'],
  ])('of %s are in %s', (tag, language) => {
    expect(textBackWords(tag).language).toBe(language);
  });

  it.each(['en', 'es', 'ar', 'hi'])('leave the way out to what sends them, in %s', (tag) => {
    expect(offersWayOut(textBackWords(tag).text)).toBe(false);
  });
});
