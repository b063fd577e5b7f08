import { type RunningEmulator, startEmulator } from '../../../src/emulator/emulator';
import { AnthropicLanguageModel } from '../../../src/language-models/anthropic/anthropic-language-model';
import type { ModelRequest } from '../../../src/language-models/language-model.port';
import { structuredAnswer } from '../../../src/language-models/structured-answer';
import { loadConfig } from '../../../src/platform/config/config';
import { extractionSchema, extractionShape } from '../../../src/qualification/extraction/extraction';
import { extractionPrompt } from '../../../src/qualification/extraction/extraction-prompt';
import { fencedTranscript } from '../../../src/qualification/extraction/fenced-transcript';
import { STANDARD_FIELDS } from '../../../src/qualification/rules/field-definitions';
import { TestClock } from '../../support/test-clock';

describe('Claude as the emulator speaks it', () => {
  let emulator: RunningEmulator;
  let model: AnthropicLanguageModel;

  beforeAll(async () => {
    emulator = await startEmulator();
    const config = loadConfig({
      DATABASE_URL: 'postgres://owner@127.0.0.1/none',
      REDIS_URL: 'redis://127.0.0.1',
      JWT_PRIVATE_KEY: 'none',
      SECRET_KEY: 'a-secret-of-the-tests-that-is-long-enough-1234',
      ANTHROPIC_API_KEY: 'sk-ant-test',
      ANTHROPIC_BASE_URL: emulator.url,
    });
    model = new AnthropicLanguageModel(config, new TestClock());
  });
  afterAll(() => emulator.stop());

  it.each(['FAST', 'STRONG'] as const)('accepts a turn of a call on the %s model', async (tier) => {
    const request: ModelRequest = {
      tier,
      purpose: 'CALL_TURN',
      system: 'You are Maya. Ask for the budget.',
      messages: [
        { role: 'assistant', text: 'Hello, is this a good time?' },
        { role: 'user', text: 'Yes, who is this?' },
      ],
      tools: [{ name: 'end_call', description: 'Ends the call.', inputSchema: { type: 'object', properties: {} } }],
      maxOutputTokens: 200,
      attribution: {},
    };
    const answer = await model.complete(request);
    expect(answer.text.length + answer.toolCalls.length).toBeGreaterThan(0);
    expect(answer.usage.outputTokens).toBeGreaterThan(0);
  });

  it('accepts the schema of an extraction and answers in it', async () => {
    const turns = [
      { seq: 1, speaker: 'AGENT' as const, text: 'What is your budget?' },
      { seq: 2, speaker: 'LEAD' as const, text: 'My budget is 800 thousand dollars.' },
    ];
    const answer = await model.complete({
      tier: 'STRONG',
      purpose: 'ASSESSMENT',
      system: extractionPrompt(STANDARD_FIELDS),
      messages: [{ role: 'user', text: fencedTranscript(turns, 'fence-of-this-request') }],
      outputSchema: extractionSchema(STANDARD_FIELDS.map(({ name }) => name)),
      maxOutputTokens: 4_000,
      attribution: {},
    });
    const { facts } = structuredAnswer(answer, extractionShape);
    expect(facts.find(({ field }) => field === 'budget')).toMatchObject({
      status: 'stated',
      value: 800_000,
      quotes: [{ turn: 2 }],
    });
  });
});
