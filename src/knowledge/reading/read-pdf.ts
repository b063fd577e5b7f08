import { getDocumentProxy } from 'unpdf';
import { MAX_PDF_PAGES } from '../knowledge-limits';
import { type PdfLine, sectionsOfPages } from './pdf-lines';
import { safeText } from './safe-text';
import type { Section } from './section';
import { Unreadable } from './unreadable';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** Lines of a document: some 2,000 passages hold no more. */
const MOST_CHARACTERS = 4 * 1_024 ** 2;

/** The text of a PDF in its order on the pages. @throws Unreadable when it is none, is locked, too long, or holds pictures only. */
export async function readPdf(bytes: Uint8Array): Promise<Section[]> {
  if (Buffer.from(bytes.subarray(0, 1_024)).indexOf('%PDF-') < 0) throw new Unreadable('is not a PDF.');
  const pdf = await opened(bytes);
  if (pdf.numPages > MAX_PDF_PAGES) throw new Unreadable(`has ${pdf.numPages} pages; ${MAX_PDF_PAGES} can be read.`);
  const pages: PdfLine[][] = [];
  let characters = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const lines = await linesOf(pdf, number);
    characters += lines.reduce((sum, { text }) => sum + text.length, 0);
    if (characters > MOST_CHARACTERS) throw new Unreadable('holds more text than can be read; divide it.');
    pages.push(lines);
  }
  if (characters === 0) throw new Unreadable('holds no text, only pictures perhaps; have the text recognised first.');
  return sectionsOfPages(pages);
}

async function opened(bytes: Uint8Array): Promise<Pdf> {
  try {
    return await getDocumentProxy(bytes, {
      isEvalSupported: false,
      stopAtErrors: false,
      disableFontFace: true,
      useSystemFonts: false,
      verbosity: 0,
    });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException') throw new Unreadable('is locked by a password; save it without one.');
    throw new Unreadable('is broken: it cannot be read as a PDF.');
  }
}

interface Item {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly height: number;
  readonly transform: readonly number[];
}

async function linesOf(pdf: Pdf, number: number): Promise<PdfLine[]> {
  const { items } = await contentOf(pdf, number);
  const lines: PdfLine[] = [];
  let [text, height, y] = ['', 0, 0];
  const end = (): void => {
    const clean = safeText(text).trim();
    if (clean !== '') lines.push({ text: clean, height, y });
    [text, height] = ['', 0];
  };
  for (const item of items.filter((one): one is typeof one & Item => 'str' in one)) {
    const at = item.transform[5] ?? 0;
    if (text !== '' && Math.abs(at - y) > Math.max(height, item.height) * 0.6) end();
    if (item.str.trim() !== '') [height, y] = [Math.max(height, item.height), at];
    text += item.str;
    if (item.hasEOL) end();
  }
  end();
  return lines;
}

async function contentOf(
  pdf: Pdf,
  number: number,
): Promise<Awaited<ReturnType<Awaited<ReturnType<Pdf['getPage']>>['getTextContent']>>> {
  try {
    const page = await pdf.getPage(number);
    const content = await page.getTextContent();
    page.cleanup();
    return content;
  } catch {
    throw new Unreadable(`is broken: page ${number} cannot be read.`);
  }
}
