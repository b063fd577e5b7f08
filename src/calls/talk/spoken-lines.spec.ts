import { isOptOut } from '../../compliance/opt-out-words';
import { linesIn, OPT_OUT_KEY } from './spoken-lines';

describe('linesIn', () => {
  it.each(['en-US', 'ar-AE', 'hi-IN', 'es-US'])('has every sentence in %s, and names the company', (tag) => {
    const { disclosure, ...lines } = linesIn(tag);
    expect(disclosure('Acme Homes')).toContain('Acme Homes');
    for (const line of Object.values(lines)) expect(line).toMatch(/[.?؟।]$/u);
  });

  it.each(['en-US', 'ar-AE', 'hi-IN', 'es-US'])(
    'offers in %s a key and a word that are obeyed, in a few seconds',
    (tag) => {
      const { optOutOffer } = linesIn(tag);
      expect(optOutOffer).toContain(OPT_OUT_KEY);
      expect(isOptOut(optOutOffer.split(' ').at(-1) ?? '')).toBe(true);
      expect(optOutOffer.length).toBeLessThanOrEqual(60);
    },
  );

  it('has different sentences per language', () => {
    expect(new Set(['en', 'ar', 'hi', 'es'].map((tag) => linesIn(tag).goodbye)).size).toBe(4);
  });
});
