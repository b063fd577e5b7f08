import { openText, sealingKey, sealText } from './sealed-text';

const key = sealingKey('a secret of the installation', 'tests');

describe('sealed text', () => {
  it('opens where it was sealed, and shows nothing', () => {
    const sealed = sealText(key, 'whsec_سر', 'tenant|table|id|secret');
    expect(openText(key, sealed, 'tenant|table|id|secret')).toBe('whsec_سر');
    expect(Buffer.from(sealed, 'base64url').toString()).not.toContain('whsec');
    expect(sealText(key, 'whsec_سر', 'tenant|table|id|secret')).not.toBe(sealed);
  });

  it.each([
    ['in another row', key, 'tenant|table|other|secret', (sealed: string) => sealed],
    [
      'with the key of another purpose',
      sealingKey('a secret of the installation', 'x'),
      'p',
      (sealed: string) => sealed,
    ],
    ['changed', key, 'p', (sealed: string) => `${sealed.slice(0, -2)}AA`],
    ['cut', key, 'p', (sealed: string) => sealed.slice(0, 10)],
  ])('does not open %s', (_, other, place, change) => {
    const sealed = sealText(key, 'a longer secret text', 'p');
    expect(() => openText(other, change(sealed), place)).toThrow();
  });
});
