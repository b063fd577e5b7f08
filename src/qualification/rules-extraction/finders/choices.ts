import { otherWordsFor, sameThing } from '../fields/concepts';
import { SAID_FOR } from '../fields/lexicons';
import { normaliseText } from '../../evidence/normalise-text';
import type { FieldProfile } from '../fields/field-profile';
import { stemOf } from '../talk/sentences';

/** One of a field's values, as it stands in a turn. */
export interface Mention {
  readonly value: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How surely it is the value: less for a part of it, or for an everyday word. */
  readonly strength: number;
}

interface Wording {
  readonly value: string;
  readonly pattern: RegExp;
  readonly strength: number;
  readonly length: number;
}

/** Parts of values that tell nothing by themselves. */
const DULL = new Set(
  'class airline airways type kind city center centre area place other option general new north south air international theater car account the of and a stop way ticket seat very really less more most'.split(
    ' ',
  ),
);
/** Values that are everyday words: alone they need a question or a word of the field beside them. */
const EVERYDAY = new Set(
  'other any none no yes standard regular free first second one two three four five 0 1 2 3 4 5 6 7 8 9 public private value business general all small large medium big low high later immediate house single double'.split(
    ' ',
  ),
);

const NONE = /^(?:none|no|nothing|n\/a)$/i;
const wordings = new WeakMap<FieldProfile, readonly Wording[]>();

/** Where values of the field are named, the longest first; of overlapping ones the longer. */
export function mentionsOf(profile: FieldProfile, text: string): Mention[] {
  let known = wordings.get(profile);
  if (!known) {
    known = wordingsOf(profile);
    wordings.set(profile, known);
  }
  const found: Mention[] = [];
  for (const { value, pattern, strength } of known) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && end > other.start)) continue;
      found.push({ value: profile.isClosed ? value : match[0], text: match[0], start, end, strength });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** True for words that are a value of one of the fields, and so the name of nothing. */
export function isChoiceOf(profiles: readonly FieldProfile[], text: string): boolean {
  const said = normaliseText(text);
  return profiles.some(
    ({ kind, choices }) => kind === 'CHOICE' && choices.some((choice) => normaliseText(choice) === said),
  );
}

function wordingsOf({ choices, isClosed, field }: FieldProfile): Wording[] {
  const all = choices.flatMap((value): Wording[] => {
    const said = normaliseText(value).replaceAll('_', ' ');
    if (/^don'?t ?care$/.test(said) || NONE.test(said)) return [];
    const base = EVERYDAY.has(said) ? 0.45 : 1;
    const others = isClosed ? SAID_FOR.filter(([word]) => word === said).flatMap(([, words]) => words.split('|')) : [];
    return [
      wording(value, said, base),
      ...others
        .filter((other) => !choices.some((choice) => normaliseText(choice) === other))
        .map((other) => wording(value, other, 0.95)),
      ...(isClosed ? formsOf(value, said, choices) : []),
      ...(isClosed
        ? partsOf(value, choices, field.description).map((part) =>
            wording(value, part, EVERYDAY.has(part) ? 0.3 : 0.95),
          )
        : []),
    ];
  });
  return all.sort((a, b) => b.length - a.length || b.strength - a.strength);
}

function wording(value: string, said: string, strength: number): Wording {
  const words = said
    .split(/[\s-]+/u)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/y$/u, '(?:y|ies)'));
  const plural = /[a-z]$/i.test(said) ? "(?:'?s|es)?" : '';
  return {
    value,
    pattern: wholeWord(`${words.join(String.raw`[\s-]+`)}${plural}`),
    strength,
    length: said.length,
  };
}

const ENDINGS = '(?:ings?|ers?|ed|al|ians?|ists?)';
/** Without an ending these are other words: an evening is not "even", and parking no park. */
const NO_ROOT =
  /^(?:even|park|morn|meet|book|build|train|person|nation|region|norm|account|market|hous|hear|liv|work|cloth|noth|anyth|someth)$/;

/** "Plumber" for plumbing, "our roof" for roofing, "electrician" for electrical, "car" for auto. */
function formsOf(value: string, said: string, choices: readonly string[]): Wording[] {
  if (!/^[a-z]{4,}$/.test(said)) return [];
  const others = choices.map((choice) => normaliseText(choice)).filter((choice) => choice !== said);
  const isRivalled = others.some((choice) => sameThing(stemOf(choice), stemOf(said)));
  const synonyms =
    isRivalled || EVERYDAY.has(said) ? [] : otherWordsFor(said).filter((word) => /^[a-z]{3,}$/.test(word));
  const named = synonyms.map((word) => wording(value, word, 0.9));
  const [, root = '', ending = ''] = /^([a-z]+?)(ing|ers?|ical|al|ians?|ists?)$/.exec(said) ?? [];
  const bare = root.replace(/([bdgmnprt])\1$/, '$1');
  if (bare.length < (ending === 'ing' ? 3 : 4) || others.some((choice) => choice.startsWith(bare))) return named;
  const form = `${bare}${bare.at(-1) ?? ''}?(?:ic)?${ENDINGS}`;
  const isNoun = /^(?:ing|i?cal|al)$/.test(ending) && bare.length > 3 && !NO_ROOT.test(bare);
  return [
    ...named,
    { value, strength: 0.95, length: said.length, pattern: wholeWord(form) },
    // Surely meant where it is somebody's; else a question or a word of the field has to say so.
    ...(isNoun
      ? [
          {
            value,
            strength: 0.95,
            length: bare.length + 1,
            pattern: wholeWord(String.raw`(?<=\b(?:my|our) )${bare}e?s?`),
          },
          { value, strength: 0.6, length: bare.length, pattern: wholeWord(`${bare}e?s?`) },
        ]
      : []),
  ];
}

function wholeWord(pattern: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])`, 'giu');
}

/** What all of it is about: "attraction" tells nothing of an attraction's category. */
function isSubject(part: string, description: string): boolean {
  return description.split(/[^\p{L}]+/u).some((word) => stemOf(word.toLowerCase()) === stemOf(part));
}

/** Words only this value has: "Delta" of "Delta Airlines". */
function partsOf(value: string, choices: readonly string[], description: string): string[] {
  const parts = normaliseText(value).split(/[^\p{L}\p{M}\p{N}]+/u);
  if (parts.length < 2) return [];
  return parts.filter((part) => {
    if (part.length < 4 || DULL.has(stemOf(part)) || isSubject(part, description)) return false;
    return (
      choices.filter((choice) =>
        normaliseText(choice)
          .split(/[^\p{L}\p{M}\p{N}]+/u)
          .includes(part),
      ).length === 1
    );
  });
}

/** The value that says there is none of it ("no subtitles"). */
export function noneOf({ choices }: FieldProfile): string | undefined {
  return choices.find((choice) => NONE.test(choice));
}
