import { DomainError } from '../platform/errors/domain-error';
import type { ModelUsage } from '../usage/model-usage';

/** What a provider charged for an answer that was not given to the caller. */
export interface SpentTokens {
  readonly model: string;
  readonly usage: ModelUsage;
  readonly requestId?: string;
}

/**
 * What a failed request cost. NOTHING: it was not sent, or was answered by an error, which is not charged. UNKNOWN: it was sent
 * and the answer never ended, so it may have been charged in full.
 */
export type Spent = 'NOTHING' | 'UNKNOWN' | SpentTokens;

export interface FailureDetails {
  readonly spent: Spent;
  /** Stable word for logs and metrics: `timeout`, `rate_limit_error`, `stalled`. */
  readonly reason: string;
}

/** A language model did not give an answer. */
export abstract class ModelFailure extends DomainError {
  readonly code = 'INTERNAL';
  readonly spent: Spent;
  readonly reason: string;

  constructor(message: string, details: FailureDetails) {
    super(message);
    this.spent = details.spent;
    this.reason = details.reason;
  }
}

/** Thrown when no answer could be had now, and the same request may succeed later. */
export class ModelUnavailable extends ModelFailure {
  /** How long the provider asked us to wait. */
  readonly retryAfterMs?: number;

  constructor(details: FailureDetails & { readonly retryAfterMs?: number }) {
    super(`The language model is not available (${details.reason}).`, details);
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** Thrown when the model declined to answer; asking the same again is of no use. */
export class ModelRefused extends ModelFailure {
  constructor(details: FailureDetails) {
    super(`The language model declined to answer (${details.reason}).`, details);
  }
}

/** Thrown when an answer came but has not the promised form: cut short, empty, or not what the schema says. */
export class ModelAnswerInvalid extends ModelFailure {
  constructor(details: FailureDetails) {
    super(`The language model gave an unusable answer (${details.reason}).`, details);
  }
}
