import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { advisoryLocks, changedBy } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { Extractor } from '../assessments/reading';
import type { CheckedFact } from '../evidence/verify-facts';
import { LeadFact } from './lead-fact.entity';
import { mergeFacts, type Reach } from './merge-facts';

/** What was read in one conversation, and by whom. */
export interface FoundFacts {
  readonly leadId: string;
  readonly conversationId: string;
  readonly facts: readonly CheckedFact[];
  readonly extractor: Extractor;
  readonly extractionVersion: string;
  readonly model: string | null;
  /** When each turn was spoken, by its place. */
  readonly spokenAt: ReadonlyMap<number, Date>;
  /** What could have been found; anything in all of it where left out. */
  readonly reach?: Reach;
}

/** Writes what is known of leads. Joins the open unit of work; two conversations of one lead take turns. */
@Injectable()
export class LeadFactStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Nobody else adds to what is known of these leads, or scores them, until the open unit of work ends. Whoever also locks their
   * assessments does so before, and the leads themselves after.
   */
  async hold(leadIds: readonly string[]): Promise<void> {
    const tenantId = currentTenantId();
    const names = [...leadIds].sort().map((leadId) => `lead-facts:${tenantId}:${leadId}`);
    await this.work.run((tx) => advisoryLocks(tx, names));
  }

  /** Adds what was found. @returns what holds of the lead now, one for each field. */
  async keep(found: FoundFacts): Promise<readonly LeadFact[]> {
    return this.work.run(async (tx) => {
      const tenantId = currentTenantId();
      const at = this.clock.now();
      await this.hold([found.leadId]);
      const known = await tx.findBy(LeadFact, { tenantId, leadId: found.leadId });
      const { added, changed, current } = mergeFacts(known, factsOf(found, tenantId, at), { ...found, at });
      // What no longer holds first: at no moment do two hold.
      await settle(
        tx,
        changed.filter(({ supersededAt }) => supersededAt !== null),
      );
      if (added.length > 0) await tx.insert(LeadFact, [...added]);
      await settle(
        tx,
        changed.filter(({ supersededAt }) => supersededAt === null),
      );
      return current;
    });
  }

  /** What holds of a lead, while nobody else can add to it until the open unit of work ends. */
  async current(leadId: string): Promise<readonly LeadFact[]> {
    return this.work.run(async (tx) => {
      const tenantId = currentTenantId();
      await this.hold([leadId]);
      const known = await tx.findBy(LeadFact, { tenantId, leadId });
      return known.filter(({ supersededAt }) => supersededAt === null);
    });
  }
}

/** What of it counts: verified claims, and refusals. */
export function factsOf(found: FoundFacts, tenantId: string, at: Date): LeadFact[] {
  const { leadId, conversationId, extractor, extractionVersion, model, spokenAt } = found;
  const last = Math.max(0, ...spokenAt.keys());
  return found.facts.flatMap(({ field, status, value, money, quotes, turnSeq, confidence, verified }) => {
    if (status === 'NOT_MENTIONED' || (!verified && status !== 'REFUSED')) return [];
    // A refusal that was quoted nowhere was made by the end.
    const turn = turnSeq ?? last;
    const said = { status, value, money, quotes, turnSeq: turn, confidence, saidAt: spokenAt.get(turn) ?? at };
    const by = { extractor, extractionVersion, model, recordedAt: at, supersededAt: null, supersededBy: null };
    return [Object.assign(new LeadFact(), { tenantId, id: uuidv7(), leadId, conversationId, field, ...said, ...by })];
  });
}

async function settle(tx: EntityManager, facts: readonly LeadFact[]): Promise<void> {
  if (facts.length === 0) return;
  await changedBy(
    tx,
    `update lead_facts f set superseded_at = n.superseded_at, superseded_by = n.superseded_by
     from unnest($2::uuid[], $3::timestamptz[], $4::uuid[]) as n (id, superseded_at, superseded_by)
     where f.tenant_id = $1 and f.id = n.id`,
    [
      currentTenantId(),
      facts.map(({ id }) => id),
      facts.map(({ supersededAt }) => supersededAt),
      facts.map(({ supersededBy }) => supersededBy),
    ],
  );
}
