import { Injectable, Logger } from '@nestjs/common';
import {
  ModelAnswerInvalid,
  ModelFailure,
  ModelRefused,
  ModelUnavailable,
} from '../../language-models/language-models.errors';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { failureName } from '../../platform/logging/failure-name';
import { TokenBudgetExhausted } from '../../usage/usage.errors';
import { EXTRACTION_VERSION } from '../extraction/extraction-prompt';
import { FactExtractor } from '../extraction/fact-extractor.service';
import { decidedOnCall } from '../rules/decided-on-call';
import { fieldsFor } from '../rules/field-definitions';
import { retryDelayMs } from '../../platform/queues/retry-delay';
import { rulesReading } from '../readings/rules-reading';
import { extractByRules, RULES_MODEL } from '../rules-extraction/extract-by-rules';
import { upgradeDelayMs } from '../rules/upgrade-delay';
import type { Assessment } from './assessment.entity';
import { readInFull } from './assessment-rows';
import { AssessmentStore, type Completion, RENEWAL_MS } from './assessment-store.service';
import { CaseFiles, spokenAtOf } from './case-files.service';
import { type Heard, readingOf, silence, unreadable } from './reading';
import { whileLeased } from '../../platform/queues/while-leased';

/** By nobody. */
const UNREAD = { extractor: null, extractionVersion: null, model: null } as const;

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
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Does nothing unless the assessment is due and nobody else is at it. A failure puts it off and is not thrown. */
  async assess(assessmentId: string): Promise<void> {
    const assessment = await this.store.claim(assessmentId);
    if (!assessment) return;
    try {
      await this.store.complete(assessment, await this.settleLeased(assessment));
    } catch (error) {
      if (this.isOutOfPatience(assessment, error)) await this.settleByRules(assessment);
      else await this.putOff(assessment, error);
    }
  }

  /** No model could be asked for so long that the lead should not hang any more. */
  private isOutOfPatience({ createdAt }: Assessment, error: unknown): boolean {
    if (!(error instanceof ModelFailure || error instanceof TokenBudgetExhausted)) return false;
    return this.clock.now().getTime() - createdAt.getTime() >= this.config.provisionalAfterMs;
  }

  /** A provisional verdict; a model reads the conversation as soon as one answers. */
  private async settleByRules(assessment: Assessment): Promise<void> {
    const file = await this.files.of(assessment);
    const { turns, rules } = file;
    const heard: Heard = { ...file, decided: decidedOnCall(turns) };
    const reading = rulesReading(extractByRules({ turns }, fieldsFor(rules.criteria)), heard);
    const upgradeDueAt = new Date(this.clock.now().getTime() + upgradeDelayMs(0));
    const extent = { turnsRead: turns.length, turnsReadByModel: 0, upgradeDueAt };
    const by = { extractor: 'RULES', extractionVersion: RULES_MODEL, model: null } as const;
    const read = { reading, ...by, spokenAt: spokenAtOf(turns), extent };
    if (await this.store.complete(assessment, read))
      this.logger.warn('an assessment was made by rules alone', { assessmentId: assessment.id });
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
    const heard: Heard = { ...file, decided: decidedOnCall(file.turns) };
    const spoke = file.turns.some(({ speaker }) => speaker === 'LEAD');
    const read = spoke ? await this.read(assessment, heard) : { reading: silence(heard), ...UNREAD };
    return { ...read, spokenAt: spokenAtOf(file.turns), extent: readInFull(file.turns) };
  }

  /** Each refusal and each unusable answer is asked again at once; anything else, such as an outage, ends the attempt. */
  private async read(assessment: Assessment, heard: Heard): Promise<Omit<Completion, 'spokenAt' | 'extent'>> {
    for (let asked = 1; ; asked += 1) {
      try {
        const { extraction, model } = await this.extractor.extract({
          turns: heard.turns,
          fields: fieldsFor(heard.rules.criteria),
          attribution: {
            ...(assessment.callId ? { callId: assessment.callId } : {}),
            conversationId: assessment.conversationId,
            leadId: assessment.leadId,
            ...(assessment.campaignId ? { campaignId: assessment.campaignId } : {}),
          },
        });
        const by = { extractor: 'MODEL', extractionVersion: EXTRACTION_VERSION, model } as const;
        return { reading: readingOf(extraction, heard), ...by };
      } catch (error) {
        if (!(error instanceof ModelRefused || error instanceof ModelAnswerInvalid)) throw error;
        this.logger.warn('no usable answer', { assessmentId: assessment.id, attempt: asked, reason: error.reason });
        if (asked >= ANSWERS_ASKED_FOR) return { reading: unreadable(heard), ...UNREAD };
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
