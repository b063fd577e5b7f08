import { Injectable } from '@nestjs/common';
import type { Enrolment } from '../enrolment.entity';
import type { EndReason } from '../rules/retry-planner';
import { CallbackBook } from './callback-book.service';
import { FallbackTexts } from './fallback-texts.service';

/** Ends that leave a promise broken rather than void. */
const OWED: readonly EndReason[] = ['ATTEMPTS_EXHAUSTED', 'RETRIES_EXHAUSTED', 'PERSON_BUDGET', 'UNREACHABLE_BY_LAW'];

/** What follows the end of an enrolment, in the transaction that ends it. */
@Injectable()
export class EnrolmentEndings {
  constructor(
    readonly callbacks: CallbackBook,
    private readonly texts: FallbackTexts,
  ) {}

  async ended(enrolment: Enrolment, endReason: EndReason, moment: Date): Promise<void> {
    if (enrolment.promisedAt) await this.callbacks.close(enrolment, OWED.includes(endReason), moment);
    await this.texts.plan(enrolment, endReason, moment);
  }
}
