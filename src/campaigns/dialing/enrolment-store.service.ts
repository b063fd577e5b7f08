import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { ROW_LOCK, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Campaign } from '../campaign.entity';
import { Enrolment } from '../enrolment.entity';
import { DEFAULT_DIALING_POLICY } from '../retries/dialing-policy';
import { ENROLMENT_MOVES, type EnrolmentState, PRIORITY } from '../rules/enrolment-state';
import { PacingBell } from './pacing-bell.service';

export type EnrolmentChange = Partial<
  Pick<
    Enrolment,
    | 'zoneKey'
    | 'state'
    | 'priority'
    | 'dueAt'
    | 'attempts'
    | 'attemptsAllowed'
    | 'busyCount'
    | 'failedCount'
    | 'noAnswerCount'
    | 'voicemailCount'
    | 'heldForPerson'
    | 'connected'
    | 'lastOutcome'
    | 'outcome'
    | 'endReason'
    | 'promisedAt'
    | 'endedAt'
  >
>;

/** Works on a locked enrolment; `campaign` is as it was once the lock was held. */
export type EnrolmentStep = (enrolment: Enrolment, campaign: Campaign, moment: Date) => Promise<void>;

/** Reads and writes enrolments; the progress of their campaign follows by itself, in the same transaction. */
@Injectable()
export class EnrolmentStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly pacing: PacingBell,
  ) {}

  /**
   * Runs `step` when the enrolment is in one of `states`, and wakes the pacer of its campaign after the commit. The campaign is
   * read under the lock: who stops a campaign waits for the locks of its open enrolments before the waiting ones are ended.
   */
  withLocked(enrolmentId: string, states: readonly EnrolmentState[], step: EnrolmentStep): Promise<void> {
    return this.work.run(async (tx) => {
      const enrolment = await lock(tx, enrolmentId);
      if (!enrolment || !states.includes(enrolment.state)) return;
      const { tenantId, campaignId } = enrolment;
      const campaign = await tx.findOneByOrFail(Campaign, { tenantId, id: campaignId });
      await step(enrolment, campaign, this.clock.now());
      this.pacing.wakeAfterCommit(campaignId);
    });
  }

  /** Whether a person, not a machine, has picked up in any call of this enrolment. */
  async wasReached({ tenantId, id }: Enrolment): Promise<boolean> {
    const row = await this.work.single((tx) =>
      rowOf<{ reached: boolean }>(
        tx,
        `select exists (select 1 from calls where tenant_id = $1 and enrolment_id = $2 and answered_at is not null
           and coalesce(answered_by, 'HUMAN') not in ('MACHINE', 'FAX')) as reached`,
        [tenantId, id],
      ),
    );
    return row?.reached ?? false;
  }

  /** The attempt is about to be made. `attemptsAllowed` is the cap it is made under. */
  async countAttempt(enrolment: Enrolment, attemptsAllowed: number, moment: Date): Promise<void> {
    const { tenantId, id, priority } = enrolment;
    const counted = await this.work.single((tx) =>
      rowOf<{ attempts: number; personSince: Date | null }>(tx, COUNT_ATTEMPT, [
        tenantId,
        id,
        attemptsAllowed,
        moment,
        priority !== PRIORITY.PROMISED,
      ]),
    );
    Object.assign(enrolment, counted, { attemptsAllowed, updatedAt: moment });
  }

  async change(enrolment: Enrolment, change: EnrolmentChange, moment: Date): Promise<void> {
    if (change.state && change.state !== enrolment.state && !ENROLMENT_MOVES[enrolment.state].includes(change.state)) {
      throw new Error(`An enrolment cannot move from ${enrolment.state} to ${change.state}.`);
    }
    await this.work.single((tx) =>
      tx
        .getRepository(Enrolment)
        .update({ tenantId: enrolment.tenantId, id: enrolment.id }, { ...change, updatedAt: moment }),
    );
    Object.assign(enrolment, change, { updatedAt: moment });
  }
}

function lock(tx: EntityManager, enrolmentId: string): Promise<Enrolment | null> {
  return tx
    .createQueryBuilder(Enrolment, 'enrolment')
    .setLock(ROW_LOCK.mode)
    .where('enrolment.tenantId = :tenantId and enrolment.id = :enrolmentId', {
      tenantId: currentTenantId(),
      enrolmentId,
    })
    .getOne();
}

/** With the moment from which on the calls of others counted against it: no budget holds a promised one. */
const COUNT_ATTEMPT = /* sql */ `
update enrolments set attempts = attempts + 1, attempts_allowed = $3, updated_at = $4,
  person_since = case when $5::boolean then $4::timestamptz - make_interval(days => coalesce(
    (select person_window_days from dialing_policies where tenant_id = $1), ${DEFAULT_DIALING_POLICY.personWindowDays})) end
where tenant_id = $1 and id = $2 returning attempts, person_since as "personSince"`;
