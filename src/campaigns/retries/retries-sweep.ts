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
}

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

  async missCallbacks(): Promise<void> {
    const found = await this.find('find callbacks whose time has passed', MISSED);
    await this.sweeps.attendEach(found, { sweep: CALLBACKS, idOf: ({ id }) => id }, async (callback) => {
      await this.callbacks.miss(callback, this.clock.now());
    });
  }

  async sendTexts(): Promise<void> {
    const found = await this.find('find texts that follow a last attempt', DUE);
    await this.sweeps.attendEach(found, { sweep: TEXTS, idOf: ({ id }) => id }, ({ id }) => this.texts.send(id));
  }

  private find(why: string, statement: string): Promise<Found[]> {
    return this.work.asPlatform(why, (tx) => rowsOf<Found>(tx, statement, [this.clock.now(), BATCH]));
  }
}

const MISSED = /* sql */ `
select tenant_id as "tenantId", id from callbacks where status = 'PENDING' and missed_after < $1 order by missed_after limit $2`;

const DUE = /* sql */ `
select tenant_id as "tenantId", enrolment_id as id from fallback_texts where status = 'WAITING' and due_at <= $1 order by due_at limit $2`;
