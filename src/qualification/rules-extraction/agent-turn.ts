import { assigned, type Filling, namesFor } from './assigning';
import { sameThing } from './fields/concepts';
import { CREATOR, PROVIDER } from './name-scoring';
import type { FieldKind } from './fields/field-kind';
import { type FieldProfile, holdsOccasions } from './fields/field-profile';
import { senseOf } from './fields/senses';
import { candidatesIn } from './finders/candidates';
import { mentionsOf } from './finders/choices';
import { yesNoFactIn, yesNoQuestionOf } from './finders/yes-no-facts';
import { asksToConfirm, introducesSpeaker, isYesNo, offersChoice, wantsToKnow } from './talk/acts';
import { type Sentence, sentencesOf } from './talk/sentences';
import type { Topic } from './talk/topic';
import type { Surroundings } from './scoring';

/** What a turn of the agent puts before the person. */
export interface AgentMove {
  readonly turn: number;
  readonly text: string;
  /** Fields it asks for, and how clearly. */
  readonly asked: ReadonlyMap<FieldProfile, number>;
  /** What a yes directly after it takes up. */
  readonly proposed: readonly Filling[];
  /** Fields of yes or no it asks about; the value a yes gives. */
  readonly yesNo: ReadonlyMap<FieldProfile, boolean>;
  /** Names, days and hours it offers: taken up now or turns later. */
  readonly offered: readonly Filling[];
  /** Names of things to choose from. */
  readonly alternatives: readonly Filling[];
  readonly isConfirmation: boolean;
}

interface Audience {
  readonly profiles: readonly FieldProfile[];
  readonly isFilled: (profile: FieldProfile) => boolean;
  readonly answersQuestion: boolean;
  readonly topic: Topic | undefined;
}

/** Nothing is offered by telling that it cannot be had. */
const REFUSES =
  /\b(?:could(?: not|n't)|unable|cannot|can't|was not able|not (?:free|available|possible)|unavailable|sold out|no (?:\w+ )?(?:available|left)|failed|unfortunately)\b/i;
const OFFERS =
  /\b(?:how about|what about|there (?:is|are|'s)|there's|showing|being|sure you want|i (?:found|have|suggest|recommend|see|can offer)|would you (?:like|prefer)|have you considered|maybe|also|another|try|you (?:might|may|could) like|is (?:an?|another|also|playing|showing)|one of them|top pick|(?:named|called)|is (?:in|at|on|near|good|nice|great|available)|located|in \p{Lu}\p{L}+ (?:is|there)|leaves?|leaving|departs?|at \d|at \d{1,2}(?::\d\d)? ?[ap]\.?m)\b/iu;

/** Puts nothing before anybody: "anything else I can help you with today?" */
const GOES_ON =
  /\b(?:any(?:thing|one)? else|any (?:more|other) help|(?:help|assist)(?: you)?(?: with)?(?: \p{L}+)? (?:today|now)|(?:have|enjoy) (?:a|an|the|your) (?:\p{L}+ )?(?:day|evening|night|time|weekend|rest))\b/iu;

const NOBODY: ReadonlyMap<FieldProfile, number> = new Map();

type AroundPart = (part: string) => Surroundings;

function surroundingsFor({ profiles, isFilled, topic }: Audience): AroundPart {
  const isAgenda = holdsOccasions(profiles);
  return (part) => ({
    text: part,
    tokens: sentencesOf(part).flatMap(({ tokens }) => tokens),
    asked: NOBODY,
    isFilled,
    topic,
    speaker: 'SYSTEM',
    candidates: candidatesIn(part, { timeIsAsked: false, dayIsAsked: false, isAgenda }),
  });
}

/** The audience's `answersQuestion`: they asked something before, and what is told then is an answer unless it says that it is an offer. */
export function agentMove(text: string, turn: number, audience: Audience): AgentMove {
  const { profiles, isFilled, answersQuestion } = audience;
  const all = sentencesOf(text);
  const sentences = all.filter((sentence) => !GOES_ON.test(sentence.text));
  const isConfirmation = asksToConfirm(text);
  const around = surroundingsFor(audience);
  const said = assigned(profiles, around(text));
  const within = ({ start, end }: Sentence): Filling[] =>
    assigned(profiles, around(`${' '.repeat(start)}${text.slice(start, end)}`));
  const questions = sentences.filter((sentence) => wantsToKnow(sentence) || isConfirmation);
  const isOfSpeaker = (filling: Filling): boolean =>
    WHO_AND_WHERE.has(filling.profile.kind) && sentences.some((one) => introducesSpeaker(one) && isIn(one, filling));
  const inQuestion = sentences.filter(isProposal).flatMap(within);
  const proposed = (isConfirmation ? said : inQuestion.filter((filling) => !isOrigin(filling, text))).filter(
    (filling) => !isOfSpeaker(filling) && !isStretch(filling, text),
  );
  const offering = sentences.filter(
    (sentence) => !REFUSES.test(sentence.text) && (!answersQuestion || OFFERS.test(sentence.text)),
  );
  const offers = (offering.length === all.length ? said : offering.flatMap(within)).filter(
    (filling) => !isOfSpeaker(filling) && (!IN_PASSING.has(filling.profile.kind) || offersIt(filling, sentences)),
  );
  return {
    turn,
    text,
    asked: askedFields(questions, profiles, isFilled),
    proposed,
    yesNo: yesNoAsked(isConfirmation ? sentences : sentences.filter(({ asks }) => asks), profiles, isFilled),
    offered: offers.filter((filling) => isOffer(filling, text) && !(proposed.includes(filling) && isConfirmation)),
    alternatives: offering.length > 0 && !isConfirmation ? severalOf(namesFor(profiles, around(text)), said) : [],
    isConfirmation,
  };
}

/** Of a field that one name alone would do for, there is nothing to choose from. */
function severalOf(all: readonly Filling[], said: readonly Filling[]): Filling[] {
  const names = all.filter((one) => !isOthers(one, said));
  return names.filter((one) => names.some((other) => other !== one && other.profile === one.profile));
}

/** A name that suits another field better is no choice for this one. */
function isOthers({ profile, start, end }: Filling, said: readonly Filling[]): boolean {
  return said.some((other) => other.profile !== profile && other.start < end && start < other.end);
}

function isProposal(sentence: Sentence): boolean {
  return isYesNo(sentence) && !offersChoice(sentence.text);
}

function isIn({ start, end }: Sentence, filling: Filling): boolean {
  return start <= filling.start && filling.start < end;
}

function offersIt(filling: Filling, sentences: readonly Sentence[]): boolean {
  return sentences.some((one) => isIn(one, filling) && (OFFERS.test(one.text) || isProposal(one)));
}

const OFFERED: ReadonlySet<FieldKind> = new Set(['NAME', 'DATE', 'TIME', 'PLACE']);
/** What an agent says of itself, and offers nobody. */
const WHO_AND_WHERE: ReadonlySet<FieldKind> = new Set(['NAME', 'PERSON', 'PLACE', 'ADDRESS']);
/** Spoken of in passing too: offered only by words that offer. */
const IN_PASSING: ReadonlySet<FieldKind> = new Set(['PERSON', 'PLACE']);

/** Fields that hold who provides what is offered. */
const COMPANIES = /\b(?:airlines?|carrier|operator|company|vendor|bank)\b/i;

/** "By Lena Harlow from the album Low Tide": whose a thing is and what it is part of is told of it, and not offered. */
function isOrigin({ profile, start }: Filling, text: string): boolean {
  if (profile.kind !== 'NAME' && profile.kind !== 'PERSON') return false;
  const before = text.slice(0, start);
  const isPartOf = /\b(?:from|off|on|in) (?:\p{L}+ )?(?:album|record|series|collection),? $/iu.test(before);
  return (
    isPartOf || (/\bby (?:the )?$/i.test(before) && CREATOR.test(`${profile.field.name} ${profile.field.description}`))
  );
}

/** "Free from 8 am to 11 am": a stretch of time to choose from, and no hour. */
function isStretch({ profile, start, end }: Filling, text: string): boolean {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (profile.kind !== 'TIME' || !/\b(?:available|availability|free|open|openings?|empty|slots?)\b/i.test(before))
    return false;
  return (
    (/\b(?:from|between)\s+$/i.test(before) && /^\s*(?:to|and|until|till|-)\s+\S*\d/i.test(after)) ||
    /\b(?:from|between)\s+\d\S*(?:\s*[ap]\.?m\.?)?\s+(?:to|and|until|till|-)\s+$/i.test(before)
  );
}

function isOffer(filling: Filling, text: string): boolean {
  const { profile, start } = filling;
  if (profile.isResult || isOrigin(filling, text) || isStretch(filling, text)) return false;
  if (profile.kind === 'PERSON')
    return PROVIDER.test(`${profile.field.name.replaceAll('_', ' ')} ${profile.field.description}`);
  if (profile.kind === 'CHOICE') return COMPANIES.test(`${profile.field.name} ${profile.field.description}`);
  if (!OFFERED.has(profile.kind)) return false;
  // "It arrives at 9 pm" of a bus that was asked for by when it leaves.
  return !(
    profile.kind === 'TIME' &&
    profile.role !== 'TO' &&
    /\b(?:arriv\w+|lands?|ends?|until|closes?|opens?)\s+(?:\w+\s+){0,2}$/i.test(text.slice(0, start))
  );
}

function yesNoAsked(
  sentences: readonly Sentence[],
  profiles: readonly FieldProfile[],
  isFilled: (profile: FieldProfile) => boolean,
): Map<FieldProfile, boolean> {
  const asked = new Map<FieldProfile, boolean>();
  const booleans = profiles.filter(({ kind }) => kind === 'BOOLEAN');
  for (const profile of booleans) {
    for (const sentence of sentences) {
      const fact = yesNoFactIn(profile, sentence);
      if (fact) asked.set(profile, fact.value);
    }
  }
  if (asked.size > 0) return asked;
  const open = booleans.filter((profile) => !isFilled(profile) && senseOf(profile) === undefined);
  for (const sentence of sentences.filter(isProposal)) {
    const question = yesNoQuestionOf(open, sentence);
    if (question) asked.set(question.profile, question.value);
  }
  return asked;
}

const KINDS: readonly (readonly [RegExp, readonly FieldKind[]])[] = [
  [/\bwhat time|which time|at what hour|what hour/i, ['TIME']],
  [/\b(?:what|which) (?:day|date)|\bon which day/i, ['DATE']],
  [/\bwhen\b|متى|कब|\bemta\b|\bkab\b/i, ['DATE', 'TIME']],
  [
    /\bwhere\b|\b(?:what|which) (?:city|town|area|location|place|neighbou?rhood|part|region|station|airport)|\b(?:city|area|location|neighbou?rhood|town)\b|اين|أين|وين|فين|منطقة|कहाँ|कहां|\bfein\b|\bkahan\b/i,
    ['PLACE', 'ADDRESS'],
  ],
  [/\bhow many\b|\bhow large\b|\bhow big\b|\bhow long\b|كم (?:غرفة|شخص)|कितने|\bkam oda\b/i, ['COUNT']],
  [/\bhow much\b|\bbudget\b|\bspend\b|ميزاني|बजट|كم .*(?:تدفع|المبلغ)/i, ['MONEY']],
  [/\bwho\b|\b(?:your|full|the) name\b|\bmay i have your name/i, ['PERSON']],
  [/\bphone\b|\bnumber (?:can|should|to|we)|\bcall you\b/i, ['PHONE']],
  [/\be-?mail\b/i, ['EMAIL']],
  [/\baddress\b/i, ['ADDRESS']],
];

const BY_WORD = 0.55;
const MOST = 1.3;

/** Fields whose words stand in a question, and those of the kind it asks for ("where", "how many") when no word tells. */
export function askedFields(
  questions: readonly Sentence[],
  profiles: readonly FieldProfile[],
  isFilled: (profile: FieldProfile) => boolean,
): Map<FieldProfile, number> {
  const asked = new Map<FieldProfile, number>();
  for (const sentence of questions) {
    const kinds = KINDS.filter(([pattern]) => pattern.test(sentence.text)).flatMap(([, of]) => of);
    const scores = profiles.map((profile) => ({ profile, score: wordScore(profile, sentence, kinds) }));
    const best = Math.max(0, ...scores.map(({ score }) => score));
    for (const { profile, score } of scores) {
      if (score >= BY_WORD && score >= best * 0.45) raise(asked, profile, Math.min(MOST, 0.5 + score * 0.5));
    }
    for (const kind of kinds) {
      const ofKind = profiles.filter((profile) => profile.kind === kind || (kind === 'DATE' && isSensed(profile)));
      if (ofKind.some((profile) => asked.has(profile))) continue;
      for (const profile of ofKind) raise(asked, profile, isFilled(profile) ? 0.4 : 0.65);
    }
  }
  return asked;
}

function isSensed(profile: FieldProfile): boolean {
  return senseOf(profile) === 'TIMELINE';
}

function raise(asked: Map<FieldProfile, number>, profile: FieldProfile, by: number): void {
  asked.set(profile, Math.max(asked.get(profile) ?? 0, by));
}

const ASK_FROM = /\b(?:from|leav(?:e|ing)|depart\w*|start(?:ing)?|pick(?:ing)?(?: \w+)? up|check(?:ing)? in|begin)\b/i;
const ASK_TO =
  /\b(?:where to|to (?:where|which|what)|go(?:ing)? to|destination|travel(?:l?ing)? to|return\w*|com(?:e|ing) back|drop(?:ping)?(?: \w+)? off|check(?:ing)? out|arriv\w*|head(?:ed|ing)|going)\b/i;

function wordScore(profile: FieldProfile, sentence: Sentence, kinds: readonly FieldKind[]): number {
  const told = profile.keywords.filter(({ stem }) => sentence.tokens.some((token) => sameThing(token.stem, stem)));
  const byValue =
    profile.kind === 'CHOICE' && profile.isClosed && mentionsOf(profile, sentence.text).length > 1 ? 0.9 : 0;
  const words = told.reduce((sum, { weight }) => sum + weight, 0);
  const fits = kinds.includes(profile.kind) ? 0.3 : kinds.length > 0 && words > 0 ? -0.15 : 0;
  const from = ASK_FROM.test(sentence.text);
  const to = ASK_TO.test(sentence.text);
  const role =
    profile.role === undefined || from === to
      ? profile.role !== undefined && from && to
        ? 0.3
        : 0
      : (profile.role === 'FROM') === from
        ? 0.4
        : -0.5;
  return words === 0 && byValue === 0 && role <= 0 ? 0 : words + byValue + fits + role;
}
