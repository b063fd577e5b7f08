export type Speaker = 'LEAD' | 'AGENT';

export interface Line {
  turn: number;
  speaker: Speaker;
  text: string;
}

/** `[12][LEAD] "text"` with the text as JSON, also `[12] LEAD: text`. */
const marked = /^\s*\[(\d+)\]\s*\[?(LEAD|AGENT)\]?\s*:?\s*(.*)$/;

/** The numbered lines in a prompt, which may be quoted as JSON. A marker in the middle of a line is something somebody said. */
export function readTranscript(prompt: string): Line[] {
  const lines = linesOf(prompt.split(/\r?\n/));
  return lines.length > 0 ? lines : linesOf(prompt.split('\\n'));
}

function linesOf(rows: readonly string[]): Line[] {
  return rows.flatMap((row) => {
    const match = marked.exec(row);
    if (!match) return [];
    const [, turn, speaker, text] = match;
    return [{ turn: Number(turn), speaker: speaker === 'LEAD' ? 'LEAD' : 'AGENT', text: plain((text ?? '').trim()) }];
  });
}

/** Words that are quoted as JSON are read as JSON. */
function plain(text: string): string {
  return /^"(?:[^"\\]|\\.)*"$/.test(text) ? String(JSON.parse(text)) : text;
}

/** The lead's statements, sentence by sentence. Questions state nothing, and orders to the model are not facts. */
export function statements(lines: readonly Line[]): Line[] {
  return lines
    .filter((line) => line.speaker === 'LEAD' && !isInjection(line.text))
    .flatMap((line) => sentences(line.text).map((text) => ({ ...line, text })))
    .filter((line) => !/[?؟]\s*$/.test(line.text));
}

function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?؟।])\s+/u)
    .map((part) => part.trim())
    .filter(Boolean);
}

const injections = [
  /\b(ignore|disregard|forget)\b.{0,30}\b(instructions?|prompts?|rules)\b/i,
  /\b(mark|rate|score|set|write|put)\b.{0,40}\b(qualified|score|criteri\w+|points|outcome|top)\b/i,
  /\b(system|assistant|developer|administrator)\b\s*(:|mode|i order)/i,
  /\bas your developer\b/i,
  /\[\d+\]\s*\[?(LEAD|AGENT)\b/i,
];

/** Words meant for the model rather than for a person. */
export function isInjection(text: string): boolean {
  return injections.some((pattern) => pattern.test(text));
}
