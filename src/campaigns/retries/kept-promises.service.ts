import { Injectable } from '@nestjs/common';
import type { Call } from '../../calls/call.entity';
import type { Enrolment } from '../enrolment.entity';
import { PRIORITY } from '../rules/enrolment-state';
import { CallbackBook } from './callback-book.service';

/** Notes that a promised callback was made: when the phone is picked up, and when the call is over. */
@Injectable()
export class KeptPromises {
  constructor(private readonly callbacks: CallbackBook) {}

  /** On a locked enrolment. A call that failed at the carrier has kept nothing: do not tell it. */
  async called(enrolment: Enrolment, call: Call, moment: Date): Promise<void> {
    if (enrolment.priority !== PRIORITY.PROMISED || !enrolment.promisedAt || !call.dialStartedAt) return;
    await this.callbacks.called(enrolment, call.id, call.dialStartedAt, moment);
  }
}
