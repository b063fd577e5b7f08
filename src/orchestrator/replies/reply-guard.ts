import { deniesMachine } from '../../calls/talk/machine-question';
import type { Speaker } from '../../conversations/turn.entity';
import { normaliseText } from '../../qualification/evidence/normalise-text';
import { holdsCanary } from './canary';
import type { Violation } from './composed-reply';
import { grants, promises } from './grants';
import { ordersTheMachine } from './orders-to-machine';

/** What a reply may draw on. */
export interface GuardedBy {
  readonly canary: string;
  /** Our own instructions: nobody is told them. */
  readonly rules: string;
  /** What the company wrote: persona, brand voice, passages; offers made by code. Numbers and links of a reply stand in it. */
  readonly sources: readonly string[];
  /** What was said in the thread, in order. A number is whose who said it first: the lead's may be said back to it, a link may not. */
  readonly said: readonly { readonly speaker: Speaker; readonly text: string }[];
}

/** Words in a row that no reply shares with our instructions by chance. */
const RUN = 8;

const LINK =
  /\b(?:https?:\/\/|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+|\b[a-z0-9-]+\.(?:com|net|org|io|ai|co|app|info|xyz|ru|cn|link|site)\b(?:\/\S*)?/giu;
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
  if (linksOf(reply).some((link) => !by.sources.some((source) => source.toLowerCase().includes(link))))
    found.push('INVENTED_LINK');
  return found;
}

/**
 * The company's figures may be said in any way. The lead's own may be said back, as its budget or its day may, but not by what talks to
 * the machine, and not as what something costs or what is granted: nobody promises what the lead made up.
 */
function hasInventedNumber(reply: string, { sources, said }: GuardedBy): boolean {
  const owned = new Set(sources.flatMap(numbersOf));
  const theirs = new Set<string>();
  for (const { speaker, text } of said) {
    for (const number of numbersOf(text)) {
      if (owned.has(number) || theirs.has(number)) continue;
      if (speaker !== 'LEAD') owned.add(number);
      else if (!ordersTheMachine(text)) theirs.add(number);
    }
  }
  return clausesOf(reply).some((clause) =>
    numbersOf(clause).some((number) => !owned.has(number) && (!theirs.has(number) || grants(clause))),
  );
}

/** Parts of sentences: what holds a number together stays together. */
function clausesOf(reply: string): string[] {
  return normaliseText(reply).split(/[!?;:؟،؛।\n]+|[.,](?=\s|$)/u);
}

/** Figures by their digits alone: "1,200" and "1200" are one. */
function numbersOf(text: string): string[] {
  return (normaliseText(text).match(NUMBER) ?? [])
    .map((number) => number.replace(/\D/g, ''))
    .filter((digits) => digits.length > 1);
}

function linksOf(text: string): string[] {
  return (text.normalize('NFKC').match(LINK) ?? []).map((link) => link.toLowerCase().replace(/[.,;:!?)»]+$/u, ''));
}

function repeats(reply: string, rules: string): boolean {
  const runs = new Set(runsOf(rules));
  return runsOf(reply).some((run) => runs.has(run));
}

function runsOf(text: string): string[] {
  const words = normaliseText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(RUN - 1).map((_, at) => words.slice(at, at + RUN).join(' '));
}
