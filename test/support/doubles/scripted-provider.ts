import { LanguageModelProvider } from '../../../src/language-models/language-model-provider.port';
import type { TokensAtMost } from '../../../src/usage/pricing/model-cost';
import type { ModelAnswer, ModelRequest, ModelTier } from '../../../src/language-models/language-model.port';

/** A vendor of models, below the metering, that answers as a test tells it to, and remembers what it was asked. */
export class ScriptedProvider extends LanguageModelProvider {
  readonly asked: ModelRequest[] = [];
  configured = true;
  worstCase = 400;
  answer: (request: ModelRequest) => Promise<Partial<ModelAnswer>> = () => Promise.resolve({ text: 'Hi' });

  isConfigured(): boolean {
    return this.configured;
  }

  modelOf(tier: ModelTier): string {
    return tier === 'FAST' ? 'claude-haiku-5-5' : 'claude-sonnet-5-5';
  }

  tokensAtMost(): TokensAtMost {
    return { promptTokens: this.worstCase - 100, outputTokens: 100 };
  }

  deadlineMs(): number {
    return 60_000;
  }

  async complete(request: ModelRequest): Promise<ModelAnswer> {
    this.asked.push(request);
    const usage = { inputTokens: 100, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: 20 };
    const usual = { text: '', toolCalls: [], model: this.modelOf(request.tier), stopReason: 'end_turn', usage };
    return { ...usual, ...(await this.answer(request)) };
  }
}
