import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LanguageModel, type ModelAnswer, type ModelRequest } from '../../../src/language-models/language-model.port';

const FOLDER = join(__dirname, 'recordings');

/** Thrown when a request was never recorded: the prompt, the form or the transcript is another than it was. */
export class NotRecorded extends Error {
  constructor(hash: string) {
    super(
      `no answer is recorded for request ${hash}: the instructions, the form or a transcript changed. Record anew: test/bench/extraction/recordings`,
    );
  }
}

/** What a request asks, without the mark that is random each time. */
export function requestHash({ system, messages, outputSchema, tier }: ModelRequest): string {
  const asked = JSON.stringify({ tier, system, messages, outputSchema }).replace(/<<<[\w-]+>>>/g, '<<<>>>');
  return createHash('sha256').update(asked).digest('hex').slice(0, 16);
}

/** Answers what was recorded for exactly this request, and nothing else. */
export class RecordedModel extends LanguageModel {
  override isConfigured(): boolean {
    return true;
  }

  override complete(request: ModelRequest): Promise<ModelAnswer> {
    const hash = requestHash(request);
    const path = join(FOLDER, `${hash}.json`);
    if (!existsSync(path)) return Promise.reject(new NotRecorded(hash));
    const usage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
    const text = readFileSync(path, 'utf8');
    return Promise.resolve({ text, toolCalls: [], model: 'recorded', stopReason: 'end_turn', usage });
  }
}
