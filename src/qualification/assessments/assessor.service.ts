import { Injectable, Logger } from '@nestjs/common';
import { isOptOut } from '../../compliance/opt-out-words';
import {
  ModelAnswerInvalid,
  ModelFailure,
  ModelRefused,
  ModelUnavailable,
} from '../../language-models/language-models.errors';
import { DomainError } from '../../platform/errors/domain-error';
import { TokenBudgetExhausted } from '../../usage/usage.errors';
import type { SpokenTurn } from '../evidence/verify-facts';
import { FactExtractor } from '../extraction/fact-extractor.service';
import { fieldsFor } from '../rules/field-definitions';
import { retryDelayMs } from '../rules/retry-delay';
import type { Assessment } from './assessment.entity';
import { AssessmentStore, type Completion } from './assessment-store.service';
import { type AssessmentCase, CaseFiles } from './case-files.service';
import { silence, unreadable, verdictOf } from './verdict';

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
      await this.store.complete(assessment, await this.settle(assessment));
    } catch (error) {
      await this.putOff(assessment, error);
    }
  }

  private async settle(assessment: Assessment): Promise<Completion> {
    const file = await this.files.of(assessment);
    const { rubricVersion } = file;
    const lead = file.turns.filter(({ speaker }) => speaker === 'LEAD');
    if (lead.length === 0) return { verdict: silence(), rubricVersion, model: null };
    return this.read(assessment, file, optedOut(lead));
  }

  /** Each refusal and each unusable answer is asked again at once; anything else, such as an outage, ends the attempt. */
  private async read(assessment: Assessment, file: AssessmentCase, optedOut: boolean): Promise<Completion> {
    const { turns, rules, rubricVersion, endedAt, timeZone } = file;
    for (let asked = 1; ; asked += 1) {
      try {
        const { extraction, model } = await this.extractor.extract({
          turns,
          fields: fieldsFor(rules.criteria),
          attribution: {
            callId: assessment.callId,
            ...(assessment.campaignId ? { campaignId: assessment.campaignId } : {}),
          },
        });
        return { verdict: verdictOf(extraction, { turns, rules, optedOut, endedAt, timeZone }), rubricVersion, model };
      } catch (error) {
        if (!(error instanceof ModelRefused || error instanceof ModelAnswerInvalid)) throw error;
        this.logger.warn({ assessmentId: assessment.id, attempt: asked, reason: error.reason }, 'no usable answer');
        if (asked >= ANSWERS_ASKED_FOR) return { verdict: unreadable(optedOut), rubricVersion, model: null };
      }
    }
  }

  private async putOff(assessment: Assessment, error: unknown): Promise<void> {
    const reason = reasonOf(error);
    const askedForMs = error instanceof ModelUnavailable ? error.retryAfterMs : undefined;
    const delayMs = retryDelayMs(assessment.attempts, askedForMs, Math.random());
    const fields = { assessmentId: assessment.id, attempts: assessment.attempts, reason, delayMs };
    if (error instanceof ModelFailure || error instanceof TokenBudgetExhausted)
      this.logger.warn(fields, 'an assessment waits');
    else this.logger.error(fields, error instanceof Error ? error.stack : undefined);
    await this.store.defer(assessment, delayMs, reason);
  }
}

function optedOut(lead: readonly SpokenTurn[]): boolean {
  return lead.some(({ text }) => isOptOut(text));
}

/** Kind of failure, without its text: that could hold what somebody said. */
function reasonOf(error: unknown): string {
  if (error instanceof ModelFailure) return `${error.name}:${error.reason}`;
  return error instanceof DomainError || error instanceof Error ? error.name : 'unknown';
}
