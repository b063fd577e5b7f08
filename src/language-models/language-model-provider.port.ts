import type { TokensAtMost } from '../usage/pricing/model-cost';
import { LanguageModel, type ModelRequest, type ModelTier } from './language-model.port';

/** A language model as its vendor sells it, not metered. Only the metering asks it; everybody else injects LanguageModel. */
export abstract class LanguageModelProvider extends LanguageModel {
  /** Model that answers requests of this tier. */
  abstract modelOf(tier: ModelTier): string;

  /** Upper bounds of what the request can be charged for. */
  abstract tokensAtMost(request: ModelRequest): TokensAtMost;

  /** Milliseconds after which the request has ended one way or the other. */
  abstract deadlineMs(request: ModelRequest): number;
}
