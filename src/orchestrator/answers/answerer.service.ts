import { Injectable, Logger } from '@nestjs/common';
import { ModelFailure, ModelUnavailable } from '../../language-models/language-models.errors';
import { failureName } from '../../platform/logging/failure-name';
import { whileLeased } from '../../platform/queues/while-leased';
import { retryDelayMs } from '../../platform/queues/retry-delay';
import type { Answer } from './answer.entity';
import { type AnswerStep, type AnswerWork } from './answer-step';
import { AnswerStore, LeaseLost, RENEWAL_MS } from './answer-store.service';
import { AssessStep } from './steps/assess-step.service';
import { ComposeStep } from './steps/compose-step.service';
import { DeliverStep } from './steps/deliver-step.service';
import { RouteStep } from './steps/route-step.service';

/** Answers messages, step by step. Whatever dies on the way, the next worker goes on where the last step was stored. */
@Injectable()
export class Answerer {
  private readonly logger = new Logger(Answerer.name);

  constructor(
    private readonly store: AnswerStore,
    private readonly routing: RouteStep,
    private readonly composing: ComposeStep,
    private readonly delivering: DeliverStep,
    private readonly assessing: AssessStep,
  ) {}

  /** Does nothing unless the answer is due and nobody else is at it. A failure puts it off and is not thrown. */
  async answer(answerId: string): Promise<void> {
    const answer = await this.store.claim(answerId);
    if (!answer) return;
    const renew = (): Promise<void> =>
      this.store
        .renew(answer)
        .catch((error: unknown) => this.logger.warn('a lease was not renewed', { answerId }, error));
    try {
      await whileLeased({ everyMs: RENEWAL_MS, renew }, () => this.goOn({ answer }));
    } catch (error) {
      await this.putOff(answer, error);
    }
  }

  private async goOn(work: AnswerWork): Promise<void> {
    for (let step = this.stepOf(work.answer); step; step = this.stepOf(work.answer)) {
      if (!(await step.take(work))) return;
    }
  }

  private stepOf({ state }: Answer): AnswerStep | undefined {
    switch (state) {
      case 'PLANNED':
        return this.routing;
      case 'ROUTED':
        return this.composing;
      case 'COMPOSED':
        return this.delivering;
      case 'DELIVERED':
        return this.assessing;
      case 'DONE':
      case 'SKIPPED':
        return undefined;
    }
  }

  private async putOff(answer: Answer, error: unknown): Promise<void> {
    const fields = { answerId: answer.id, state: answer.state, attempts: answer.attempts };
    if (error instanceof LeaseLost) {
      this.logger.warn(fields, 'an answer went on without this worker');
      return;
    }
    const reason = error instanceof ModelFailure ? `${error.name}:${error.reason}` : failureName(error);
    const askedForMs = error instanceof ModelUnavailable ? error.retryAfterMs : undefined;
    const delayMs = retryDelayMs(Math.max(answer.attempts, answer.sends), askedForMs, Math.random());
    if (error instanceof ModelFailure) this.logger.warn({ ...fields, reason, delayMs }, 'an answer waits');
    else this.logger.error('an answer failed and waits', { ...fields, reason, delayMs }, error);
    await this.store.defer(answer, delayMs, reason);
  }
}
