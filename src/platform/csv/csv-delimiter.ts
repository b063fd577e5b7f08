export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What a header line is separated by: whatever occurs most often outside quotes, the comma when nothing does. */
export function sniffDelimiter(headerLine: string): Delimiter {
  const bare = headerLine.replace(/"(?:[^"]|"")*"?/g, '');
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length - 1 }));
  return counts.reduce((best, other) => (other.count > best.count ? other : best), {
    delimiter: ',',
    count: 0,
  } as const).delimiter;
}

/** Excel announces the separator in a line of its own before the header. */
export function announcedDelimiter(line: string): Delimiter | undefined {
  const named = /^sep=(.)$/i.exec(line.trimEnd() === 'sep=' ? line : line.trim())?.[1];
  return DELIMITERS.find((delimiter) => delimiter === named);
}
