import type { ScoringTerms } from '../assessments/case-files.service';
import { spokenAtOf } from '../assessments/case-files.service';
import { knowledgeFrom, standingOf } from '../assessments/verdict';
import type { SpokenTurn } from '../evidence/verify-facts';
import { factsOf } from '../facts/lead-fact-store.service';
import type { LeadFact } from '../facts/lead-fact.entity';
import { mergeFacts } from '../facts/merge-facts';
import { askedIn } from '../rules-extraction/asked-fields';
import { extractByRules, RULES_MODEL } from '../rules-extraction/extract-by-rules';
import { decidedOnCall } from '../rules/decided-on-call';
import { fieldsFor } from '../rules/field-definitions';
import { type NextQuestion, nextQuestionOf } from '../rules/next-question';
import { rulesReading } from './rules-reading';
import { newTurns } from './transcript-window';

/** Whose call it is, and by what it will be scored. */
export interface CallTerms extends ScoringTerms {
  readonly tenantId: string;
  readonly leadId: string;
  readonly conversationId: string;
}

/** What rules have made of a call so far. Nothing of it is stored: the call is assessed when it has ended. */
export interface CallReading {
  /** What holds of the lead, this call included, one for each field. */
  readonly known: readonly LeadFact[];
  /** Would not be told on this call. */
  readonly refused: ReadonlySet<string>;
  /** How often the agent has asked, by field. */
  readonly asked: ReadonlyMap<string, number>;
  /** The last turn that has been read. */
  readonly readUpTo: number;
  /** What the agent was advised to ask last. */
  readonly advised: string | null;
}

/** Before anything was said: what is on file. */
export function unread(known: readonly LeadFact[]): CallReading {
  return { known, refused: new Set(), asked: new Map(), readUpTo: 0, advised: null };
}

/** Reads the turns that are new, with a few before them. The same turns read again change nothing. */
export function readOn(before: CallReading, turns: readonly SpokenTurn[], terms: CallTerms, at: Date): CallReading {
  const fresh = turns.filter(({ seq }) => seq > before.readUpTo);
  if (fresh.length === 0) return before;
  const own = new Set(terms.rules.criteria.map(({ field }) => field));
  const fields = fieldsFor(terms.rules.criteria).filter(({ name }) => own.has(name));
  const { times, refused } = askedIn(fresh, fields, before.advised);
  const asked = new Map(before.asked);
  for (const [field, count] of times) asked.set(field, (asked.get(field) ?? 0) + count);
  return {
    known: knownWith(before, turns, terms, at),
    refused: new Set([...before.refused, ...refused]),
    asked,
    readUpTo: Math.max(...fresh.map(({ seq }) => seq)),
    advised: null,
  };
}

/** What is worth asking now: nothing that is met, refused, or was asked in vain, and nothing at all where no answer could help. */
export function questionIn({ known, refused, asked }: CallReading, { rules }: ScoringTerms): NextQuestion | null {
  const knowledge = knowledgeFrom(known);
  const told = new Set([...knowledge.refused, ...refused]);
  return nextQuestionOf(standingOf({ ...knowledge, refused: told }, rules), told, fieldsFor(rules.criteria), asked);
}

function knownWith(
  { known, readUpTo }: CallReading,
  turns: readonly SpokenTurn[],
  terms: CallTerms,
  at: Date,
): readonly LeadFact[] {
  const { rules, timeZone, home, leadId, conversationId } = terms;
  const fields = fieldsFor(rules.criteria);
  const heard = { turns, rules, timeZone, home, decided: decidedOnCall(turns), endedAt: at };
  const { facts } = rulesReading(extractByRules({ turns: newTurns(turns, readUpTo) }, fields), heard);
  const by = { extractor: 'RULES', extractionVersion: RULES_MODEL, model: null } as const;
  const said = { leadId, conversationId, facts, spokenAt: spokenAtOf(turns), ...by };
  return mergeFacts(known, factsOf(said, terms.tenantId, at), { ...said, at }).current;
}
