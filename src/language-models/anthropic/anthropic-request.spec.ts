import type { ModelRequest } from '../language-model.port';
import { toMessageParams } from './anthropic-request';
import { promptTokensAtMost } from './token-estimate';

const request: ModelRequest = {
  tier: 'FAST',
  purpose: 'CALL_TURN',
  system: 'You are Maya.',
  messages: [{ role: 'user', text: 'Hello' }],
  maxOutputTokens: 200,
  attribution: {},
};
const schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
const tool = { name: 'end_call', description: 'Ends the call.', inputSchema: { type: 'object', properties: {} } };

describe('the wire form of a request', () => {
  it('tells Haiku not to think and Sonnet to think between tools only, both at low effort', () => {
    const haiku = toMessageParams(request, 'claude-haiku-5-5');
    expect(haiku).toMatchObject({ thinking: { type: 'disabled' }, output_config: { effort: 'low' }, max_tokens: 200 });
    const sonnet = toMessageParams(request, 'claude-sonnet-5-5');
    expect(sonnet).toMatchObject({
      thinking: { type: 'between_tools' },
      output_config: { effort: 'low' },
      max_tokens: 200,
    });
  });

  it('leaves an unknown model its habits and gives it room to think', () => {
    const params = toMessageParams(request, 'claude-future-9');
    expect(params.thinking).toBeUndefined();
    expect(params.output_config).toBeUndefined();
    expect(params.max_tokens).toBeGreaterThanOrEqual(1_224);
  });

  it('never sends what the API refuses', () => {
    for (const model of ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-future-9']) {
      const params = toMessageParams({ ...request, tools: [tool] }, model);
      for (const name of ['temperature', 'top_p', 'top_k', 'tool_choice']) expect(params).not.toHaveProperty(name);
      expect(params.stream).toBe(true);
    }
  });

  it('asks for a schema by output_config.format', () => {
    const params = toMessageParams({ ...request, outputSchema: schema }, 'claude-sonnet-5-5');
    expect(params.output_config).toEqual({ effort: 'low', format: { type: 'json_schema', schema } });
  });

  it('declares tools', () => {
    const params = toMessageParams({ ...request, tools: [tool] }, 'claude-haiku-5-5');
    expect(params.tools).toEqual([{ name: 'end_call', description: 'Ends the call.', input_schema: tool.inputSchema }]);
  });

  it('marks the system prompt for the cache', () => {
    expect(toMessageParams(request, 'claude-haiku-5-5').system).toEqual([
      { type: 'text', text: 'You are Maya.', cache_control: { type: 'ephemeral' } },
    ]);
  });

  it('begins with the user, as the API wants', () => {
    const opened = { ...request, messages: [{ role: 'assistant', text: 'Hi!' }, ...request.messages] as const };
    expect(toMessageParams(opened, 'claude-haiku-5-5').messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
    ]);
  });

  it('refuses a prefilled answer, and tools beside a schema', () => {
    const prefilled = { ...request, messages: [{ role: 'assistant', text: 'Sure:' }] as const };
    expect(() => toMessageParams(prefilled, 'claude-haiku-5-5')).toThrow('user');
    expect(() => toMessageParams({ ...request, tools: [tool], outputSchema: schema }, 'claude-haiku-5-5')).toThrow(
      'not both',
    );
  });
});

describe('the most a prompt can be', () => {
  it('counts half the bytes of every part, so that dense scripts count more', () => {
    const english = promptTokensAtMost({ ...request, messages: [{ role: 'user', text: 'a'.repeat(1_000) }] });
    const hindi = promptTokensAtMost({ ...request, messages: [{ role: 'user', text: 'अ'.repeat(1_000) }] });
    expect(english).toBeGreaterThanOrEqual(500);
    expect(hindi).toBeGreaterThanOrEqual(1_500);
    expect(promptTokensAtMost({ ...request, outputSchema: schema })).toBeGreaterThan(promptTokensAtMost(request) + 500);
  });
});
