import { AnthropicLanguageModel } from '../../../src/language-models/anthropic/anthropic-language-model';
import type { ModelAnswer, ModelRequest } from '../../../src/language-models/language-model.port';
import {
  ModelAnswerInvalid,
  type ModelFailure,
  ModelRefused,
  ModelUnavailable,
} from '../../../src/language-models/language-models.errors';
import { loadConfig } from '../../../src/platform/config/config';
import { freePort } from '../../support/free-port';
import { TestClock } from '../../support/test-clock';
import { until } from '../../support/until';
import {
  ending,
  failed,
  message,
  open,
  type Reply,
  sse,
  START,
  STOP,
  streamed,
  streamedThen,
  StubAnthropic,
  text,
} from './stub-anthropic';

const SCHEMA = { type: 'object', properties: { a: { type: 'number' } }, required: ['a'], additionalProperties: false };

const request: ModelRequest = {
  tier: 'FAST',
  purpose: 'CALL_TURN',
  system: 'You are Maya.',
  messages: [{ role: 'user', text: 'Hello' }],
  maxOutputTokens: 200,
  attribution: {},
};

function modelAt(baseUrl: string, variables: Record<string, string> = {}): AnthropicLanguageModel {
  const config = loadConfig({
    DATABASE_URL: 'postgres://owner@127.0.0.1/none',
    REDIS_URL: 'redis://127.0.0.1',
    JWT_PRIVATE_KEY: 'none',
    SECRET_KEY: 'a-secret-of-the-tests-that-is-long-enough-1234',
    ANTHROPIC_API_KEY: 'sk-ant-test',
    ANTHROPIC_BASE_URL: baseUrl,
    ANTHROPIC_TIMEOUT_MS: '400',
    ANTHROPIC_IDLE_TIMEOUT_MS: '150',
    ...variables,
  });
  return new AnthropicLanguageModel(config, new TestClock());
}

/** What a proxy in between answers. */
function page(status: number): Reply {
  return (response) => response.writeHead(status, { 'content-type': 'text/html' }).end('<html>please sign in</html>');
}

async function failureOf(answer: Promise<ModelAnswer>): Promise<ModelFailure> {
  return answer.then(
    () => {
      throw new Error('an answer came');
    },
    (error: unknown) => error as ModelFailure,
  );
}

describe('Claude over the wire', () => {
  const stub = new StubAnthropic();
  let model: AnthropicLanguageModel;

  beforeAll(async () => {
    model = modelAt(await stub.start());
  });
  beforeEach(() => {
    stub.requests.length = 0;
    stub.abandoned = 0;
  });
  afterAll(() => stub.stop());

  async function failing(reply: Reply, overrides: Partial<ModelRequest> = {}): Promise<ModelFailure> {
    stub.reply = reply;
    return failureOf(model.complete({ ...request, ...overrides }));
  }

  it('asks once, streaming, with the key and the version of the API', async () => {
    stub.reply = streamed(...message('Hello there.'));
    await expect(model.complete(request)).resolves.toEqual({
      text: 'Hello there.',
      toolCalls: [],
      model: 'claude-haiku-5-5',
      stopReason: 'end_turn',
      requestId: 'req_stub',
      usage: { inputTokens: 25, cacheWriteTokens: 0, cacheReadTokens: 2_048, outputTokens: 7 },
    });
    expect(stub.requests).toHaveLength(1);
    expect(stub.requests[0]).toMatchObject({
      path: '/v1/messages',
      headers: { authorization: 'Bearer sk-ant-test', 'anthropic-version': '2026-10-21' },
      body: { stream: true, model: 'claude-haiku-5-5', thinking: { type: 'disabled' }, max_tokens: 200 },
    });
  });

  it('asks the strong model for the strong tier', async () => {
    stub.reply = streamed(...message('{"a": 1}'));
    await model.complete({ ...request, tier: 'STRONG', outputSchema: SCHEMA });
    expect(stub.requests[0]?.body).toMatchObject({
      model: 'claude-sonnet-5-5',
      output_config: { format: { type: 'json_schema', schema: SCHEMA } },
    });
  });

  it('ignores the pings between', async () => {
    stub.reply = streamed(START, { type: 'ping' }, ...text('Hi'), { type: 'ping' }, ending('end_turn'), STOP);
    await expect(model.complete(request)).resolves.toMatchObject({ text: 'Hi' });
  });

  it.each<[string, Reply, string]>([
    ['ends cleanly before message_stop', streamed(START, ...text('Hel')), 'cut_short'],
    ['is cut off', streamedThen([START, ...text('Hel')], (response) => response.destroy()), 'broken_stream'],
    [
      'reports an error within',
      streamed(START, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
      'overloaded_error',
    ],
    ['falls silent', streamedThen([START, ...text('Hel')]), 'stalled'],
    ['never begins', () => undefined, 'timeout'],
    ['begins and says nothing', streamedThen([START]), 'stalled'],
  ])('counts as spent when the stream %s', async (_, reply, reason) => {
    const failure = await failing(reply);
    expect(failure).toBeInstanceOf(ModelUnavailable);
    expect(failure).toMatchObject({ spent: 'UNKNOWN', reason });
    expect(stub.requests).toHaveLength(1);
  });

  it('ends an answer that keeps coming for too long', async () => {
    let timer: NodeJS.Timeout | undefined;
    const failure = await failing(
      (response) => {
        open(response);
        response.write(sse(START));
        response.write(sse({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }));
        const more = sse({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'a' } });
        timer = setInterval(() => response.write(more), 20);
      },
      { timeoutMs: 300 },
    );
    clearInterval(timer);
    expect(failure).toMatchObject({ reason: 'deadline', spent: 'UNKNOWN' });
    await until(() => stub.abandoned === 1);
  });

  it('stops when the caller does, and closes the connection', async () => {
    const caller = new AbortController();
    stub.reply = streamedThen([START, ...text('Hel')]);
    const answer = failureOf(model.complete({ ...request, signal: caller.signal }));
    await until(() => stub.requests.length === 1);
    caller.abort();
    expect(await answer).toMatchObject({ reason: 'aborted', spent: 'UNKNOWN' });
    await until(() => stub.abandoned === 1);
  });

  it('does not ask for a caller who has already gone', async () => {
    const failure = await failing(streamed(...message('Hi')), { signal: AbortSignal.abort() });
    expect(failure).toMatchObject({ reason: 'aborted', spent: 'NOTHING' });
    expect(stub.requests).toHaveLength(0);
  });

  it.each<[number, string, 'NOTHING' | 'UNKNOWN']>([
    [400, 'invalid_request_error', 'NOTHING'],
    [401, 'authentication_error', 'NOTHING'],
    [402, 'billing_error', 'NOTHING'],
    [403, 'permission_error', 'NOTHING'],
    [404, 'not_found_error', 'NOTHING'],
    [413, 'request_too_large', 'NOTHING'],
    [429, 'rate_limit_error', 'NOTHING'],
    [500, 'api_error', 'NOTHING'],
    [503, 'api_error', 'NOTHING'],
    [504, 'timeout_error', 'UNKNOWN'],
    [529, 'overloaded_error', 'NOTHING'],
  ])('asks once and says to try later: %d %s', async (status, type, spent) => {
    expect(await failing(failed(status, type))).toMatchObject({ constructor: ModelUnavailable, reason: type, spent });
    expect(stub.requests).toHaveLength(1);
  });

  it.each<[Record<string, string>, number | undefined]>([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '7', 'retry-after-ms': '1200' }, 1_200],
    [{ 'retry-after': '0' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': 'Tue, 07 Jul 2026 18:00:30 GMT' }, 30_000],
    [{}, undefined],
  ])('passes on how long to wait: %j', async (headers, retryAfterMs) => {
    expect(await failing(failed(429, 'rate_limit_error', headers))).toHaveProperty('retryAfterMs', retryAfterMs);
  });

  it('waits longer for what only a person can mend', async () => {
    expect(await failing(failed(401, 'authentication_error'))).toHaveProperty('retryAfterMs', 60_000);
  });

  it('takes a proxy’s page for an outage', async () => {
    expect(await failing(page(200))).toMatchObject({ constructor: ModelUnavailable, reason: 'not_a_stream' });
    expect(await failing(page(502))).toMatchObject({
      constructor: ModelUnavailable,
      reason: 'http_502',
      spent: 'NOTHING',
    });
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const alone = modelAt(`http://127.0.0.1:${await freePort()}`);
    expect(await failureOf(alone.complete(request))).toMatchObject({
      constructor: ModelUnavailable,
      reason: 'ECONNREFUSED',
      spent: 'NOTHING',
    });
  });

  it('tells a refusal, with what it cost', async () => {
    const refusal = {
      type: 'message_delta',
      delta: { stop_reason: 'refusal', stop_details: { type: 'refusal', category: 'general_harms' } },
      usage: { output_tokens: 3 },
    };
    expect(await failing(streamed(START, refusal, STOP))).toMatchObject({
      constructor: ModelRefused,
      reason: 'general_harms',
      spent: {
        model: 'claude-haiku-5-5',
        requestId: 'req_stub',
        usage: { inputTokens: 25, cacheReadTokens: 2_048, outputTokens: 3 },
      },
    });
  });

  it.each<[string, Reply, Partial<ModelRequest>, string]>([
    ['no text and no tool', streamed(START, ending('end_turn'), STOP), {}, 'empty'],
    ['a form cut by its length', streamed(...message('{"a": 1', 'max_tokens')), { outputSchema: SCHEMA }, 'max_tokens'],
    ['a form that is not JSON', streamed(...message('Sure! a is 1')), { outputSchema: SCHEMA }, 'not_json'],
    [
      'a context that is too long',
      streamed(...message('Hel', 'model_context_window_exceeded')),
      {},
      'model_context_window_exceeded',
    ],
  ])('cannot use %s, but pays for it', async (_, reply, overrides, reason) => {
    expect(await failing(reply, overrides)).toMatchObject({
      constructor: ModelAnswerInvalid,
      reason,
      spent: { usage: { inputTokens: 25, cacheReadTokens: 2_048, outputTokens: 7 } },
    });
  });

  it('keeps a spoken answer that was merely cut', async () => {
    stub.reply = streamed(...message('One moment, I', 'max_tokens'));
    await expect(model.complete(request)).resolves.toMatchObject({ stopReason: 'max_tokens', text: 'One moment, I' });
  });

  it('is not configured without a key, and asks nobody', async () => {
    const none = modelAt('http://127.0.0.1:9', { ANTHROPIC_API_KEY: '' });
    expect(none.isConfigured()).toBe(false);
    expect(await failureOf(none.complete(request))).toMatchObject({ reason: 'not_configured', spent: 'NOTHING' });
  });
});
