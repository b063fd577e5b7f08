import type { Extractor } from '../assessments/reading';
import { contradict, halved } from '../evidence/verify-facts';
import type { LeadFact } from './lead-fact.entity';

/** What one fact needs to be weighed against others. */
export type WeighedFact = Pick<
  LeadFact,
  | 'id'
  | 'field'
  | 'status'
  | 'value'
  | 'confidence'
  | 'conversationId'
  | 'turnSeq'
  | 'extractor'
  | 'saidAt'
  | 'recordedAt'
  | 'supersededAt'
  | 'supersededBy'
>;

/** What a reader of one conversation could have found there. */
export interface Reach {
  /** What it was asked for. */
  readonly fields: ReadonlySet<string>;
  /** The first and the last turn that it has read. */
  readonly from: number;
  readonly to: number;
}

/** Who read a conversation, and when. */
export interface ReadingBy {
  readonly extractor: Extractor;
  readonly conversationId: string;
  readonly at: Date;
  /** All of it where left out. */
  readonly reach?: Reach;
}

export interface MergedFacts<F extends WeighedFact> {
  /** New ones, most of them what holds from now on. */
  readonly added: readonly F[];
  /** Old ones that were replaced, taken back, or hold again. */
  readonly changed: readonly F[];
  /** What holds, one for each field. */
  readonly current: readonly F[];
}

/**
 * Adds what was read in one conversation to what is known of its lead. Of two statements the one said later holds, whichever was
 * read first; silence takes nothing away, and a refusal nothing that was once said. What rules found is taken back when a model reads
 * the same turns, is asked for it and does not find it; then what held before holds again. The same fact read twice stays one.
 */
export function mergeFacts<F extends WeighedFact>(
  known: readonly F[],
  found: readonly F[],
  by: ReadingBy,
): MergedFacts<F> {
  const outdated = new Set(known.filter((fact) => isOutdated(fact, by)).map(({ id }) => id));
  const standing = known.filter((fact) => !outdated.has(fact.id) && !isTakenBack(fact));
  const added = found
    .filter((fact) => !standing.some((other) => isSame(fact, other)))
    .map((fact) => (standing.some((other) => isOther(fact, other)) ? halved(fact) : fact));
  const holders = holdersAmong([...standing, ...added]);
  const settle = (fact: F): F => {
    if (outdated.has(fact.id)) return { ...fact, supersededAt: fact.supersededAt ?? by.at, supersededBy: null };
    const isSettled = fact.supersededBy !== null && !outdated.has(fact.supersededBy);
    const holder = holders.get(fact.field);
    return isSettled && holder?.id !== fact.id ? fact : settled(fact, holder, by.at);
  };
  const before = known.filter((fact) => !isTakenBack(fact));
  return {
    added: added.map(settle),
    changed: before.flatMap((fact) => {
      const now = settle(fact);
      return now.supersededBy === fact.supersededBy && holds(now) === holds(fact) ? [] : [now];
    }),
    current: [...holders.values()].map(settle),
  };
}

/** Of some of what is known of a lead what holds, one for each field. */
export function heldAmong<F extends WeighedFact>(known: readonly F[]): readonly F[] {
  return [...holdersAmong(known.filter((fact) => !isTakenBack(fact))).values()];
}

function holdersAmong<F extends WeighedFact>(facts: readonly F[]): Map<string, F> {
  const holders = new Map<string, F>();
  for (const fact of facts) {
    const holder = holders.get(fact.field);
    if (!holder || outweighs(fact, holder)) holders.set(fact.field, fact);
  }
  return holders;
}

/** Read by rules where a model would have found it by now. */
function isOutdated({ extractor, conversationId, field, turnSeq }: WeighedFact, by: ReadingBy): boolean {
  if (by.extractor !== 'MODEL' || extractor !== 'RULES' || conversationId !== by.conversationId) return false;
  return !by.reach || (by.reach.fields.has(field) && turnSeq >= by.reach.from && turnSeq <= by.reach.to);
}

function isTakenBack({ supersededAt, supersededBy }: WeighedFact): boolean {
  return supersededAt !== null && supersededBy === null;
}

function isSame(one: WeighedFact, other: WeighedFact): boolean {
  return (
    one.field === other.field &&
    one.conversationId === other.conversationId &&
    one.turnSeq === other.turnSeq &&
    one.extractor === other.extractor &&
    one.status === other.status &&
    JSON.stringify(one.value) === JSON.stringify(other.value)
  );
}

/** Something else was said about it in the same conversation. */
function isOther(one: WeighedFact, other: WeighedFact): boolean {
  return one.field === other.field && one.conversationId === other.conversationId && contradict(one, other);
}

/** Said before refused; later before earlier; a model before rules; the last reading of the same words before the one before. */
function outweighs(one: WeighedFact, other: WeighedFact): boolean {
  const order = [
    Number(one.value !== null) - Number(other.value !== null),
    one.saidAt.getTime() - other.saidAt.getTime(),
    one.turnSeq - other.turnSeq,
    Number(one.extractor === 'MODEL') - Number(other.extractor === 'MODEL'),
    one.recordedAt.getTime() - other.recordedAt.getTime(),
    one.id > other.id ? 1 : -1,
  ];
  return (order.find((difference) => difference !== 0) ?? 0) > 0;
}

function settled<F extends WeighedFact>(fact: F, holder: F | undefined, at: Date): F {
  if (holder?.id === fact.id) return { ...fact, supersededAt: null, supersededBy: null };
  return { ...fact, supersededAt: fact.supersededAt ?? at, supersededBy: holder?.id ?? null };
}

function holds({ supersededAt }: WeighedFact): boolean {
  return supersededAt === null;
}
