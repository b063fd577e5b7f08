import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HandlesJob } from '../../../platform/queues/handles-job.decorator';
import { inBatches } from '../../../platform/queues/in-batches';
import { Sweeps } from '../../../platform/queues/sweeps';
import { SendMail } from '../notifications.jobs';
import { MailDispatch } from './mail-dispatch.service';
import { MailStore } from './mail-store.service';

const SWEEP = 'mail';
const BATCH = 50;

/** Sends mail that is due, whatever bells were lost. */
@Injectable()
export class MailSweep implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly store: MailStore,
    private readonly dispatch: MailDispatch,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sendDue());
  }

  @HandlesJob(SendMail)
  async sendOne({ mailId }: { tenantId: string; mailId: string }): Promise<void> {
    await this.dispatch.send(mailId);
  }

  async sendDue(size = BATCH): Promise<void> {
    await inBatches(
      size,
      () => this.store.due(size),
      (rows) =>
        this.sweeps.attendEach(rows, { sweep: SWEEP, lanes: 3, idOf: ({ id }) => id }, ({ id }) =>
          this.dispatch.send(id),
        ),
      this.sweeps.stop,
    );
  }
}
