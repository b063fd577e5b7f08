import { LanguageModel, type ModelRequest, type ModelTier } from './language-model.port';

/** A language model as its vendor sells it, not metered. Only the metering asks it; everybody else injects LanguageModel. */
export abstract class LanguageModelProvider extends LanguageModel {
  /** Model that answers requests of this tier. */
  abstract modelOf(tier: ModelTier): string;

  /** Upper bound, in tokens, of what the request can be charged for. */
  abstract worstCaseTokens(request: ModelRequest): number;

  /** Milliseconds after which the request has ended one way or the other. */
  abstract deadlineMs(request: ModelRequest): number;
}
