import { Outline, type Section } from './section';

const LONGEST_HEADING = 80;
const MOST_WORDS = 10;

/** Paragraphs are divided by blank lines; a short line of its own that ends like no sentence is the heading of what follows. */
export function readPlain(text: string): Section[] {
  const outline = new Outline();
  const blocks = text.split(/\n[^\S\n]*\n\s*/).filter((block) => block.trim() !== '');
  for (const [at, block] of blocks.entries()) {
    if (isHeading(block, blocks[at + 1])) outline.heading(1, block.trim().replace(/\s*[:：]$/, ''));
    else outline.paragraph(block);
  }
  return outline.sections();
}

/** @param next what follows it; a last line is no heading. */
function isHeading(block: string, next: string | undefined): boolean {
  const line = block.trim();
  if (next === undefined || line.includes('\n') || line.length > LONGEST_HEADING) return false;
  if (/[.!?؟।،,;؛]$/.test(line) || /^[-*•\d]/.test(line)) return false;
  return line.split(/\s+/).length <= MOST_WORDS && next.trim().length > line.length;
}
