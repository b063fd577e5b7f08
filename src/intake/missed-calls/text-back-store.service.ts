import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { retryDelayMs } from '../../platform/queues/retry-delay';
import { MissedCall } from './missed-call.entity';
import { MAY_HAVE_LEFT, MOST_SENDS, type TextBackRequest } from './text-back-request';

export interface DueTextBack {
  readonly tenantId: string;
  readonly missedCallId: string;
}

const BATCH = 100;

/** Which missed calls wait to be texted back. */
@Injectable()
export class TextBackStore {
  private readonly logger = new Logger(TextBackStore.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** A call that is to be texted back now; null when it is not, or when a text may have left. */
  claim(id: string): Promise<MissedCall | null> {
    return this.work.run(async (tx) => {
      const due = await rowOf<{ left: boolean }>(
        tx,
        `select ${MAY_HAVE_LEFT} as left from missed_calls m where m.tenant_id = $1 and m.id = $2 and m.text_due_at <= $3`,
        [currentTenantId(), id, this.clock.now()],
      );
      if (!due) return null;
      const call = await tx.findOneByOrFail(MissedCall, { tenantId: currentTenantId(), id });
      if (!due.left) return call;
      await this.settle(call);
      return null;
    });
  }

  /** Nothing waits any more, unless another request is due already. */
  async settle({ id, textSends }: Pick<MissedCall, 'id' | 'textSends'>): Promise<void> {
    await this.work.single((tx) =>
      tx.update(MissedCall, { tenantId: currentTenantId(), id, textSends }, { textDueAt: null }),
    );
  }

  /** Has a text that never left followed by another, later each time, unless it has been; after the last one nothing waits. */
  async sendAgain({ missedCallId, sends }: TextBackRequest): Promise<void> {
    const next = sends + 1;
    if (next >= MOST_SENDS) {
      this.logger.warn({ missedCallId }, 'the carrier takes no text back');
      return this.settle({ id: missedCallId, textSends: sends });
    }
    const dueAt = new Date(this.clock.now().getTime() + retryDelayMs(next, undefined, Math.random()));
    await this.work.single((tx) =>
      changedBy(
        tx,
        'update missed_calls set text_sends = $4, text_due_at = $5 where tenant_id = $1 and id = $2 and text_sends = $3',
        [currentTenantId(), missedCallId, sends, next, dueAt],
      ),
    );
  }

  /** Of all companies. */
  due(): Promise<DueTextBack[]> {
    return this.work.singleAsPlatform('find missed calls to text back', (tx) =>
      rowsOf<DueTextBack>(
        tx,
        `select tenant_id as "tenantId", id as "missedCallId" from missed_calls where text_due_at <= $1 order by text_due_at limit $2`,
        [this.clock.now(), BATCH],
      ),
    );
  }
}
