import { sameThing } from '../fields/concepts';
import type { FieldProfile, Keyword } from '../fields/field-profile';
import { type Sentence, spokenTokens, stemOf, type Token } from '../talk/sentences';

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
  [/\b(?:unisex|sexes|genders?|male or female)\b/, /\bunisex\b|\bmen,? and women\b|\bboth (?:sexes|genders)\b/gi],
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
  if (!spoken || isIndifferent(sentence, spoken)) return undefined;
  return { start: spoken.start, end: spoken.end, value: !isNegated(sentence, spoken) };
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

/** Where the weightiest of the words stands that are spoken of: a "no" before it is meant for it. */
function mentionIn({ core }: FieldProfile, { tokens }: Sentence): Span | undefined {
  const total = core.reduce((sum, { weight }) => sum + weight, 0);
  const hits = hitsOf(core, spokenTokens(tokens));
  const told = hits.reduce((sum, { weight }) => sum + weight, 0);
  return total > 0 && told / total >= LEAST_SHARE ? weightiest(hits) : undefined;
}

interface Hit extends Span {
  readonly weight: number;
}

function hitsOf(keywords: readonly Keyword[], tokens: readonly Token[]): Hit[] {
  return keywords.flatMap(({ stem, weight }) => {
    const hit = tokens.find((token) => sameThing(token.stem, stem) || isSlip(token.stem, stem));
    return hit ? [{ start: hit.start, end: hit.end, weight }] : [];
  });
}

/** A long word with a letter left out: "funished". */
function isSlip(said: string, meant: string): boolean {
  if (meant.length < 7 || said.length !== meant.length - 1) return false;
  let at = 0;
  while (at < said.length && said.charAt(at) === meant.charAt(at)) at += 1;
  return at > 0 && said.slice(at) === meant.slice(at + 1);
}

function weightiest(hits: readonly Hit[]): Span | undefined {
  return [...hits].sort((a, b) => b.weight - a.weight || a.start - b.start)[0];
}

/** Words of descriptions that are in any question. */
const ANYWHERE = new Set(
  'currently current already ever now work working year last month week time new plan planning live living recent recently past first get getting got go going help know think see look thing anything something someone somebody person people like need want open able still more'
    .split(' ')
    .map(stemOf),
);
/** Of a word that no other field is described with: the others are what the whole dialogue is about. */
const TELLS = 0.6;
/** Questions whether to go on, not what the person has or wants. */
const GOES_ON =
  /\b(?:book|reserve|schedule|purchase|order|buy|confirm|anything else|play|send|visit|proceed|go ahead|reservation|appointment|details|information)\b/i;

/** The one field a question speaks of in words of its description: of two, neither. The value is that of a yes. */
export function yesNoQuestionOf(
  profiles: readonly FieldProfile[],
  sentence: Sentence,
): { profile: FieldProfile; value: boolean } | undefined {
  if (GOES_ON.test(sentence.text)) return undefined;
  const tokens = spokenTokens(sentence.tokens).map((token) =>
    /^own(?:ed|s)?$/.test(token.word) ? { ...token, stem: 'owner' } : token,
  );
  const told = profiles.flatMap((profile) => {
    const words = profile.keywords
      .filter(({ stem, weight }) => weight >= TELLS && !ANYWHERE.has(stem))
      .map((word) => (word.stem === 'own' ? { ...word, stem: 'owner' } : word));
    const span = weightiest(hitsOf(words, tokens));
    return span ? [{ profile, value: !isNegated(sentence, span) }] : [];
  });
  return told.length === 1 ? told[0] : undefined;
}

const UNCARING =
  /(?:\bnot|n['’]t|\bdont|\bdoesnt)\s+(?:really |particularly |much |too much )?(?:care|matter|mind (?:about|whether|if|the|either))\b/i;

/** "I don't care about parking" is neither yes nor no; "I don't mind sharing" is a yes. */
function isIndifferent({ text, start }: Sentence, span: Span): boolean {
  const before =
    text
      .slice(0, span.start - start)
      .split(CLAUSE)
      .at(-1) ?? '';
  const [after = ''] = text.slice(span.end - start).split(CLAUSE);
  return UNCARING.test(before) || UNCARING.test(after);
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
