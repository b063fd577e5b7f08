import type { FieldValue, Money } from '../rules/criterion';
import type { FieldDefinition } from '../rules/field-definitions';
import { conformingValue } from './conforming-value';
import type { Home } from './currency-words';
import { hasWords, normaliseText } from './normalise-text';
import { saysAmount } from './spoken-amounts';
import { moneyOf } from './spoken-money';
import { instructsTheMachine } from './orders/instructs-the-machine';
import { accepts, onlyAccepts } from './spoken-words';

/** One turn of a transcript, as it was recorded. */
export interface SpokenTurn {
  readonly seq: number;
  readonly speaker: 'LEAD' | 'AGENT';
  readonly text: string;
  /** What speech recognition thought of its own work, 0 to 1. */
  readonly confidence?: number | null;
  /** What the agent did in it beside talking, for example `END_CALL:DONE` or `SCHEDULE_CALLBACK:Thursday at four`. */
  readonly action?: string | null;
  readonly spokenAt?: Date;
}

/** Words a model says stand in a turn. */
interface Quote {
  readonly turn: number;
  readonly text: string;
}

/** What a model claims to have read. */
export interface ClaimedFact {
  readonly field: string;
  readonly status: 'stated' | 'implied' | 'refused' | 'not_mentioned';
  readonly value: unknown;
  readonly raw: string | null;
  readonly quotes: readonly Quote[];
}

/** Why a claim has no effect. */
export type Rejection =
  | 'WRONG_TYPE'
  | 'EVIDENCE_NOT_FOUND'
  | 'VALUE_NOT_IN_QUOTE'
  | 'INSTRUCTION_NOT_CLAIM'
  | 'OFFER_NOT_SHOWN'
  | 'AMOUNT_UNCLEAR';

/** Words in the record that a fact rests on. */
export interface FactQuote {
  readonly turn: number;
  readonly speaker: SpokenTurn['speaker'];
  readonly text: string;
}

/** ACCEPTED_OFFER: our side named it and the lead agreed. */
export type FactStatus = 'STATED' | 'IMPLIED' | 'ACCEPTED_OFFER' | 'REFUSED' | 'NOT_MENTIONED';

export interface CheckedFact {
  readonly field: string;
  readonly status: FactStatus;
  /** Null unless verified. */
  readonly value: FieldValue | null;
  /** Of a verified sum of money: its range and currency. */
  readonly money: Money | null;
  readonly raw: string | null;
  /** The lead's own words, as the model quoted them. */
  readonly quote: string | null;
  /** That quote as it was found, and before it our words that it took up; empty when nothing was found. */
  readonly quotes: readonly FactQuote[];
  readonly turnSeq: number | null;
  /** How good the evidence is, 0 to 1; computed, since models are too sure of themselves. Null without evidence. */
  readonly confidence: number | null;
  readonly verified: boolean;
  readonly rejection: Rejection | null;
}

/** A quote that was found in the transcript. */
interface Evidence {
  readonly quote: string;
  readonly turn: SpokenTurn;
  /** Our words that were taken up by it, when the value stands there. */
  readonly offer?: { readonly text: string; readonly turn: SpokenTurn };
}

/** Anything shorter is found everywhere, unless it is all that was said. */
const SHORTEST_QUOTE = 3;

const STRENGTH = { STATED: 0.9, ACCEPTED_OFFER: 0.75, IMPLIED: 0.5 } as const;

/** Two claims about one field that both hold, and differ: each is worth half. */
const CONTRADICTED = 0.5;

const STATUS = { stated: 'STATED', implied: 'IMPLIED', refused: 'REFUSED', not_mentioned: 'NOT_MENTIONED' } as const;

/**
 * Checks every claim about a known field against the record; of several about one field, the latest that holds counts.
 * @param home what currencies are meant by "rupees" and by a number alone.
 */
export function checkFacts(
  claims: readonly ClaimedFact[],
  fields: readonly FieldDefinition[],
  turns: readonly SpokenTurn[],
  home?: Home,
): CheckedFact[] {
  return fields.flatMap((field) => {
    const checked = claims
      .filter((claim) => claim.field === field.name)
      .map((claim) => checkFact(claim, field, turns, home));
    const [best, ...others] = checked.sort(
      (a, b) => Number(b.verified) - Number(a.verified) || (b.turnSeq ?? 0) - (a.turnSeq ?? 0),
    );
    if (!best) return [];
    return others.some((other) => contradict(best, other)) ? [halved(best)] : [best];
  });
}

/** True when both were said, and are not the same. */
export function contradict(one: SaidValue, other: SaidValue): boolean {
  if (one.value === null || other.value === null) return false;
  return JSON.stringify(one.value) !== JSON.stringify(other.value);
}

type SaidValue = Pick<CheckedFact, 'value'>;

/** Of a fact that something else in the same conversation speaks against. */
export function halved<F extends Pick<CheckedFact, 'confidence'>>(fact: F): F {
  return { ...fact, confidence: fact.confidence === null ? null : thousandths(fact.confidence * CONTRADICTED) };
}

/** A claim holds when the lead said it, in words that are in the record and bear the value. */
export function checkFact(
  claim: ClaimedFact,
  field: FieldDefinition,
  turns: readonly SpokenTurn[],
  home?: Home,
): CheckedFact {
  const evidence = evidenceFor(claim, turns);
  const said = { field: claim.field, status: STATUS[claim.status], raw: claim.raw, ...quoteOf(claim, evidence) };
  const nothing = { ...said, value: null, money: null, verified: false, confidence: null };
  if (claim.status === 'refused' || claim.status === 'not_mentioned') return { ...nothing, rejection: null };
  const value = conformingValue(claim.value, field);
  if (value === undefined) return { ...nothing, rejection: 'WRONG_TYPE' };
  const rejection = evidence ? objectionTo(value, evidence) : 'EVIDENCE_NOT_FOUND';
  if (!evidence || rejection) return { ...nothing, rejection };
  const money = field.isMoney && typeof value === 'number' ? moneySaid(value, evidence, turns, home) : null;
  if (money === undefined) return { ...nothing, rejection: 'AMOUNT_UNCLEAR' };
  const status = isAcceptance(claim, evidence) ? 'ACCEPTED_OFFER' : said.status;
  return { ...said, status, value, money, verified: true, confidence: strengthOf(status, evidence), rejection: null };
}

function moneySaid(
  amount: number,
  { turn, offer }: Evidence,
  turns: readonly SpokenTurn[],
  home: Home | undefined,
): Money | undefined {
  const before = turns.findLast(({ seq }) => seq < turn.seq);
  const question = before?.speaker === 'AGENT' ? before.text : '';
  const own = saysAmount(turn.text, amount) ? moneyOf(amount, turn.text, { question, home }) : undefined;
  return own ?? (offer && moneyOf(amount, offer.turn.text, { home }));
}

function objectionTo(value: FieldValue, { quote, turn, offer }: Evidence): Rejection | null {
  if (instructsTheMachine(turn.text)) return 'INSTRUCTION_NOT_CLAIM';
  if (onlyAccepts(quote) && offer === undefined) return 'OFFER_NOT_SHOWN';
  // In the turn too: a quote that begins within a number reads as another one.
  if (typeof value !== 'number' || (saysAmount(quote, value) && saysAmount(turn.text, value))) return null;
  return offer !== undefined && saysAmount(offer.text, value) && saysAmount(offer.turn.text, value)
    ? null
    : 'VALUE_NOT_IN_QUOTE';
}

/** The latest of the lead's quotes that is in the record; the turn the model names first, then any of the lead's. */
function evidenceFor({ quotes }: ClaimedFact, turns: readonly SpokenTurn[]): Evidence | undefined {
  const lead = turns.filter(({ speaker }) => speaker === 'LEAD');
  const found = quotes.flatMap((cited): Evidence[] => {
    const { turn, text } = cited;
    const holds = (candidate: SpokenTurn): boolean => contains(candidate.text, text);
    const said = lead.find((candidate) => candidate.seq === turn && holds(candidate)) ?? lead.findLast(holds);
    return said ? [{ quote: text, turn: said, offer: offerBefore(said, cited, quotes, turns) }] : [];
  });
  return found.sort((a, b) => b.turn.seq - a.turn.seq)[0];
}

/** What the lead's "yes" took up: another quote, of our own turn directly before it, that says more than yes. */
function offerBefore(
  accepted: SpokenTurn,
  yes: Quote,
  quotes: ClaimedFact['quotes'],
  turns: readonly SpokenTurn[],
): Evidence['offer'] {
  if (!accepts(yes.text) && !onlyAccepts(yes.text)) return undefined;
  const before = turns.filter(({ seq }) => seq < accepted.seq).at(-1);
  if (before?.speaker !== 'AGENT') return undefined;
  const ours = new Set(turns.flatMap(({ seq, speaker }) => (speaker === 'AGENT' ? [seq] : [])));
  const offer = quotes.find(
    (quote) => quote !== yes && ours.has(quote.turn) && !onlyAccepts(quote.text) && contains(before.text, quote.text),
  );
  return offer && { text: offer.text, turn: before };
}

/** Whether a quote stands in a turn, written alike or not. */
export function contains(turn: string, quote: string): boolean {
  const [said, wanted] = [normaliseText(turn), normaliseText(quote)];
  return (wanted.length >= SHORTEST_QUOTE && hasWords(said, wanted)) || (wanted !== '' && wanted === said);
}

function quoteOf(
  { quotes }: ClaimedFact,
  evidence: Evidence | undefined,
): Pick<CheckedFact, 'quote' | 'quotes' | 'turnSeq'> {
  if (!evidence) return { quote: quotes[0]?.text ?? null, quotes: [], turnSeq: null };
  const { quote, turn, offer } = evidence;
  const ours = offer ? [{ turn: offer.turn.seq, speaker: offer.turn.speaker, text: offer.text }] : [];
  return { quote, quotes: [...ours, { turn: turn.seq, speaker: turn.speaker, text: quote }], turnSeq: turn.seq };
}

/** Our offer bears the value, not the words of the lead themselves, whichever yes they took it up with. */
function isAcceptance({ status }: ClaimedFact, { offer }: Evidence): boolean {
  return status === 'stated' && offer !== undefined;
}

/** By kind of evidence, times how well the words were heard. */
function strengthOf(status: FactStatus, { turn }: Evidence): number {
  const kind = status === 'IMPLIED' || status === 'ACCEPTED_OFFER' ? STRENGTH[status] : STRENGTH.STATED;
  const heard = Math.min(Math.max(turn.confidence ?? 1, 0.5), 1);
  return thousandths(kind * heard);
}

function thousandths(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
