import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { inBatches } from '../../platform/queues/in-batches';
import { Sweeps } from '../../platform/queues/sweeps';
import { ConversationsService } from '../conversations.service';
import { AWAITS_ANSWER } from './awaits-answer';

const SWEEP = 'quiet-threads';
const BATCH = 200;
const LANES = 4;
/** Nobody waits for the end of a quiet thread. */
const EVERY_MS = 60_000;
const HOUR_MS = 60 * 60_000;

interface QuietThread {
  readonly tenantId: string;
  readonly conversationId: string;
}

/**
 * Ends threads nobody has written in for long: what is written later begins another. One that a person has stays theirs, and one whose
 * lead waits for an answer is answered first.
 */
@Injectable()
export class QuietThreads implements OnApplicationBootstrap {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly sweeps: Sweeps,
    private readonly conversations: ConversationsService,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep(), { everyMs: EVERY_MS });
  }

  async sweep(batch = BATCH): Promise<void> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - this.config.threadQuietHours * HOUR_MS);
    const find = (): Promise<QuietThread[]> =>
      this.work.singleAsPlatform('threads nobody writes in', (tx) => rowsOf<QuietThread>(tx, FIND, [since, batch]));
    const attention = { sweep: SWEEP, lanes: LANES, idOf: (row: QuietThread): string => row.conversationId };
    const attend = (threads: readonly QuietThread[]): Promise<void> =>
      this.sweeps.attendEach(threads, attention, async ({ conversationId }) => {
        await this.conversations.endQuiet(conversationId, since, now);
      });
    await inBatches(batch, find, attend, this.sweeps.stop);
  }
}

const FIND = /* sql */ `
select tenant_id as "tenantId", id as "conversationId" from conversations
where call_id is null and status = 'ACTIVE' and updated_at < $1 and not ${AWAITS_ANSWER}
order by updated_at limit $2`;
