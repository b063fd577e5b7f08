import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Assessment } from '../assessments/assessment.entity';
import { COMPLETE, keepFacts, newestOf, readingColumns, standingColumns } from '../assessments/assessment-rows';
import { LeadWorth } from '../assessments/lead-worth.service';
import type { Verdict } from '../assessments/verdict';
import type { AssessedOutcome } from '../rules/outcome';
import { LeadStandings } from './lead-standings.service';
import { lockedAssessment, takeBack, type ThreadOf, type ThreadReading } from './thread-rows';

/** Who is not to be called back, whatever was promised before. */
const ENDS_IT: ReadonlySet<AssessedOutcome> = new Set(['OPTED_OUT', 'WRONG_NUMBER', 'NOT_INTERESTED']);

/** Writes down what was read of conversations in writing. */
@Injectable()
export class ThreadStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly worth: LeadWorth,
    private readonly standings: LeadStandings,
  ) {}

  /** Everything `steps` reads is of one transaction. */
  together<T>(steps: () => Promise<T>): Promise<T> {
    return this.work.run(steps);
  }

  /** The assessment so far, and by which rubric the lead is scored: the one it was assessed by last, in whatever conversation. */
  async before(conversationId: string, leadId: string): Promise<{ known: Assessment | null; rubricId: string | null }> {
    return this.work.run(async (tx) => {
      const known = await tx.findOneBy(Assessment, { tenantId: currentTenantId(), conversationId });
      return { known, rubricId: ((await newestOf(tx, leadId)) ?? known)?.rubricId ?? null };
    });
  }

  /**
   * Facts, score and lead change together. What somebody else has read further meanwhile stands; the same turns read by a model stand
   * over those read by rules.
   */
  async keep(thread: ThreadOf, read: ThreadReading): Promise<Assessment> {
    return this.work.run(async (tx) => {
      const assessment = await lockedAssessment(tx, thread, this.clock.now());
      if (!isFurther(assessment, read)) return assessment;
      const completion = besideModel(assessment, read);
      const { own, lead } = await this.worth.afterMore(assessment, completion);
      const promised = (found: Verdict): Verdict =>
        withLateCallback(assessment, withEarlierCallback(assessment, found, this.clock.now()));
      const verdict = promised(own.verdict);
      const columns = [...standingColumns(verdict), ...readingColumns(completion, verdict, own.by)];
      await changedBy(tx, COMPLETE, [assessment.tenantId, assessment.id, this.clock.now(), ...columns]);
      await takeBack(tx, assessment, completion);
      await keepFacts(tx, assessment, completion.reading);
      const { leadId, conversationId } = thread;
      const told = { leadId, conversationId, assessmentId: assessment.id };
      const [provisional, wasProvisional] = [completion.extractor === 'RULES', assessment.provisional];
      await this.standings.apply({ ...told, provisional, wasProvisional }, promised(lead));
      return tx.findOneByOrFail(Assessment, { tenantId: assessment.tenantId, id: assessment.id });
    });
  }
}

/** What was promised stands until they name another time, or want none: each reading tells of the newest words only. */
function withEarlierCallback({ callbackAt }: Assessment, verdict: Verdict, now: Date): Verdict {
  const isAhead = callbackAt !== null && callbackAt > now;
  return isAhead && !verdict.callbackAt && !ENDS_IT.has(verdict.outcome) ? { ...verdict, callbackAt } : verdict;
}

/** The outcome of a call is settled once: who is found to have asked for a callback after that is a matter for a person. */
function withLateCallback({ callId, outcomeSignal }: Assessment, verdict: Verdict): Verdict {
  const isLate = callId !== null && verdict.outcome === 'CALLBACK_REQUESTED' && outcomeSignal !== 'callback_requested';
  return isLate ? { ...verdict, nextAction: 'HUMAN_HANDOFF' } : verdict;
}

/** A model that began before the newest words were read is not: whoever read those has planned that a model reads it all. */
function isFurther({ turnsRead, turnsReadByModel }: Assessment, { extent }: ThreadReading): boolean {
  if (extent.turnsRead < turnsRead) return false;
  return extent.turnsReadByModel > turnsReadByModel || extent.turnsRead > turnsRead;
}

/** What a model has read stands, also what it has read since rules began: they tell of the turns after that. */
function besideModel(assessment: Assessment, read: ThreadReading): ThreadReading {
  if (read.extractor !== 'RULES') return read;
  const turnsReadByModel = Math.max(assessment.turnsReadByModel, read.extent.turnsReadByModel);
  const facts = read.reading.facts.filter(({ turnSeq }) => (turnSeq ?? 0) > turnsReadByModel);
  return { ...read, reading: { ...read.reading, facts }, extent: { ...read.extent, turnsReadByModel } };
}
