import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { rowOf, rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Outbox } from '../platform/events/outbox';
import { inBatches } from '../platform/queues/in-batches';
import { Sweeps } from '../platform/queues/sweeps';
import { EscalationDesk } from './escalation-desk.service';
import { ABANDONED, REMIND, REMINDERS_DUE } from './escalation-statements';
import { EscalationReminded } from './escalations.events';

const REMINDERS = 'escalation-reminders';
const RETURNS = 'escalation-returns';
const BATCH = 100;

interface Due {
  readonly tenantId: string;
  readonly id: string;
  /** Reminders before this one. */
  readonly sent: number;
}

/** Reminds of what nobody has claimed, once per step, and returns what is assigned to people who cannot take it any more. */
@Injectable()
export class EscalationSweep implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly desk: EscalationDesk,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(REMINDERS, () => this.remind());
    this.sweeps.register(RETURNS, () => this.returnAbandoned());
  }

  async remind(size = BATCH): Promise<void> {
    await inBatches(
      size,
      () =>
        this.work.singleAsPlatform('find escalations nobody has claimed', (tx) =>
          rowsOf<Due>(tx, REMINDERS_DUE, [this.clock.now(), size]),
        ),
      (rows) => this.sweeps.attendEach(rows, { sweep: REMINDERS, idOf: ({ id }) => id }, (due) => this.remindOf(due)),
      this.sweeps.stop,
    );
  }

  async returnAbandoned(size = BATCH): Promise<void> {
    await inBatches(
      size,
      () =>
        this.work.singleAsPlatform('find escalations of people who cannot take them', (tx) =>
          rowsOf<{ tenantId: string; id: string }>(tx, ABANDONED, [size]),
        ),
      (rows) =>
        this.sweeps.attendEach(rows, { sweep: RETURNS, idOf: ({ id }) => id }, ({ id }) =>
          this.desk.returnAbandoned(id),
        ),
      this.sweeps.stop,
    );
  }

  /** The step and the fact of it are one transaction, so whoever dies in between has sent nothing and lost nothing. */
  async remindOf({ id, sent }: Omit<Due, 'tenantId'>): Promise<void> {
    await this.work.run(async (tx) => {
      const told = await rowOf<{ step: number; minutes: number }>(tx, REMIND, [
        currentTenantId(),
        id,
        sent,
        this.clock.now(),
      ]);
      if (told) await this.outbox.record(EscalationReminded, { escalationId: id, ...told });
    });
  }
}
