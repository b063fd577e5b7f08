import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { MissedCall } from './missed-call.entity';
import { MAY_HAVE_LEFT } from './text-back-request';

/** Longest time a call back counts as an answer to the person's own call. */
const ANSWER_MS = 24 * 60 * 60_000;

/** Calls nobody took, of the ambient company. Joins an open unit of work. */
@Injectable()
export class MissedCalls {
  constructor(private readonly work: UnitOfWork) {}

  find(id: string): Promise<MissedCall | null> {
    return this.work.single((tx) => tx.findOneBy(MissedCall, { tenantId: currentTenantId(), id }));
  }

  /** By its sender's own id. */
  findBySource(sourceCallId: string): Promise<MissedCall | null> {
    return this.work.single((tx) => tx.findOneBy(MissedCall, { tenantId: currentTenantId(), sourceCallId }));
  }

  /** When the person last rang and was texted back, or is about to be; null when never. A text that provably never left is none. */
  async textedBackAt(phone: string): Promise<Date | null> {
    const row = await this.work.single((tx) =>
      rowOf<{ at: Date | null }>(
        tx,
        `select max(m.received_at) as at from missed_calls m
         where m.tenant_id = $1 and m.phone = $2 and m.reaction = 'TEXT_BACK' and (m.text_due_at is not null or ${MAY_HAVE_LEFT})`,
        [currentTenantId(), phone],
      ),
    );
    return row?.at ?? null;
  }

  /** When the person rang in the last day and is to be called back, unless they have been called since; null when nobody waits. */
  async awaitedSince(phone: string, moment: Date): Promise<Date | null> {
    const since = new Date(moment.getTime() - ANSWER_MS);
    const row = await this.work.single((tx) =>
      rowOf<{ at: Date | null }>(tx, AWAITED, [currentTenantId(), phone, since, moment]),
    );
    return row?.at ?? null;
  }
}

const AWAITED = /* sql */ `
select max(m.called_at) as at from missed_calls m
where m.tenant_id = $1 and m.phone = $2 and m.called_at > $3 and m.called_at <= $4 and m.reaction = 'CALL_BACK'
  and not exists (select 1 from calls c where c.tenant_id = $1 and c.phone = $2 and c.dial_started_at >= m.called_at and not c.not_placed)`;
