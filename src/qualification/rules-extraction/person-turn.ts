import type { AgentMove } from './agent-turn';
import { assigned, type Filling } from './assigning';
import { sameThing } from './fields/concepts';
import { type FieldProfile, holdsOccasions } from './fields/field-profile';
import { isAskedBy, ownWord, senseOf, sensed } from './fields/senses';
import { candidatesIn } from './finders/candidates';
import { noneOf } from './finders/choices';
import { yesNoFactIn } from './finders/yes-no-facts';
import { asksForOthers, doesNotCare, modeOf, type Mode, saysNo, saysYes, wantsToKnow } from './talk/acts';
import { bareAnswer } from './talk/bare-answer';
import { type Sentence, sentencesOf, stemOf } from './talk/sentences';
import type { Topic } from './talk/topic';

/** Where what the person says next replaces what they said before. */
const CORRECTION =
  /(?:^|[\s,.;-])(?:actually|sorry|no,? wait|wait|i mean|i meant|make (?:it|that)|or rather|scratch that|correction|on second thought|let me change|nahi nahi|لا بل|قصدي)(?=[\s,.;:])/giu;
/** A question that looks for something says when and where. */
const SEARCHED: ReadonlySet<string> = new Set(['DATE', 'PLACE', 'NAME', 'PERSON']);

const NOTHING_ASKED: ReadonlyMap<FieldProfile, number> = new Map();

/** What a turn of the person says by itself and as an answer, in the order it was said. */
export function saidByPerson(
  text: string,
  move: AgentMove | undefined,
  { profiles, isFilled, topic }: Pick<Context, 'profiles' | 'isFilled' | 'topic'>,
): Filling[] {
  const asked = move?.asked ?? NOTHING_ASKED;
  const sentences = sentencesOf(text).map((sentence) => ({ ...sentence, mode: modeOf(sentence) }));
  const found = segmentsOf(text, sentences).flatMap((part) =>
    inSegment(part, { asked, move, profiles, isFilled, topic }),
  );
  const filled = new Set(found.map(({ profile }) => profile));
  const more = [
    ...sensedFacts(sentences, profiles, asked),
    ...answersOfYesAndNo(text, move, filled),
    ...withoutAny(sentences, profiles),
  ].filter(({ profile }) => !filled.has(profile) || profile.kind === 'BOOLEAN');
  for (const { profile } of more) filled.add(profile);
  return [...found, ...more, ...indifferent(text, asked, filled), ...bareAnswers(text, move, [...filled])];
}

interface SpokenSentence extends Sentence {
  readonly mode: Mode;
}

interface Segment {
  readonly text: string;
  readonly mode: Mode;
  readonly sentences: readonly SpokenSentence[];
}

/** A turn in pieces that say one thing each: sentences of one mode, up to a correction. */
function segmentsOf(text: string, sentences: readonly SpokenSentence[]): Segment[] {
  const segments: Segment[] = [];
  for (const sentence of sentences) {
    const cuts = [...sentence.text.matchAll(CORRECTION)]
      .map(({ index }) => sentence.start + index)
      .filter((at) => at > sentence.start);
    const edges = [sentence.start, ...cuts, sentence.end];
    edges.slice(0, -1).forEach((start, at) => {
      const end = edges[at + 1] ?? sentence.end;
      const last = segments.at(-1);
      const isCorrection = at > 0 || CORRECTION.test(sentence.text.slice(0, 12));
      CORRECTION.lastIndex = 0;
      const own = {
        ...sentence,
        start,
        end,
        tokens: sentence.tokens.filter((token) => token.start >= start && token.end <= end),
      };
      if (last && last.mode === sentence.mode && !isCorrection)
        segments[segments.length - 1] = {
          ...last,
          text: masked(text, last.sentences[0]?.start ?? start, end),
          sentences: [...last.sentences, own],
        };
      else segments.push({ text: masked(text, start, end), mode: sentence.mode, sentences: [own] });
    });
  }
  return segments;
}

/** The rest of the turn as blanks: what is found keeps its place in the turn. */
function masked(text: string, start: number, end: number): string {
  return `${' '.repeat(start)}${text.slice(start, end)}`;
}

interface Context {
  readonly asked: ReadonlyMap<FieldProfile, number>;
  readonly move: AgentMove | undefined;
  readonly profiles: readonly FieldProfile[];
  readonly isFilled: (profile: FieldProfile) => boolean;
  readonly topic: Topic | undefined;
}

function inSegment({ text, mode, sentences }: Segment, { asked, profiles, isFilled, topic }: Context): Filling[] {
  if (mode === 'QUESTION') return [];
  const timeIsAsked =
    [...asked.keys()].some(({ kind }) => kind === 'TIME') ||
    (mode === 'STATEMENT' &&
      profiles.some(({ kind }) => kind === 'TIME') &&
      !/\b(?:good) (?:morning|afternoon|evening)\b/i.test(text));
  const wanted = profiles
    .filter(({ kind }) => mode === 'STATEMENT' || SEARCHED.has(kind))
    .filter((profile) => senseOf(profile) === undefined);
  const fillings = assigned(wanted, {
    text,
    tokens: sentences.flatMap(({ tokens }) => tokens),
    asked: mode === 'STATEMENT' ? asked : NOTHING_ASKED,
    isFilled,
    topic,
    speaker: 'USER',
    candidates: candidatesIn(text, {
      timeIsAsked,
      dayIsAsked: [...asked.keys()].some(({ kind }) => kind === 'DATE'),
      isAgenda: holdsOccasions(profiles),
    }),
  });
  return mode === 'STATEMENT' ? [...fillings, ...yesNoFacts(sentences, profiles)] : fillings;
}

function yesNoFacts(sentences: readonly Sentence[], profiles: readonly FieldProfile[]): Filling[] {
  return profiles
    .filter((profile) => profile.kind === 'BOOLEAN' && senseOf(profile) === undefined)
    .flatMap((profile) =>
      sentences.flatMap((sentence) => {
        const fact = isWish(sentence, profile) ? yesNoFactIn(profile, sentence) : undefined;
        const value = fact && yesNoValue(profile, fact.value);
        return fact && value !== undefined ? [{ profile, value, start: fact.start, end: fact.end, score: 1 }] : [];
      }),
    );
}

const SEEKS =
  /\b(?:find|book|search|look|get me|show|recommend|suggest|add|include|need|want|would like|something|anything|another|one with|places? with|(?:what|how) about)\b/i;

/** "I need to know if pets are allowed" asks, whatever stands at its end. */
const WONDERS = /\b(?:know|tell me|see|check|wonder(?:ing)?|ask|curious|find out) (?:if|whether)\b/i;

/** A question asks about a thing; only one that looks for something wishes for it: another one, or one "with a garden". */
function isWish({ text, asks }: Sentence, profile: FieldProfile): boolean {
  if (WONDERS.test(text)) return false;
  return !asks || SEEKS.test(text) || asksForOthers(text) || seeksKind(text, profile);
}

/** "Is there a unisex salon?": the noun is what is looked for, and the field's word tells of what kind. */
function seeksKind(text: string, { field, core }: FieldProfile): boolean {
  const [, said = '', noun = ''] =
    /\b(?:is|are) there (?:any |an? |some |another )(?:\p{L}+ )??([\p{L}-]+) (\p{L}+)/iu.exec(text) ?? [];
  const isOf = (word: string): boolean => core.some(({ stem }) => sameThing(stemOf(word.toLowerCase()), stem));
  return (
    said !== '' && noun.length > 3 && isOf(said) && !isOf(noun) && new RegExp(`\\b${noun}`, 'i').test(field.description)
  );
}

/** The field's own word for yes or no; where it has none, the words of a program. */
export function yesNoValue({ choices, isClosed }: FieldProfile, value: boolean): string | undefined {
  if (!isClosed) return value ? 'True' : 'False';
  return choices.find((choice) => (value ? /^(?:true|yes|y)$/i : /^(?:false|no|n)$/i).test(choice));
}

/** "Would you like wifi?" — "Yes": directly after the question, unless the sentence itself says otherwise. */
function answersOfYesAndNo(text: string, move: AgentMove | undefined, filled: ReadonlySet<FieldProfile>): Filling[] {
  if (!move || move.isConfirmation) return [];
  const answer = saysYes(text) ? true : saysNo(text) ? false : undefined;
  // "Not really, I have my own furniture": the no is the answer, whatever follows it.
  const asked = [...move.yesNo].filter(([profile]) => answer === false || !filled.has(profile));
  if (answer === undefined || /[?؟]\s*$/u.test(text.trim()) || doesNotCare(text)) return [];
  return asked.flatMap(([profile, whenYes]) => {
    const value = yesNoValue(profile, answer ? whenYes : !whenYes);
    return value === undefined ? [] : [{ profile, value, start: 0, end: text.length, score: 1 }];
  });
}

/** "No subtitles": the value that stands for none. */
function withoutAny(sentences: readonly SpokenSentence[], profiles: readonly FieldProfile[]): Filling[] {
  return profiles.flatMap((profile) => {
    const none = profile.kind === 'CHOICE' && profile.isClosed ? noneOf(profile) : undefined;
    if (none === undefined) return [];
    return sentences.flatMap(({ tokens, mode, start, end }) => {
      const at = tokens.findIndex(({ stem }) => profile.core.some((word) => sameThing(word.stem, stem)));
      const isNone =
        mode === 'STATEMENT' &&
        tokens.slice(Math.max(0, at - 3), at).some(({ word }) => /^(?:no|without|don't|not)$/.test(word));
      return at > 0 && isNone ? [{ profile, value: none, start, end, score: 1 }] : [];
    });
  });
}

/** Sentences that say how soon, who decides, what the trouble is. */
function sensedFacts(
  sentences: readonly SpokenSentence[],
  profiles: readonly FieldProfile[],
  asked: ReadonlyMap<FieldProfile, number>,
): Filling[] {
  return profiles.flatMap((profile) => {
    const sense = senseOf(profile);
    if (sense === undefined) return [];
    return sentences.flatMap(({ text, start, end, mode }) => {
      if (mode !== 'STATEMENT') return [];
      const fact = sensed(sense, text.trim());
      const isLoose =
        sense === 'TIMELINE' &&
        !asked.has(profile) &&
        text.trim().split(/\s+/).length > 4 &&
        !/\b(?:move|buy|start|begin|decide|purchase|launch|sign|need|want|live|go)\b|مستعجل|اشتري|شراء|chahiye|lena/i.test(
          text,
        );
      const value =
        fact && !isLoose ? ownWord(profile, profile.kind === 'BOOLEAN' ? fact.value : fact.value) : undefined;
      return value === undefined ? [] : [{ profile, value, start, end, score: 1 }];
    });
  });
}

function indifferent(
  text: string,
  asked: ReadonlyMap<FieldProfile, number>,
  filled: ReadonlySet<FieldProfile>,
): Filling[] {
  if (!doesNotCare(text)) return [];
  const most = Math.max(0, ...asked.values());
  return [...asked].flatMap(([profile, strength]) =>
    profile.anyValue === undefined || filled.has(profile) || strength < most * 0.8
      ? []
      : [{ profile, value: profile.anyValue, start: 0, end: text.length, score: 1 }],
  );
}

/** The whole answer, where one field was asked for and nothing in the answer looks like a value. */
function bareAnswers(text: string, move: AgentMove | undefined, filled: readonly FieldProfile[]): Filling[] {
  const asked = move?.asked ?? NOTHING_ASKED;
  const questions = sentencesOf(move?.text ?? '').filter((sentence) => move?.isConfirmation || wantsToKnow(sentence));
  const open = [...asked]
    .filter(([profile]) => !filled.includes(profile) && (!profile.isClosed || profile.kind === 'TEXT'))
    .filter(([profile]) => questions.some(({ text: question }) => isAskedBy(senseOf(profile), question)))
    .sort((a, b) => b[1] - a[1]);
  const [best, second] = open;
  if (!best || best[1] < 0.6) return [];
  // A second field asked for as clearly was meant by half of the answer.
  if (second && second[1] === best[1] && filled.length === 0 && best[0].kind !== second[0].kind) return [];
  if ([...asked].some(([profile, strength]) => filled.includes(profile) && strength > best[1])) return [];
  if (filled.some((profile) => asked.has(profile) && profile.kind === best[0].kind)) return [];
  const answer = filled.length > 0 && best[0].kind !== 'TEXT' ? undefined : bareAnswer(text, best[0].kind);
  // "Yeah, that should be fine" is a yes and no place.
  if (answer === undefined || (saysYes(text) && !/[\p{Lu}\p{N}]/u.test(answer.slice(0, 1)) && best[0].kind !== 'TEXT'))
    return [];
  const start = Math.max(0, text.indexOf(answer));
  return [{ profile: best[0], value: answer, start, end: start + answer.length, score: 1 }];
}
