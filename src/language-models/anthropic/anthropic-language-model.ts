import Anthropic from '@anthropic-ai/sdk';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { type AnthropicConfig, AppConfig } from '../../platform/config/config';
import type { TokensAtMost } from '../../usage/pricing/model-cost';
import type { ModelAnswer, ModelRequest, ModelTier } from '../language-model.port';
import { LanguageModelProvider } from '../language-model-provider.port';
import { ModelAnswerInvalid, ModelRefused, ModelUnavailable } from '../language-models.errors';
import { toModelFailure } from './anthropic-failure';
import { habitsOf, toMessageParams } from './anthropic-request';
import { type AssembledMessage, MessageAssembler } from './message-assembler';
import { promptTokensAtMost } from './token-estimate';
import { Watchdog } from './watchdog';

/** Whole answers may take this many times as long as the wait for their beginning. */
const DEADLINE_FACTOR = 3;

/** A stop for one of these reasons left the answer unfinished. */
const UNFINISHED: ReadonlySet<string> = new Set(['model_context_window_exceeded', 'pause_turn']);

/**
 * Claude over Anthropic's Messages API. Every answer is streamed and put together here, so that silence is noticed; the SDK's
 * retries are off, because each of them would be a bill that nobody reserved.
 */
@Injectable()
export class AnthropicLanguageModel extends LanguageModelProvider {
  private readonly settings?: AnthropicConfig;
  private readonly client?: Anthropic;

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
  ) {
    super();
    this.settings = config.anthropic;
    this.client = this.settings && clientOf(this.settings);
  }

  isConfigured(): boolean {
    return this.client !== undefined;
  }

  modelOf(tier: ModelTier): string {
    const models = this.settings && { FAST: this.settings.fastModel, STRONG: this.settings.strongModel };
    return models?.[tier] ?? 'none';
  }

  tokensAtMost(request: ModelRequest): TokensAtMost {
    const { thinkingTokens } = habitsOf(this.modelOf(request.tier));
    return { promptTokens: promptTokensAtMost(request), outputTokens: request.maxOutputTokens + thinkingTokens };
  }

  deadlineMs(request: ModelRequest): number {
    return request.timeoutMs ?? (this.settings?.timeoutMs ?? 0) * DEADLINE_FACTOR;
  }

  async complete(request: ModelRequest): Promise<ModelAnswer> {
    if (!this.client || !this.settings) throw new ModelUnavailable({ spent: 'NOTHING', reason: 'not_configured' });
    if (request.signal?.aborted) throw new ModelUnavailable({ spent: 'NOTHING', reason: 'aborted' });
    const params = toMessageParams(request, this.modelOf(request.tier));
    const watchdog = new Watchdog(this.deadlineMs(request), request.signal);
    try {
      return await this.stream(this.client, params, watchdog, request);
    } catch (error) {
      if (watchdog.cause) throw new ModelUnavailable({ spent: 'UNKNOWN', reason: watchdog.cause });
      throw toModelFailure(error, this.clock.now());
    } finally {
      watchdog.stop();
    }
  }

  private async stream(
    client: Anthropic,
    params: Anthropic.MessageCreateParamsStreaming,
    watchdog: Watchdog,
    request: ModelRequest,
  ): Promise<ModelAnswer> {
    const { timeoutMs, idleTimeoutMs } = this.settingsInUse();
    const timeout = Math.min(timeoutMs, this.deadlineMs(request));
    const { data, response } = await client.messages
      .create(params, { signal: watchdog.signal, timeout, maxRetries: 0 })
      .withResponse();
    const requestId = response.headers.get('request-id') ?? undefined;
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
      data.controller.abort();
      throw new ModelUnavailable({ spent: 'UNKNOWN', reason: 'not_a_stream' });
    }
    const assembler = new MessageAssembler();
    // Pings are swallowed by the SDK, so the wait for the first words is as long as that for the headers.
    watchdog.heard(timeout);
    for await (const event of data) {
      assembler.add(event);
      watchdog.heard(assembler.hasContent ? idleTimeoutMs : timeout);
    }
    // The iterator ends quietly when the connection is closed or aborted: only message_stop says that the message is whole.
    if (!assembler.complete) throw new ModelUnavailable({ spent: 'UNKNOWN', reason: watchdog.cause ?? 'cut_short' });
    return toAnswer(assembler.finish(requestId), request, requestId);
  }

  private settingsInUse(): AnthropicConfig {
    if (!this.settings) throw new Error('Anthropic is not configured.');
    return this.settings;
  }
}

function clientOf({ apiKey, baseUrl, timeoutMs }: AnthropicConfig): Anthropic {
  return new Anthropic({
    apiKey,
    // Null and not absent: inherited ANTHROPIC_ variables must not choose the credential or redirect the traffic.
    authToken: null,
    baseURL: baseUrl,
    timeout: timeoutMs,
    maxRetries: 0,
    // The SDK logs frames it cannot parse, and those hold what people said.
    logLevel: 'off',
  });
}

function toAnswer(message: AssembledMessage, request: ModelRequest, requestId: string | undefined): ModelAnswer {
  const { text, toolCalls, model, stopReason, usage } = message;
  const identity = requestId ? { requestId } : {};
  const spent = { model, usage, ...identity };
  if (stopReason === 'refusal') throw new ModelRefused({ spent, reason: message.refusal ?? 'refusal' });
  if (UNFINISHED.has(stopReason)) throw new ModelAnswerInvalid({ spent, reason: stopReason });
  if (text.trim() === '' && toolCalls.length === 0) throw new ModelAnswerInvalid({ spent, reason: 'empty' });
  if (request.outputSchema && stopReason === 'max_tokens')
    throw new ModelAnswerInvalid({ spent, reason: 'max_tokens' });
  if (request.outputSchema && !isJson(text)) throw new ModelAnswerInvalid({ spent, reason: 'not_json' });
  return { text, toolCalls, model, stopReason, ...identity, usage };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
