import { linesIn } from './spoken-lines';

describe('linesIn', () => {
  it.each(['en-US', 'ar-AE', 'hi-IN', 'es-US'])('has every sentence in %s, and names the company', (tag) => {
    const { machine, ...lines } = linesIn(tag);
    expect(machine('Acme Homes')).toContain('Acme Homes');
    for (const line of Object.values(lines)) expect(line).toMatch(/[.?؟।]$/u);
  });

  it('has different sentences per language', () => {
    expect(new Set(['en', 'ar', 'hi', 'es'].map((tag) => linesIn(tag).goodbye)).size).toBe(4);
  });
});
