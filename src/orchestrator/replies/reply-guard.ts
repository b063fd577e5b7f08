import { deniesMachine } from '../../calls/talk/machine-question';
import type { Turn } from '../../conversations/turn.entity';
import { normaliseText } from '../../qualification/evidence/normalise-text';
import { holdsCanary } from './canary';
import { type Amount, amountsOf, keysOf, readable } from './amounts';
import type { Violation } from './composed-reply';
import { grants, promises } from './grants';
import { isLinkOf, linksIn } from './links';
import { ordersTheMachine } from './orders-to-machine';

/** What a reply may draw on. */
export interface GuardedBy {
  readonly canary: string;
  /** Our own instructions: nobody is told them. */
  readonly rules: string;
  /** What the company wrote: persona, brand voice, passages; offers made by code. Amounts, figures and links of a reply stand in it. */
  readonly sources: readonly string[];
  /** What was said in the thread, in order. A number is whose who said it first: the lead's may be said back to it, a link may not. */
  readonly said: readonly Said[];
  /** True where the thread began before `said`. */
  readonly isCut: boolean;
}

type Said = Pick<Turn, 'speaker' | 'text'> & Partial<Pick<Turn, 'model' | 'action'>>;

/** Words in a row that no reply shares with our instructions by chance. */
const RUN = 8;

/** Words of a clause that grants something and does not say what. */
const ASSENT = 4;

/** A figure somebody might rely on: two digits or more, with what holds its groups together. */
const NUMBER = /\d[\d.,٫٬' ]*\d/gu;

/** What of a reply must not be said; empty when it may be. */
export function violationsIn(reply: string, by: GuardedBy): Violation[] {
  const found: Violation[] = [];
  if (reply.trim() === '') found.push('EMPTY');
  if (holdsCanary(reply, by.canary) || repeats(reply, by.rules)) found.push('LEAK');
  if (deniesMachine(reply)) found.push('DENIES_MACHINE');
  if (promises(reply) && !by.sources.some(promises)) found.push('INVENTED_PROMISE');
  if (hasInventedNumber(reply, by)) found.push('INVENTED_NUMBER');
  const isKnown = isLinkOf(by.sources);
  if (!linksIn(reply).every(isKnown)) found.push('INVENTED_LINK');
  return found;
}

/**
 * The company's figures may be said in any way. The lead's own may be said back, as its budget or its day may, but not by what talks to
 * the machine, and not as what something costs or what is granted: nobody promises what the lead made up.
 */
function hasInventedNumber(reply: string, by: GuardedBy): boolean {
  const owned = new Set(by.sources.flatMap(figuresOf));
  const theirs = new Set<string>();
  for (const turn of by.said) {
    for (const figure of figuresOf(turn.text)) {
      if (owned.has(figure) || theirs.has(figure)) continue;
      if (vouches(turn, by.isCut)) owned.add(figure);
      else if (turn.speaker !== 'LEAD' || !ordersTheMachine(turn.text)) theirs.add(figure);
    }
  }
  return clausesOf(reply).some((clause, at, clauses) => {
    const isGranted = grants(clause) || isAssent(clauses[at - 1]);
    const isHeld = (key: string) => owned.has(key) || (theirs.has(key) && !isGranted);
    const amounts = amountsOf(clause, isGranted);
    if (amounts.some(({ keys }) => !keys.some(isHeld))) return true;
    return !digitsIn(besides(clause, amounts)).every(isHeld);
  });
}

/**
 * Whether a figure said first here is the company's. Where the beginning is missing a model may be saying the lead's back: its words
 * vouch for nothing then, those of the program and of people do.
 */
function vouches({ speaker, model, action }: Said, isCut: boolean): boolean {
  if (speaker !== 'AGENT') return speaker === 'HUMAN';
  return !isCut || (model == null && action != null);
}

/** "Agreed:", "It is a deal.": what follows is what is granted. */
function isAssent(clause = ''): boolean {
  return clause.trim().split(' ').length <= ASSENT && grants(clause);
}

/** Parts of sentences: what holds a number together stays together. */
function clausesOf(reply: string): string[] {
  return readable(reply).split(/[!?;:؟،؛।\n]+|(?<!(?<!\p{L})(?:rs|dhs?|sr))[.,](?=\s|$)/u);
}

/** Amounts by their values, figures by their digits alone: "1,200" and "1200" are one. */
function figuresOf(text: string): string[] {
  return [...keysOf(text), ...digitsIn(readable(text))];
}

function digitsIn(text: string): string[] {
  return (text.match(NUMBER) ?? [])
    .map((number) => number.replace(/\D/gu, ''))
    .filter((digits) => digits.length > 1)
    .map((digits) => `d:${digits}`);
}

/** A clause without its amounts: what was read as a value is not read once more as digits. */
function besides(clause: string, amounts: readonly Amount[]): string {
  return amounts.reduce((rest, { from, to }) => rest.slice(0, from) + '·'.repeat(to - from) + rest.slice(to), clause);
}

function repeats(reply: string, rules: string): boolean {
  const runs = new Set(runsOf(rules));
  return runsOf(reply).some((run) => runs.has(run));
}

function runsOf(text: string): string[] {
  const words = normaliseText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(RUN - 1).map((_, at) => words.slice(at, at + RUN).join(' '));
}
