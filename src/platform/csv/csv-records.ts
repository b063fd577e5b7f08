import { announcedDelimiter, type Delimiter, sniffDelimiter } from './csv-delimiter';

/** Longest record, in characters; a quote that is never closed would otherwise swallow the file. */
export const MAX_RECORD_LENGTH = 64 * 1_024;

/** One record as it stands in the file, over several lines when a quoted field holds line breaks, or why it cannot be read. */
export type CsvRecord =
  { readonly line: number; readonly text: string } | { readonly line: number; readonly fault: string };

interface Line {
  readonly line: number;
  readonly text: string;
}

const NEVER_CLOSED = 'A quote is opened here and not closed properly; write quotes inside a quoted field twice.';
const TOO_LONG = `The row is longer than ${MAX_RECORD_LENGTH} characters.`;

/**
 * Cuts text into CSV records (RFC 4180; a quote inside an unquoted field is an ordinary character, as spreadsheets have it).
 * A record that is broken or too long costs its first line only: reading goes on with the line after it. Holds at most one
 * chunk and one record.
 */
export class CsvRecords {
  private rest = '';
  private lines = 0;
  private open: Line[] = [];
  private openLength = 0;
  private skipping = false;
  private known?: Delimiter;

  /** Of the first line that is not blank; the comma before that. */
  get delimiter(): Delimiter {
    return this.known ?? ',';
  }

  push(text: string): CsvRecord[] {
    const all = this.rest + text;
    // A carriage return at the end may be half of a line break.
    const held = all.endsWith('\r') ? '\r' : '';
    const parts = all.slice(0, all.length - held.length).split(/\r\n|\n|\r/);
    this.rest = (parts.pop() ?? '') + held;
    const records = parts.flatMap((part) => this.line(part));
    if (this.rest.length > MAX_RECORD_LENGTH) records.push(...this.skipRest());
    return records;
  }

  end(): CsvRecord[] {
    const last = this.rest.replace(/\r$/, '');
    this.rest = '';
    const records = last === '' && !this.skipping ? [] : this.line(last);
    return [...records, ...this.giveUp()];
  }

  private line(text: string): CsvRecord[] {
    this.lines += 1;
    if (this.skipping) {
      this.skipping = false;
      return [];
    }
    if (text.length > MAX_RECORD_LENGTH) return [...this.giveUp(), { line: this.lines, fault: TOO_LONG }];
    return this.feed({ line: this.lines, text });
  }

  /** A line without an end in sight is refused before it fills the memory. */
  private skipRest(): CsvRecord[] {
    const refused = this.skipping ? [] : [...this.giveUp(), { line: this.lines + 1, fault: TOO_LONG }];
    this.rest = '';
    this.skipping = true;
    return refused;
  }

  private feed(line: Line): CsvRecord[] {
    if (this.open.length > 0) return this.continueOpen(line);
    if (line.text.trim() === '') return [];
    if (this.known === undefined) {
      this.known = announcedDelimiter(line.text);
      if (this.known) return [];
      this.known = sniffDelimiter(line.text);
    }
    const state = scan(line.text, false, this.known);
    if (state === 'CLOSED') return [line];
    if (state === 'BROKEN') return [{ line: line.line, fault: NEVER_CLOSED }];
    this.keepOpen(line);
    return [];
  }

  private continueOpen(line: Line): CsvRecord[] {
    const tooLong = this.openLength + line.text.length > MAX_RECORD_LENGTH;
    const state = tooLong ? 'BROKEN' : scan(line.text, true, this.delimiter);
    if (state === 'BROKEN') return [...this.giveUp(), ...this.feed(line)];
    this.keepOpen(line);
    if (state === 'OPEN') return [];
    const record = { line: this.open[0]?.line ?? line.line, text: this.open.map(({ text }) => text).join('\n') };
    this.forgetOpen();
    return [record];
  }

  /** The quote was an accident: its line is refused, those after it stand for themselves. Each is looked at once more, no oftener. */
  private giveUp(): CsvRecord[] {
    const [first, ...others] = this.open;
    this.forgetOpen();
    if (!first) return [];
    const rest = others.filter(({ text }) => text.trim() !== '');
    return [
      { line: first.line, fault: NEVER_CLOSED },
      ...rest.map((line) =>
        scan(line.text, false, this.delimiter) === 'CLOSED' ? line : { line: line.line, fault: NEVER_CLOSED },
      ),
    ];
  }

  private keepOpen(line: Line): void {
    this.open.push(line);
    this.openLength += line.text.length + 1;
  }

  private forgetOpen(): void {
    this.open = [];
    this.openLength = 0;
  }
}

/** Where a line leaves its record: complete, inside a quoted field, or with text after a closing quote. */
function scan(line: string, startsInside: boolean, delimiter: Delimiter): 'CLOSED' | 'OPEN' | 'BROKEN' {
  if (!line.includes('"')) return startsInside ? 'OPEN' : 'CLOSED';
  let inside = startsInside;
  let at = 0;
  for (;;) {
    if (inside) {
      const closing = closingQuote(line, at);
      if (closing < 0) return 'OPEN';
      at = skipBlanks(line, closing + 1, delimiter);
      if (at >= line.length) return 'CLOSED';
      if (line[at] !== delimiter) return 'BROKEN';
      at += 1;
      inside = false;
    } else {
      at = skipBlanks(line, at, delimiter);
      inside = line[at] === '"';
      const next = inside ? at : line.indexOf(delimiter, at);
      if (next < 0) return 'CLOSED';
      at = next + 1;
    }
  }
}

/** Position of the quote that ends the field, past doubled ones; -1 when the line ends first. */
function closingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (at >= 0 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  return at;
}

/** Past white space as ECMAScript defines it, which is what the parser of fields trims. */
function skipBlanks(line: string, from: number, delimiter: Delimiter): number {
  let at = from;
  while (isBlank(line.charAt(at)) && line[at] !== delimiter) at += 1;
  return at;
}

function isBlank(character: string): boolean {
  return character !== '' && (character === ' ' || ((character < '!' || character > '~') && /\s/.test(character)));
}
