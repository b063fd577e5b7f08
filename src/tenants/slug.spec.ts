import { assert, property, string } from 'fast-check';
import { SLUG, slugOf } from './slug';

describe('slugOf', () => {
  it.each([
    ['Acme Homes', 'acme-homes'],
    ['  Café & Söhne GmbH. ', 'cafe-sohne-gmbh'],
    ['شركة', 'company'],
    ['--', 'company'],
    ['42', '42'],
  ])('%j becomes %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('is always a slug with room for a suffix', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 300 }), (name) => {
        const slug = slugOf(name);
        expect(slug).toMatch(SLUG);
        expect(`${slug}-123456`).toMatch(SLUG);
      }),
    );
  });
});
