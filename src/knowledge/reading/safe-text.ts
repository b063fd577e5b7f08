/** C0 and C1 but tab and line feed. */
const CONTROLS = /(?:(?![\t\n])\p{Cc})+/gu;
/** What turns the direction of writing (UAX 9), so that a prompt or a page shows other words than it holds. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** What nobody sees: zero widths but the joiners Hindi and Persian are written with, soft hyphens, and the tags in which words can be hidden. */
const INVISIBLE = /[\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;
/** Arabic as old PDFs write it, one sign for each shape of a letter. */
const SHAPES = /[\ufb50-\ufdff\ufe70-\ufefc]+/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const PLAIN = /^[\n\x20-\x7e]*$/;

/**
 * Text that PostgreSQL stores and a prompt may quote: composed, line feeds for every line break, nothing that controls, turns or hides.
 * Its words are kept as they are, whatever they say.
 */
export function safeText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(/\r\n?|\u2028|\u2029|\f|\v|\u0085/g, '\n')
    .replace(SHAPES, (shapes) => shapes.normalize('NFKC'))
    .normalize('NFC')
    .replace(BIDI, '')
    .replace(INVISIBLE, '')
    .replace(CONTROLS, ' ')
    .replace(LONE_SURROGATE, '\uFFFD');
}

/** Safe text on one line. */
export function safeLine(text: string): string {
  return safeText(text).replace(/\s+/g, ' ').trim();
}
