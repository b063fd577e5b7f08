import { sameThing } from '../fields/concepts';
import type { FieldProfile } from '../fields/field-profile';
import type { Sentence, Token } from '../talk/sentences';

/** Half of what a field's name says has to be spoken of. */
const LEAST_SHARE = 0.5;
const REACH = 6;

const NEGATION =
  /^(?:not|no|without|never|neither|nor|non|none|cannot|.*n['’]t|dont|doesnt|isnt|wont|unnecessary|لا|ليس|بدون|مش|ما|नहीं|nahi|nahin|mesh|mish|mafi)$/u;
const HARMLESS = /\b(?:mind|problem|problems|matter|only|forget|wait|worry)\b/i;
const NEGATED_AFTER =
  /^\W*(?:(?:is|are|would be|was|be|it'?s|that'?s) )?(?:not|isn't|aren't|un)\s?(?:necessary|needed|required|important|a must|really|wanted)/i;
const JOINED_NO = /(?:\bnon|\bun|\bno)[\s-]?$/i;
const CLAUSE = /[,;.!?]|\b(?:but|and|because|since|though|although|however)\b/i;

/** What says the opposite of a field's word. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [/\bfree\b/, /\b(?:(?:entry|entrance|admission) fee|fees?|charges?|paying|pay|paid)\b/gi],
  [/\bshared?\b/, /\b(?:alone|private|by myself|solo|on my own)\b/gi],
  [/\b(?:nonstop|non-stop|direct)\b/, /\b(?:stops?|stopovers?|layovers?|connections?|transfers?)\b/gi],
  [/\bprivate\b/, /\bpublic(?:ly)?\b/gi],
  [/\bfurnished\b/, /\bunfurnished\b/gi],
];

/** Ways to speak of a field's subject that no single word shows. */
const ALSO: readonly (readonly [RegExp, RegExp])[] = [
  [/\bfree\b/, /\bfree of charge\b|\bfor free\b|\bno cost\b/gi],
  [/\b(?:kids?|child|children)\b/, /\b(?:family[ -]friendly|kid[ -]friendly|child[ -]friendly)\b/gi],
  [/\brefund\b/, /\b(?:money back|my money)\b/gi],
  [/\bshared?\b/, /\bwith (?:others|other people|strangers)\b/gi],
];

export interface YesNoFact {
  readonly value: boolean;
  readonly start: number;
  readonly end: number;
}

/** What a sentence says of a field of yes or no; undefined when it does not speak of it. */
export function yesNoFactIn(profile: FieldProfile, sentence: Sentence): YesNoFact | undefined {
  const name = wordsOf(profile);
  const opposite = OPPOSITES.find(([subject]) => subject.test(name))?.[1];
  const contrary = opposite ? firstMatch(sentence, opposite) : undefined;
  if (contrary) return { ...contrary, value: isNegated(sentence, contrary) };
  const spoken =
    mentionIn(profile, sentence) ??
    ALSO.filter(([subject]) => subject.test(name))
      .map(([, pattern]) => firstMatch(sentence, pattern))
      .find(Boolean);
  return spoken && { ...spoken, value: !isNegated(sentence, spoken) };
}

function wordsOf({ field }: FieldProfile): string {
  return `${field.name.replaceAll('_', ' ')} ${field.description}`.toLowerCase();
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function firstMatch({ text, start }: Sentence, pattern: RegExp): Span | undefined {
  const match = [...text.matchAll(pattern)][0];
  return match && { start: start + match.index, end: start + match.index + match[0].length };
}

function mentionIn({ core }: FieldProfile, { tokens }: Sentence): Span | undefined {
  const total = core.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return undefined;
  const hits: Token[] = [];
  let told = 0;
  for (const { stem, weight } of core) {
    const hit = tokens.find((token) => sameThing(token.stem, stem));
    if (!hit) continue;
    hits.push(hit);
    told += weight;
  }
  const [first] = hits.sort((a, b) => a.start - b.start);
  return first && told / total >= LEAST_SHARE ? { start: first.start, end: hits.at(-1)?.end ?? first.end } : undefined;
}

function isNegated({ text, start }: Sentence, span: Span): boolean {
  const before = text.slice(0, span.start - start);
  const clause = before.split(CLAUSE).at(-1) ?? '';
  const after = text.slice(span.end - start);
  if (JOINED_NO.test(before) || NEGATED_AFTER.test(after)) return true;
  if (HARMLESS.test(clause)) return false;
  const words = clause
    .toLowerCase()
    .split(/[^\p{L}\p{M}'’]+/u)
    .filter(Boolean)
    .slice(-REACH);
  return words.filter((word) => NEGATION.test(word)).length % 2 === 1;
}
