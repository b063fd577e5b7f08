import { createHash } from 'node:crypto';
import { CsvText } from './csv-text';

function textOf(bytes: Buffer, step = bytes.length): string {
  const text = new CsvText();
  let out = '';
  for (let at = 0; at < bytes.length; at += step) out += text.push(bytes.subarray(at, at + step));
  return out + text.end();
}

describe('CsvText', () => {
  const sample = 'name,phone\nZoë 😀,+14155550123\n';

  it.each([1, 2, 3, 5, 1_000])('decodes UTF-8 that arrives %i bytes at a time', (step) => {
    expect(textOf(Buffer.from(sample), step)).toBe(sample);
  });

  it.each([1, 2, 7])('leaves out a byte order mark, %i bytes at a time', (step) => {
    expect(textOf(Buffer.from(`\ufeff${sample}`), step)).toBe(sample);
  });

  it('counts and hashes what was read', () => {
    const text = new CsvText();
    text.push(Buffer.from('ab'));
    text.push(Buffer.from('cdef'));
    text.end();
    expect(text.bytesRead).toBe(6);
    expect(text.digest().equals(createHash('sha256').update('abcdef').digest())).toBe(true);
  });

  it.each([
    ['latin-1', Buffer.from('name,phone\nZo\xeb,1\n', 'latin1'), /not UTF-8/],
    ['half a character at the end', Buffer.from('name\nZo\xc3', 'latin1'), /not UTF-8/],
    ['UTF-16', Buffer.from(`\ufeff${sample}`, 'utf16le'), /UTF-16/],
    ['an xlsx workbook', Buffer.from('PK\x03\x04rest of it', 'latin1'), /spreadsheet or ZIP/],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]), /gzip/],
    ['NUL bytes', Buffer.from('name,ph\0one\n'), /NUL/],
  ])('refuses %s', (_kind, bytes, message) => {
    expect(() => textOf(bytes)).toThrow(message);
    expect(() => textOf(bytes, 1)).toThrow(message);
  });

  it('reads nothing from nothing', () => {
    expect(textOf(Buffer.alloc(0))).toBe('');
  });
});
