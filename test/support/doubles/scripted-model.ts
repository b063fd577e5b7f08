import { LanguageModel, type ModelAnswer, type ModelRequest } from '../../../src/language-models/language-model.port';

/** A model that answers what the test says, and remembers what it was asked. */
export class ScriptedModel extends LanguageModel {
  readonly asked: ModelRequest[] = [];
  reply: (request: ModelRequest) => Partial<ModelAnswer> | Promise<Partial<ModelAnswer>> = () => ({
    text: 'Certainly.',
  });

  isConfigured(): boolean {
    return true;
  }

  async complete(request: ModelRequest): Promise<ModelAnswer> {
    this.asked.push(request);
    const usage = { inputTokens: 10, outputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0 };
    return {
      text: '',
      toolCalls: [],
      model: 'scripted',
      stopReason: 'end_turn',
      usage,
      ...(await this.reply(request)),
    };
  }
}
