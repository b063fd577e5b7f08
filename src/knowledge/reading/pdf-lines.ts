import { Outline, type Section } from './section';

/** A line of a page as it was set. */
export interface PdfLine {
  readonly text: string;
  /** Of its largest letters, in points. */
  readonly height: number;
  /** Distance from the bottom of the page, in points. */
  readonly y: number;
}

/** How much larger than the text a heading is set. */
const HEADING = 1.15;
const MOST_HEADING_WORDS = 16;
/** Distance of two paragraphs, in heights of a line. */
const GAP = 1.7;
/** A line that stands on so many of the pages belongs to the paper and not to the text. */
const ON_PAGES = 0.6;
const LEAST_PAGES = 3;

/** Lines of pages put together to paragraphs under headings, told by their size; running heads and page numbers are left out. */
export function sectionsOfPages(pages: readonly (readonly PdfLine[])[]): Section[] {
  const outline = new Outline();
  const isPaper = runningLines(pages);
  const usual = usualHeight(pages.flat());
  const sizes = [
    ...new Set(
      pages
        .flat()
        .map(sizeOf)
        .filter((size) => size >= usual * HEADING),
    ),
  ].sort((a, b) => b - a);
  let paragraph: PdfLine[] = [];
  const close = (): void => {
    if (paragraph.length > 0) outline.paragraph(joined(paragraph));
    paragraph = [];
  };
  for (const page of pages) {
    for (const line of page.filter((one) => !isPaper(one.text))) {
      const size = sizeOf(line);
      const isHeading = size >= usual * HEADING && line.text.split(/\s+/).length <= MOST_HEADING_WORDS;
      if (isHeading || isApart(paragraph.at(-1), line)) close();
      if (isHeading) outline.heading(Math.min(6, sizes.indexOf(size) + 1), line.text.trim());
      else paragraph.push(line);
    }
  }
  close();
  return outline.sections();
}

/** Half points: the same size is not measured alike twice. */
function sizeOf({ height }: PdfLine): number {
  return Math.round(height * 2) / 2;
}

/** The size most letters have. */
function usualHeight(lines: readonly PdfLine[]): number {
  const letters = new Map<number, number>();
  for (const line of lines) letters.set(sizeOf(line), (letters.get(sizeOf(line)) ?? 0) + line.text.length);
  return [...letters].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0])[0];
}

/** A page that begins goes on with the paragraph of the one before unless that had ended. */
function isApart(before: PdfLine | undefined, line: PdfLine): boolean {
  if (!before) return false;
  const distance = before.y - line.y;
  if (distance < 0) return /[.!?؟।:]\s*$/.test(before.text);
  return distance > GAP * Math.max(before.height, line.height, 1);
}

function joined(lines: readonly PdfLine[]): string {
  return lines
    .map(({ text }) => text.trim())
    .join('\n')
    .replace(/(?<=\p{Ll})-\n(?=\p{Ll})/gu, '')
    .replace(/\n(?=[-•*▪]\s)/g, '\n\n')
    .replace(/(?<!\n)\n(?!\n)/g, ' ')
    .replace(/\n\n/g, '\n');
}

function runningLines(pages: readonly (readonly PdfLine[])[]): (text: string) => boolean {
  const on = new Map<string, number>();
  for (const page of pages)
    for (const key of new Set(page.map(({ text }) => withoutNumbers(text)))) on.set(key, (on.get(key) ?? 0) + 1);
  const most = Math.max(LEAST_PAGES, pages.length * ON_PAGES);
  return (text) => {
    const key = withoutNumbers(text);
    return /^\W*#?\W*$/.test(key) ? /^[\s\d|/–-]*$/.test(text) : (on.get(key) ?? 0) >= most;
  };
}

function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, '#').trim();
}
