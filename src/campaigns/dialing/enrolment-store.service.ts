import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Enrolment } from '../enrolment.entity';
import { ENROLMENT_MOVES } from '../rules/enrolment-state';

export type EnrolmentChange = Partial<
  Pick<
    Enrolment,
    | 'state'
    | 'priority'
    | 'dueAt'
    | 'attempts'
    | 'busyCount'
    | 'failedCount'
    | 'noAnswerCount'
    | 'connected'
    | 'lastOutcome'
    | 'outcome'
    | 'endReason'
    | 'promisedAt'
    | 'endedAt'
  >
>;

/** Reads and writes enrolments; the progress of their campaign follows by itself, in the same transaction. */
@Injectable()
export class EnrolmentStore {
  constructor(private readonly work: UnitOfWork) {}

  /** Locked until the unit of work ends. */
  lock(enrolmentId: string): Promise<Enrolment | null> {
    return this.work.run((tx) =>
      tx
        .createQueryBuilder(Enrolment, 'enrolment')
        .setLock('pessimistic_write')
        .where('enrolment.tenantId = :tenantId and enrolment.id = :enrolmentId', {
          tenantId: currentTenantId(),
          enrolmentId,
        })
        .getOne(),
    );
  }

  /** Whether a person, not a machine, has picked up in any call of this enrolment. */
  async wasReached({ tenantId, id }: Enrolment): Promise<boolean> {
    const row = await this.work.run((tx) =>
      rowOf<{ reached: boolean }>(
        tx,
        `select exists (select 1 from calls where tenant_id = $1 and enrolment_id = $2 and answered_at is not null
           and coalesce(answered_by, 'HUMAN') not in ('MACHINE', 'FAX')) as reached`,
        [tenantId, id],
      ),
    );
    return row?.reached ?? false;
  }

  async change(enrolment: Enrolment, change: EnrolmentChange, moment: Date): Promise<void> {
    if (change.state && change.state !== enrolment.state && !ENROLMENT_MOVES[enrolment.state].includes(change.state)) {
      throw new Error(`An enrolment cannot move from ${enrolment.state} to ${change.state}.`);
    }
    await this.work.run((tx) =>
      tx
        .getRepository(Enrolment)
        .update({ tenantId: enrolment.tenantId, id: enrolment.id }, { ...change, updatedAt: moment }),
    );
    Object.assign(enrolment, change, { updatedAt: moment });
  }
}
