import { Injectable, Logger } from '@nestjs/common';
import {
  ModelAnswerInvalid,
  ModelFailure,
  ModelRefused,
  ModelUnavailable,
} from '../../language-models/language-models.errors';
import { failureName } from '../../platform/logging/failure-name';
import { TokenBudgetExhausted } from '../../usage/usage.errors';
import { FactExtractor } from '../extraction/fact-extractor.service';
import { decidedOnCall } from '../rules/decided-on-call';
import { fieldsFor } from '../rules/field-definitions';
import { retryDelayMs } from '../rules/retry-delay';
import type { Assessment } from './assessment.entity';
import { AssessmentStore, type Completion, RENEWAL_MS } from './assessment-store.service';
import { CaseFiles } from './case-files.service';
import { type Heard, silence, unreadable, verdictOf } from './verdict';
import { whileLeased } from './while-leased';

/** A model that declines or answers nonsense is asked this often. */
const ANSWERS_ASKED_FOR = 3;

/** Reads one ended conversation and settles what it came to. */
@Injectable()
export class Assessor {
  private readonly logger = new Logger(Assessor.name);

  constructor(
    private readonly store: AssessmentStore,
    private readonly files: CaseFiles,
    private readonly extractor: FactExtractor,
  ) {}

  /** Does nothing unless the assessment is due and nobody else is at it. A failure puts it off and is not thrown. */
  async assess(assessmentId: string): Promise<void> {
    const assessment = await this.store.claim(assessmentId);
    if (!assessment) return;
    try {
      await this.store.complete(assessment, await this.settleLeased(assessment));
    } catch (error) {
      await this.putOff(assessment, error);
    }
  }

  private settleLeased(assessment: Assessment): Promise<Completion> {
    const renew = (): Promise<void> =>
      this.store
        .renew(assessment)
        .catch((error: unknown) => this.logger.warn('a lease was not renewed', { assessmentId: assessment.id }, error));
    return whileLeased({ everyMs: RENEWAL_MS, renew }, () => this.settle(assessment));
  }

  private async settle(assessment: Assessment): Promise<Completion> {
    const file = await this.files.of(assessment);
    const { rubricVersion } = file;
    const heard: Heard = { ...file, decided: decidedOnCall(file.turns) };
    const spoke = file.turns.some(({ speaker }) => speaker === 'LEAD');
    const { verdict, model } = spoke ? await this.read(assessment, heard) : { verdict: silence(heard), model: null };
    return { verdict, rubricVersion, model };
  }

  /** Each refusal and each unusable answer is asked again at once; anything else, such as an outage, ends the attempt. */
  private async read(assessment: Assessment, heard: Heard): Promise<Pick<Completion, 'verdict' | 'model'>> {
    for (let asked = 1; ; asked += 1) {
      try {
        const { extraction, model } = await this.extractor.extract({
          turns: heard.turns,
          fields: fieldsFor(heard.rules.criteria),
          attribution: {
            callId: assessment.callId,
            ...(assessment.campaignId ? { campaignId: assessment.campaignId } : {}),
          },
        });
        return { verdict: verdictOf(extraction, heard), model };
      } catch (error) {
        if (!(error instanceof ModelRefused || error instanceof ModelAnswerInvalid)) throw error;
        this.logger.warn('no usable answer', { assessmentId: assessment.id, attempt: asked, reason: error.reason });
        if (asked >= ANSWERS_ASKED_FOR) return { verdict: unreadable(heard), model: null };
      }
    }
  }

  private async putOff(assessment: Assessment, error: unknown): Promise<void> {
    const reason = error instanceof ModelFailure ? `${error.name}:${error.reason}` : failureName(error);
    const askedForMs = error instanceof ModelUnavailable ? error.retryAfterMs : undefined;
    const delayMs = retryDelayMs(assessment.attempts, askedForMs, Math.random());
    const fields = { assessmentId: assessment.id, attempts: assessment.attempts, reason, delayMs };
    const isExpected = error instanceof ModelFailure || error instanceof TokenBudgetExhausted;
    if (isExpected) this.logger.warn('an assessment waits', fields);
    else this.logger.error('an assessment failed and waits', fields, error);
    await this.store.defer(assessment, delayMs, reason);
  }
}
