import { LanguageModel, type ModelAnswer, type ModelRequest } from '../../../src/language-models/language-model.port';

export type Script = (request: ModelRequest) => Partial<ModelAnswer> | Promise<Partial<ModelAnswer>>;

/** A model that answers as a test tells it to, and remembers what it was asked. */
export class ScriptedModel extends LanguageModel {
  readonly requests: ModelRequest[] = [];
  configured = true;
  private script: Script = () => ({ text: 'I see. Tell me more?' });

  /** How every request from now on is answered. */
  answers(script: Script): void {
    this.requests.length = 0;
    this.configured = true;
    this.script = script;
  }

  override isConfigured(): boolean {
    return this.configured;
  }

  override async complete(request: ModelRequest): Promise<ModelAnswer> {
    this.requests.push(request);
    const answer = await this.script(request);
    const usage = { inputTokens: 10, outputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0 };
    return { text: '', toolCalls: [], model: 'scripted-1', stopReason: 'end_turn', usage, ...answer };
  }
}
