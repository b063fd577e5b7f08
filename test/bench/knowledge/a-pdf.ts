import { PDFDocument, type PDFFont, StandardFonts } from 'pdf-lib';

const MARGIN = 60;
const WIDTH = 480;
const [TEXT, HEADING] = [11, 17];

/** A PDF of text in Latin letters: lines that begin with "# " are set as headings, others wrapped, a blank line between paragraphs. */
export async function pdfOf(text: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  let page = pdf.addPage();
  let y = page.getHeight() - MARGIN;
  const write = (line: string, size: number): void => {
    if (y < MARGIN) {
      page = pdf.addPage();
      y = page.getHeight() - MARGIN;
    }
    page.drawText(line, { x: MARGIN, y, size, font });
    y -= size * 1.3;
  };
  for (const paragraph of text.split('\n').filter((line) => line.trim() !== '')) {
    const size = paragraph.startsWith('# ') ? HEADING : TEXT;
    for (const line of wrapped(paragraph.replace(/^# /, ''), font, size)) write(line, size);
    y -= TEXT;
  }
  return pdf.save();
}

function wrapped(text: string, font: PDFFont, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (font.widthOfTextAtSize(longer, size) <= WIDTH) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].filter((one) => one !== '');
}
