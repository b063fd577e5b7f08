import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Lead } from '../../leads/lead.entity';
import { LeadsService } from '../../leads/leads.service';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { newestOf } from '../assessments/assessment-rows';
import { standingOf } from '../assessments/verdict';
import { RubricsService } from '../rubrics/rubrics.service';
import type { ScoringRules } from '../rules/criterion';
import { STANDARD_RUBRIC } from '../rules/standard-rubric';
import { Rescoring } from './rescoring.entity';
import { factsOfLeads, leadsAfter, type Restanding, storeStandings } from './rescoring-statements';
import { ROW_LOCK } from '../../platform/database/sql';

/** Leads of one transaction: some tens of milliseconds in which other writers of those leads wait. */
export const BATCH = 500;

/**
 * Applies a version of a rubric to what is known of its leads: arithmetic, and no model. Batch by batch, each a transaction that also
 * moves the mark it goes on from: whoever is killed has lost at most a batch that was not stored, and a second worker finds the row
 * locked or the mark moved.
 */
@Injectable()
export class Rescorer {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly rubrics: RubricsService,
    private readonly leads: LeadsService,
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
      const newest = await newestOf(tx, leadId);
      if (newest) {
        const rubric = newest.rubricId ? await this.rubrics.get(newest.rubricId) : undefined;
        await this.apply(tx, rubric ?? STANDARD_RUBRIC, rubric?.version ?? null, [{ ...newest, leadId }]);
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

  /** How many leads stand elsewhere than before. */
  private async rescore(
    tx: EntityManager,
    { rubricId, rubricVersion }: Rescoring,
    page: Awaited<ReturnType<typeof leadsAfter>>,
  ): Promise<number> {
    const rules = await this.rubrics.getVersion(rubricId, rubricVersion);
    // A lead that was assessed by another rubric since stands by that one.
    const ours = page.filter(({ isNewest }) => isNewest);
    return this.apply(tx, rules, rubricVersion, ours);
  }

  /** How many of them stand elsewhere than before. */
  private async apply(
    tx: EntityManager,
    rules: ScoringRules,
    rubricVersion: number | null,
    assessed: readonly Pick<Restanding, 'leadId' | 'assessmentId'>[],
  ): Promise<number> {
    const facts = await factsOfLeads(
      tx,
      assessed.map(({ leadId }) => leadId),
    );
    const standings = assessed.map(({ leadId, assessmentId }): Restanding => {
      const { verdicts, ...standing } = standingOf(facts(leadId), rules);
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
