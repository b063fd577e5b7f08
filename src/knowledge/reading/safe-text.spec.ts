import * as fc from 'fast-check';
import { decodeText } from './decode-text';
import { safeLine, safeText } from './safe-text';
import { Unreadable } from './unreadable';

describe('safe text', () => {
  it.each([
    ['plain text\n', 'plain text\n'],
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['bell\u0007 and escape\u001b[31m', 'bell  and escape [31m'],
    ['\u202Eevil\u202C \u2066x\u2069 \u200Fي', 'evil x ي'],
    ['zero\u200Bwidth\uFEFF soft\u00ADhyphen', 'zerowidth softhyphen'],
    ['hidden\u{E0049}\u{E0047} tags', 'hidden tags'],
    ['क्\u200Dष and می\u200Cخواهم', 'क्\u200Dष and می\u200Cخواهم'],
    ['\uFEB3\uFECC\uFEAE', 'سعر'],
    ['half \uD800 a character', 'half \uFFFD a character'],
    ['e\u0301', 'é'],
  ])('of %j', (text, safe) => {
    expect(safeText(text)).toBe(safe);
  });

  it('holds nothing that controls, turns or hides, whatever came, and is safe the second time too', () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0x9f }),
      fc.integer({ min: 0x2000, max: 0x2070 }),
      fc.integer({ min: 0, max: 0xffff }),
    );
    fc.assert(
      fc.property(fc.array(unit), (codes) => {
        const safe = safeText(String.fromCharCode(...codes));
        expect(safe).not.toMatch(
          /(?![\t\n])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\ufeff]|\p{Surrogate}/u,
        );
        expect(safeText(safe)).toBe(safe);
      }),
    );
  });

  it('on one line has no breaks', () => {
    expect(safeLine(' a\n\tb\u00a0 c ')).toBe('a b c');
  });
});

describe('bytes as text', () => {
  const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

  it('are UTF-8, or UTF-16 that says so', () => {
    expect(decodeText(Buffer.from('\uFEFFسعر'))).toBe('سعر');
    expect(decodeText(utf16('سعر'))).toBe('سعر');
    expect(decodeText(utf16('سعر').swap16())).toBe('سعر');
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['Windows-1256', Buffer.from([0xd3, 0xda, 0xd1]), /not UTF-8/],
    ['UTF-16 without its mark', Buffer.from('price', 'utf16le'), /NUL/],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0]), /NUL/],
    ['a PDF', Buffer.from('%PDF-1.7\n'), /is a PDF; give the kind PDF/],
    ['a Word file', Buffer.from('PK\u0003\u0004'), /ZIP archive or an Office file/],
    ['gzip', Buffer.from([0x1f, 0x8b, 8]), /gzip/],
  ])('are refused when they are %s', (_, bytes, reason) => {
    expect(() => decodeText(bytes)).toThrow(Unreadable);
    expect(() => decodeText(bytes)).toThrow(reason);
  });
});
