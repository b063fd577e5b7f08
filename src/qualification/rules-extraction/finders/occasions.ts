import { type Candidate, matched } from './candidate';

const NOUN =
  '(?:appointment|concert|game|match|meeting|party|class|lesson|interview|wedding|conference|recital|rehearsal|exam|festival|workshop|seminar|ceremony|checkup|check-up)';
const LETTERS = String.raw`[\p{L}\d][\p{L}\p{N}.'’&-]*`;
/** With whom it is, by a name: "Dental checkup with Dr. Mina Abazari". */
const WITH = String.raw`(?:\s+with\s+(?:Dr\.?\s+)?\p{Lu}[\p{L}.'’-]*(?:\s+\p{Lu}[\p{L}.'’-]*)*(?<!\.))?`;
const CAPITALS = new RegExp(
  String.raw`(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}'’&.-]*(?:\s+(?:(?:of|the|and|vs\.?|&)\s+)?[\p{Lu}\d][\p{L}\p{N}'’&.-]*)*\s+${NOUN}(?!\p{L})${WITH}`,
  'gu',
);
const PLAIN = new RegExp(
  String.raw`(?<=(?:\b(?:[Aa]n?|[Mm]y|[Yy]our|[Tt]he|[Ff]or|[Cc]alled|[Tt]itled|[Ii]s|[Aa]dd|[Aa]ttend)|\d\s?[ap]\.?m\.?|:|^)\s{1,3}|^)(?:${LETTERS}\s+){1,3}?${NOUN}(?!\p{L})${WITH}`,
  'gu',
);
/** Tells nothing of what it is. */
const EMPTY =
  /^(?:an?|the|my|your|this|that|another|any|some|new|next|other|upcoming|no|one|every|each|add|schedule|book|make|have|you|i|we|is|at|on|in|to|for|of|with|and|or|it|need|want|like|see|check|please|confirm|confirming|event|calendar|yes|sure|ok|okay|great|doing|going|soon|later|also|there)$/iu;
const EDGE =
  /^(?:(?:yes|yeah|sure|ok|okay|please|confirm|confirming|an?|the|my|your|it|is|its|it['’]s|called|titled|named|add|have|you|for|this|new|upcoming|attend|to|i|see|at|on|do|\d[\d:.]*\s?[ap]\.?m\.?)[\s,:]+)+/iu;

/** "Erica Harlow concert", "a hairdresser appointment": what takes place, by what it is and whose or with whom. */
export function occasionsIn(text: string): Candidate[] {
  return [...matched('NAME', text, CAPITALS), ...matched('NAME', text, PLAIN)].flatMap((found) => {
    const [edge = ''] = EDGE.exec(found.text) ?? [];
    const said = found.text.slice(edge.length);
    const words = said.replace(/\s+with\s.*$/u, '').split(/\s+/);
    const isTold = words.length > 1 && words.slice(0, -1).every((word) => !EMPTY.test(word) || /^\p{Lu}/u.test(word));
    const start = found.start + edge.length;
    return isTold && !EMPTY.test(words[0] ?? '')
      ? [{ ...found, text: said, start, end: start + said.length, isMarked: true }]
      : [];
  });
}
