import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { type IntakeChannel, IntakeEvent } from './intake-event.entity';
import { storableJson } from './storable-json';

export interface NewIntakeEvent {
  readonly channel: IntakeChannel;
  readonly leadId: string;
  readonly formName?: string | null;
  /** What was sent, as it came. */
  readonly payload: object;
}

/** Keeps what people sent us as it came. Joins an open unit of work. */
@Injectable()
export class IntakeLog {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the entry. */
  keep({ channel, leadId, formName = null, payload }: NewIntakeEvent): Promise<string> {
    return this.work.run(async (tx) => {
      const id = uuidv7();
      await tx.insert(IntakeEvent, {
        tenantId: currentTenantId(),
        id,
        channel,
        leadId,
        formName,
        payload: storableJson(payload),
        receivedAt: this.clock.now(),
      });
      return id;
    });
  }
}
