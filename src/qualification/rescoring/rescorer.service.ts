import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Lead } from '../../leads/lead.entity';
import { LeadsService } from '../../leads/leads.service';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { newestOf } from '../assessments/assessment-rows';
import { knowledgeFrom, standingOf } from '../assessments/verdict';
import { LeadFactStore } from '../facts/lead-fact-store.service';
import { RubricsService, type ScoringBasis } from '../rubrics/rubrics.service';
import { Rescoring } from './rescoring.entity';
import {
  type AssessedLead,
  type KnownLead,
  knownOf,
  leadsAfter,
  type Restanding,
  storeStandings,
} from './rescoring-statements';
import { ROW_LOCK } from '../../platform/database/sql';

type Page = readonly AssessedLead[];

/** Leads of one transaction: some tens of milliseconds in which other writers of those leads wait. */
export const BATCH = 500;

/**
 * Applies a version of a rubric to what is known of its leads: arithmetic, and no model. Batch by batch, each a transaction that also
 * moves the mark it goes on from: whoever is killed has lost at most a batch that was not stored, and a second worker finds the row
 * locked or the mark moved. Nobody reads or scores a lead of the batch meanwhile: its assessment is locked first, then what is known of
 * it, then the lead, as whoever reads does.
 */
@Injectable()
export class Rescorer {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly rubrics: RubricsService,
    private readonly leads: LeadsService,
    private readonly facts: LeadFactStore,
  ) {}

  /** Goes on until every lead has been looked at, or `stop`. */
  async run(rescoringId: string, stop: { readonly aborted: boolean } = { aborted: false }): Promise<void> {
    while (!stop.aborted && (await this.batch(rescoringId)));
  }

  /**
   * Scores one lead again by the newest version of the rubric it was last assessed by; of whom nothing has been read, nothing changes.
   * @throws LeadNotFound
   */
  lead(leadId: string): Promise<Lead> {
    return this.work.run(async (tx) => {
      await this.leads.get(leadId);
      const newest = await newestOf(tx, leadId, { lock: 'for no key update' });
      if (newest) {
        await this.facts.hold([leadId]);
        const basis = await this.rubrics.held(newest.rubricId);
        await this.apply(tx, basis, [{ ...newest, leadId }], () => true);
      }
      return this.leads.get(leadId);
    });
  }

  /** The next leads. False when there are no more, or somebody else is at it. */
  async batch(rescoringId: string): Promise<boolean> {
    return this.work.run(async (tx) => {
      const run = await tx.findOne(Rescoring, {
        where: { tenantId: currentTenantId(), id: rescoringId, status: 'RUNNING' },
        lock: { ...ROW_LOCK, onLocked: 'skip_locked' },
      });
      if (!run) return false;
      const page = await leadsAfter(tx, run, BATCH);
      const changed = page.length > 0 ? await this.rescore(tx, run, page) : 0;
      await this.advance(tx, run, { seen: page.length, changed, last: page.at(-1)?.leadId ?? null });
      return page.length > 0;
    });
  }

  /**
   * How many leads stand elsewhere than before. One that was assessed by another rubric since stands by that one, and one that was by a
   * version still to come over all of them, by that.
   */
  private async rescore(tx: EntityManager, { rubricId, rubricVersion }: Rescoring, page: Page): Promise<number> {
    const rules = await this.rubrics.getVersion(rubricId, rubricVersion);
    await this.facts.hold(page.map(({ leadId }) => leadId));
    const isOurs = (known: KnownLead): boolean =>
      known.rubricId === rubricId && (known.rubricVersion ?? 0) <= rubricVersion;
    return this.apply(tx, { rules, rubricVersion }, page, isOurs);
  }

  /**
   * How many of them stand elsewhere than before. Of whom a newer conversation has been read while we waited for them, nothing changes:
   * whoever read it has scored the lead by the newest version already.
   */
  private async apply(
    tx: EntityManager,
    { rules, rubricVersion }: ScoringBasis,
    held: Page,
    isOurs: (known: KnownLead) => boolean,
  ): Promise<number> {
    const ours = new Set(held.map(({ assessmentId }) => assessmentId));
    const known = await knownOf(
      tx,
      held.map(({ leadId }) => leadId),
    );
    const standings = known
      .filter((lead) => ours.has(lead.assessmentId) && isOurs(lead))
      .map(({ leadId, assessmentId, facts }): Restanding => {
        const { verdicts, ...standing } = standingOf(knowledgeFrom(facts), rules);
        return { leadId, assessmentId, ...standing, verdicts };
      });
    await storeStandings(tx, standings, rubricVersion);
    return this.leads.recordScores(standings);
  }

  private async advance(
    tx: EntityManager,
    { tenantId, id, leadsSeen, leadsChanged, lastLeadId }: Rescoring,
    { seen, changed, last }: { readonly seen: number; readonly changed: number; readonly last: string | null },
  ): Promise<void> {
    const now = this.clock.now();
    await tx.update(
      Rescoring,
      { tenantId, id },
      {
        leadsSeen: leadsSeen + seen,
        leadsChanged: leadsChanged + changed,
        lastLeadId: last ?? lastLeadId,
        updatedAt: now,
        ...(last === null ? { status: 'COMPLETED', endedAt: now } : {}),
      },
    );
  }
}
