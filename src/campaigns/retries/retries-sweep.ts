import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { HandlesJob } from '../../platform/queues/handles-job.decorator';
import { Sweeps } from '../../platform/queues/sweeps';
import { CallbackBook } from './callback-book.service';
import { FallbackSender } from './fallback-sender.service';
import { SendFallbackText } from './retries.jobs';

const CALLBACKS = 'callbacks';
const TEXTS = 'fallback-texts';
const BATCH = 200;

interface Found {
  readonly tenantId: string;
  readonly id: string;
  /** Its moment, as the database writes it: to the microsecond. */
  readonly at: string;
}

/** Before every other. */
const FIRST: Found = {
  tenantId: '00000000-0000-0000-0000-000000000000',
  id: '00000000-0000-0000-0000-000000000000',
  at: '-infinity',
};

/** Notes promised callbacks whose time has passed, and sends texts that are due, whatever bells were lost. */
@Injectable()
export class RetriesSweep implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly callbacks: CallbackBook,
    private readonly texts: FallbackSender,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(CALLBACKS, () => this.missCallbacks());
    this.sweeps.register(TEXTS, () => this.sendTexts());
  }

  @HandlesJob(SendFallbackText)
  async sendOne({ enrolmentId }: { tenantId: string; enrolmentId: string }): Promise<void> {
    await this.texts.send(enrolmentId);
  }

  async missCallbacks(pageSize = BATCH): Promise<void> {
    for await (const page of this.pages('find callbacks whose time has passed', MISSED, pageSize))
      await this.sweeps.attendEach(page, { sweep: CALLBACKS, idOf: ({ id }) => id }, async (callback) => {
        await this.callbacks.miss(callback, this.clock.now());
      });
  }

  async sendTexts(pageSize = BATCH): Promise<void> {
    for await (const page of this.pages('find texts that follow a last attempt', DUE, pageSize))
      await this.sweeps.attendEach(page, { sweep: TEXTS, idOf: ({ id }) => id }, ({ id }) => this.texts.send(id));
  }

  /** Those due now, the longest first: however many fail at the head, the others come after them. */
  private async *pages(why: string, statement: string, pageSize: number): AsyncGenerator<Found[]> {
    const now = this.clock.now();
    for (let last: Found | undefined = FIRST; last && !this.sweeps.stop.aborted;) {
      const { at, tenantId, id }: Found = last;
      const page: Found[] = await this.work.singleAsPlatform(why, (tx) =>
        rowsOf<Found>(tx, statement, [now, pageSize, at, tenantId, id]),
      );
      yield page;
      last = page.at(-1);
    }
  }
}

const MISSED = /* sql */ `
select tenant_id as "tenantId", id, missed_after::text as at from callbacks
where status = 'PENDING' and missed_after < $1 and (missed_after, tenant_id, id) > ($3::timestamptz, $4::uuid, $5::uuid)
order by missed_after, tenant_id, id limit $2`;

const DUE = /* sql */ `
select tenant_id as "tenantId", enrolment_id as id, due_at::text as at from fallback_texts
where status = 'WAITING' and due_at <= $1 and (due_at, tenant_id, enrolment_id) > ($3::timestamptz, $4::uuid, $5::uuid)
order by due_at, tenant_id, enrolment_id limit $2`;
