import type { FieldValue } from '../rules/criterion';
import type { FieldDefinition } from '../rules/field-definitions';
import { conformingValue } from './conforming-value';
import { hasWords, normaliseText } from './normalise-text';
import { saysAmount } from './spoken-amounts';
import { accepts, instructsTheMachine, onlyAccepts } from './spoken-words';

/** One turn of a transcript, as it was recorded. */
export interface SpokenTurn {
  readonly seq: number;
  readonly speaker: 'LEAD' | 'AGENT';
  readonly text: string;
  /** What speech recognition thought of its own work, 0 to 1. */
  readonly confidence?: number | null;
  /** What the agent did in it beside talking, for example `END_CALL:DONE` or `SCHEDULE_CALLBACK:Thursday at four`. */
  readonly action?: string | null;
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
  'WRONG_TYPE' | 'EVIDENCE_NOT_FOUND' | 'VALUE_NOT_IN_QUOTE' | 'INSTRUCTION_NOT_CLAIM' | 'OFFER_NOT_SHOWN';

export interface CheckedFact {
  readonly field: string;
  readonly status: 'STATED' | 'IMPLIED' | 'REFUSED' | 'NOT_MENTIONED';
  /** Null unless verified. */
  readonly value: FieldValue | null;
  readonly raw: string | null;
  /** The lead's own words, as the model quoted them. */
  readonly quote: string | null;
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
  readonly offer?: string;
}

/** Anything shorter is found everywhere. */
const SHORTEST_QUOTE = 3;

const STRENGTH = { STATED: 0.9, OFFERED: 0.75, IMPLIED: 0.5 } as const;

const STATUS = { stated: 'STATED', implied: 'IMPLIED', refused: 'REFUSED', not_mentioned: 'NOT_MENTIONED' } as const;

/** Checks every claim about a known field against the record; of several about one field, the latest that holds counts. */
export function checkFacts(
  claims: readonly ClaimedFact[],
  fields: readonly FieldDefinition[],
  turns: readonly SpokenTurn[],
): CheckedFact[] {
  return fields.flatMap((field) => {
    const checked = claims.filter((claim) => claim.field === field.name).map((claim) => checkFact(claim, field, turns));
    const [best] = checked.sort(
      (a, b) => Number(b.verified) - Number(a.verified) || (b.turnSeq ?? 0) - (a.turnSeq ?? 0),
    );
    return best ? [best] : [];
  });
}

/** A claim holds when the lead said it, in words that are in the record and bear the value. */
export function checkFact(claim: ClaimedFact, field: FieldDefinition, turns: readonly SpokenTurn[]): CheckedFact {
  const evidence = evidenceFor(claim, turns);
  const said = { field: claim.field, status: STATUS[claim.status], raw: claim.raw, ...quoteOf(claim, evidence) };
  const nothing = { ...said, value: null, verified: false, confidence: null };
  if (claim.status === 'refused' || claim.status === 'not_mentioned') return { ...nothing, rejection: null };
  const value = conformingValue(claim.value, field);
  if (value === undefined) return { ...nothing, rejection: 'WRONG_TYPE' };
  const rejection = evidence ? objectionTo(value, evidence) : 'EVIDENCE_NOT_FOUND';
  if (!evidence || rejection) return { ...nothing, rejection };
  return { ...said, value, verified: true, confidence: strengthOf(claim, evidence), rejection: null };
}

function objectionTo(value: FieldValue, { quote, turn, offer }: Evidence): Rejection | null {
  if (instructsTheMachine(turn.text)) return 'INSTRUCTION_NOT_CLAIM';
  if (onlyAccepts(quote) && offer === undefined) return 'OFFER_NOT_SHOWN';
  // In the turn too: a quote that begins within a number reads as another one.
  if (typeof value !== 'number' || (saysAmount(quote, value) && saysAmount(turn.text, value))) return null;
  return offer !== undefined && saysAmount(offer, value) ? null : 'VALUE_NOT_IN_QUOTE';
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
): string | undefined {
  if (!accepts(yes.text) && !onlyAccepts(yes.text)) return undefined;
  const before = turns.filter(({ seq }) => seq < accepted.seq).at(-1);
  if (before?.speaker !== 'AGENT') return undefined;
  return quotes.find(
    (quote) =>
      quote !== yes && quote.turn === before.seq && !onlyAccepts(quote.text) && contains(before.text, quote.text),
  )?.text;
}

function contains(turn: string, quote: string): boolean {
  const wanted = normaliseText(quote);
  return wanted.length >= SHORTEST_QUOTE && hasWords(normaliseText(turn), wanted);
}

function quoteOf({ quotes }: ClaimedFact, evidence: Evidence | undefined): Pick<CheckedFact, 'quote' | 'turnSeq'> {
  return { quote: evidence?.quote ?? quotes[0]?.text ?? null, turnSeq: evidence?.turn.seq ?? null };
}

/** By kind of evidence, times how well the words were heard. */
function strengthOf({ status }: ClaimedFact, { quote, turn, offer }: Evidence): number {
  const kind =
    status === 'implied'
      ? STRENGTH.IMPLIED
      : offer !== undefined && accepts(quote)
        ? STRENGTH.OFFERED
        : STRENGTH.STATED;
  const heard = Math.min(Math.max(turn.confidence ?? 1, 0.5), 1);
  return Math.round(kind * heard * 1_000) / 1_000;
}
