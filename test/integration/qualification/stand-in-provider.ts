import { LanguageModelProvider } from '../../../src/language-models/language-model-provider.port';
import type { ModelAnswer, ModelRequest } from '../../../src/language-models/language-model.port';
import type { Extraction } from '../../../src/qualification/extraction/extraction';

type Claim = Extraction['facts'][number];

/** A provider that answers what a test says, below the metering. */
export class StandInProvider extends LanguageModelProvider {
  readonly asked: ModelRequest[] = [];
  worstCase = 400;
  answer: (request: ModelRequest) => Promise<Partial<ModelAnswer>> = () => Promise.resolve(anAnswer());

  isConfigured(): boolean {
    return true;
  }
  modelOf(): string {
    return 'claude-sonnet-5-5';
  }
  worstCaseTokens(): number {
    return this.worstCase;
  }
  deadlineMs(): number {
    return 60_000;
  }
  async complete(request: ModelRequest): Promise<ModelAnswer> {
    this.asked.push(request);
    const usage = { inputTokens: 100, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: 20 };
    const usual = { text: '', toolCalls: [], model: 'claude-sonnet-5-5', stopReason: 'end_turn', usage };
    return { ...usual, ...(await this.answer(request)) };
  }
}

export function aClaim(field: string, value: Claim['value'], turn: number, text: string): Claim {
  return { field, status: 'stated', value, raw: text, quotes: [{ turn, text }], confidence: 0.95 };
}

export function anAnswer(overrides: Partial<Extraction> = {}): Partial<ModelAnswer> {
  const extraction: Extraction = {
    facts: [],
    outcome_signal: 'none',
    callback_text: null,
    language: 'en',
    notes: 'Spoke.',
    next_action: 'NURTURE',
    ...overrides,
  };
  return { text: JSON.stringify(extraction) };
}
