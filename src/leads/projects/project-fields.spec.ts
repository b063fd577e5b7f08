import { readKeywords, readName } from './project-fields';

describe('project fields', () => {
  it('cleans a name', () => {
    expect(readName('input.name', '  Marina \n Heights ')).toBe('Marina Heights');
  });

  it.each(['', ' \t ', 'x'.repeat(201)])('refuses the name %j', (name) => {
    expect(() => readName('input.name', name)).toThrow(/^input\.name: /);
  });

  it('keeps each keyword once', () => {
    expect(readKeywords('input.keywords', [' Villa', 'pool', 'VILLA'])).toEqual(['VILLA', 'pool']);
  });

  it.each([[['']], [['x'.repeat(101)]], [Array.from({ length: 101 }, (_, i) => `k${i}`)]])(
    'refuses bad keywords',
    (words) => {
      expect(() => readKeywords('input.keywords', words)).toThrow(/^input\.keywords: /);
    },
  );
});
