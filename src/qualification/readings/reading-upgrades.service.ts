import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, ROW_LOCK, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Sweeps } from '../../platform/queues/sweeps';
import { Assessment } from '../assessments/assessment.entity';
import type { AssessmentJob } from '../qualification.jobs';
import { MOST_UPGRADES, upgradeDelayMs } from '../rules/upgrade-delay';
import { TextAssessor } from './text-assessor.service';

const SWEEP = 'reading-upgrades';
const SWEEP_BATCH = 50;
/** Conversations one sweep has models read at once. */
const LANES = 4;

/** Has a model read what only rules have read, as soon as one answers, and gives up after a day or two of trying. */
@Injectable()
export class ReadingUpgrades implements OnApplicationBootstrap {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly sweeps: Sweeps,
    private readonly texts: TextAssessor,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep());
  }

  async sweep(): Promise<void> {
    const lanes = { sweep: SWEEP, lanes: LANES, idOf: ({ assessmentId }: AssessmentJob) => assessmentId };
    await this.sweeps.attendEach(await this.due(), lanes, ({ assessmentId }) => this.upgrade(assessmentId));
  }

  /** Does nothing unless it is due. Taking it puts it off, so that nobody else takes it meanwhile. */
  async upgrade(assessmentId: string): Promise<void> {
    const taken = await this.take(assessmentId);
    if (taken) await this.texts.upgrade(taken);
  }

  private async take(id: string): Promise<Assessment | null> {
    const [tenantId, now] = [currentTenantId(), this.clock.now()];
    return this.work.run(async (tx) => {
      const due = await tx.findOne(Assessment, { where: { tenantId, id }, lock: ROW_LOCK });
      if (!due?.upgradeDueAt || due.upgradeDueAt > now) return null;
      const attempts = due.upgradeAttempts + 1;
      const next = attempts >= MOST_UPGRADES ? null : new Date(now.getTime() + upgradeDelayMs(attempts));
      await changedBy(
        tx,
        'update assessments set upgrade_attempts = $3, upgrade_due_at = $4 where tenant_id = $1 and id = $2',
        [tenantId, id, attempts, next],
      );
      return due;
    });
  }

  private due(): Promise<AssessmentJob[]> {
    return this.work.singleAsPlatform('find readings by rules that a model should read', (tx) =>
      rowsOf<AssessmentJob>(
        tx,
        `select tenant_id as "tenantId", id as "assessmentId" from assessments
         where upgrade_due_at is not null and upgrade_due_at <= $1 order by upgrade_due_at limit $2`,
        [this.clock.now(), SWEEP_BATCH],
      ),
    );
  }
}
