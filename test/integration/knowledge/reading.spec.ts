import { deflateSync } from 'node:zlib';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { DocumentReader } from '../../../src/knowledge/reading/document-reader.service';
import { Unreadable } from '../../../src/knowledge/reading/unreadable';
import { pdfOf } from '../../bench/knowledge/a-pdf';

/** Documents as they come from outside, read in threads of their own. */
const reader = new DocumentReader();

/** A PDF of one page with this content stream, by hand. */
function rawPdf(stream: Buffer, { filter = '', trailer = '' } = {}): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    null,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = Buffer.from('%PDF-1.4\n', 'latin1');
  const offsets: number[] = [];
  for (const [at, object] of objects.entries()) {
    offsets.push(body.length);
    const content = object ?? `<< /Length ${stream.length} ${filter} >>\nstream\n`;
    body = Buffer.concat([
      body,
      Buffer.from(`${at + 1} 0 obj\n${content}`, 'latin1'),
      ...(object === null ? [stream, Buffer.from('\nendstream', 'latin1')] : []),
      Buffer.from('\nendobj\n', 'latin1'),
    ]);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 6\n0000000000 65535 f \n${table}trailer\n<< /Size 6 /Root 1 0 R ${trailer} >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.concat([body, Buffer.from(end, 'latin1')]);
}

const WORDS = Buffer.from('BT /F1 12 Tf 50 700 Td (Hello from the page) Tj ET');

describe('a PDF', () => {
  it('is read under its headings', async () => {
    const bytes = await pdfOf('# Cooling\nDistrict cooling is billed by meter.\n# Parking\nOne covered space.');
    expect(await reader.read('PDF', bytes)).toEqual([
      { heading: 'Cooling', text: 'District cooling is billed by meter.', words: 6 },
      { heading: 'Parking', text: 'One covered space.', words: 3 },
    ]);
  });

  it('made by hand is read too, with compressed streams', async () => {
    for (const pdf of [rawPdf(WORDS), rawPdf(deflateSync(WORDS), { filter: '/Filter /FlateDecode' })])
      expect(await reader.read('PDF', pdf)).toEqual([{ heading: '', text: 'Hello from the page', words: 4 }]);
  });

  async function blank(pages: number): Promise<Uint8Array> {
    const pdf = await PDFDocument.create();
    for (let page = 0; page < pages; page += 1) pdf.addPage().drawRectangle({ width: 10, height: 10 });
    return pdf.save();
  }

  const key = `<${'00'.repeat(32)}>`;
  it.each<[string, () => Promise<Uint8Array> | Uint8Array, RegExp]>([
    ['is none', () => Buffer.from('just words'), /^is not a PDF/],
    ['begins as one and is none', () => Buffer.from('%PDF-1.7\nrubbish'), /^is broken/],
    ['is cut off', async () => (await pdfOf('Some words.')).subarray(0, 300), /^is broken/],
    [
      'has a password',
      () =>
        rawPdf(WORDS, {
          trailer: `/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >>`,
        }),
      /^is locked by a password/,
    ],
    ['holds pictures only', () => blank(2), /^holds no text, only pictures/],
    ['has 301 pages', () => blank(301), /^has 301 pages; 300 can be read/],
  ])('that %s is refused', async (_, bytes, reason) => {
    const reading = reader.read('PDF', await bytes());
    await expect(reading).rejects.toThrow(Unreadable);
    await expect(reading).rejects.toThrow(reason);
  });

  it('that unfolds to gigabytes is given up, and what it took is given back', async () => {
    // 700 kilobytes of zlib's best become 700 megabytes of operators.
    const operators = Buffer.alloc(700 * 2 ** 20, 'q Q ');
    const bomb = rawPdf(deflateSync(operators), { filter: '/Filter /FlateDecode' });
    expect(bomb.length).toBeLessThan(2 * 2 ** 20);
    await expect(reader.read('PDF', bomb, { growthMb: 200 })).rejects.toThrow(/too long or too much memory/);
    expect(await reader.read('TEXT', Buffer.from('still here'))).toHaveLength(1);
  });
});

describe('any document', () => {
  it('that takes too long is given up', async () => {
    await expect(reader.read('TEXT', Buffer.from('words'), { ms: 1 })).rejects.toThrow(/takes too long/);
    expect(await reader.read('TEXT', Buffer.from('words'))).toHaveLength(1);
  });

  it.each<['TEXT' | 'MARKDOWN' | 'HTML' | 'FAQ_CSV', string]>([
    ['TEXT', ' \n\n '],
    ['MARKDOWN', '# Only a heading\n'],
    ['HTML', '<script>alert(1)</script>'],
  ])('of the kind %s without text is refused', async (kind, text) => {
    await expect(reader.read(kind, Buffer.from(text))).rejects.toThrow(/^holds no text/);
  });

  it('of 2 MB in one word, or in a million short ones, is cut or refused and harms nobody', async () => {
    const passages = await reader.read('TEXT', Buffer.alloc(2 * 2 ** 20, 'x'));
    expect(passages.every(({ text }) => text.length <= 2_000)).toBe(true);
    await expect(reader.read('TEXT', Buffer.alloc(2 * 2 ** 20, 'x '))).rejects.toThrow(/more than 2000 passages/);
  });

  it('waits for its turn when several come at once', async () => {
    const texts = Array.from({ length: 5 }, (_, n) => `document ${n}`);
    const read = await Promise.all(texts.map((text) => reader.read('TEXT', Buffer.from(text))));
    expect(read.map(([first]) => first?.text)).toEqual(texts);
  });

  it('with letters of a font PDF viewers bring along is read', async () => {
    const pdf = await PDFDocument.create();
    pdf.addPage().drawText('Dépôt à Zürich', { font: await pdf.embedFont(StandardFonts.TimesRoman) });
    expect(await reader.read('PDF', await pdf.save())).toEqual([{ heading: '', text: 'Dépôt à Zürich', words: 3 }]);
  });
});
