import { z } from 'zod';
import type { ModelUsage } from '../../usage/model-usage';
import type { ToolCall } from '../language-model.port';
import { ModelAnswerInvalid, type SpentTokens } from '../language-models.errors';

const tokens = z.number().int().nonnegative();
const maybeTokens = tokens.nullish();

const usageShape = z.object({
  input_tokens: maybeTokens,
  cache_creation_input_tokens: maybeTokens,
  cache_read_input_tokens: maybeTokens,
  output_tokens: maybeTokens,
});

const eventShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message_start'), message: z.object({ model: z.string().min(1), usage: usageShape }) }),
  z.object({
    type: z.literal('content_block_start'),
    index: z.number().int(),
    content_block: z.object({ type: z.string(), text: z.string().optional(), name: z.string().optional() }),
  }),
  z.object({
    type: z.literal('content_block_delta'),
    index: z.number().int(),
    delta: z.object({ type: z.string(), text: z.string().optional(), partial_json: z.string().optional() }),
  }),
  z.object({ type: z.literal('content_block_stop') }),
  z.object({
    type: z.literal('message_delta'),
    delta: z.object({
      stop_reason: z.string().nullish(),
      stop_details: z.object({ category: z.string().nullish() }).nullish(),
    }),
    usage: usageShape.nullish(),
  }),
  z.object({ type: z.literal('message_stop') }),
]);

type StreamEvent = z.infer<typeof eventShape>;

const KNOWN_EVENTS: ReadonlySet<unknown> = new Set(eventShape.options.map((option) => option.shape.type.value));

interface Block {
  readonly type: string;
  readonly name: string;
  text: string;
  json: string;
}

export interface AssembledMessage {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly model: string;
  readonly stopReason: string;
  /** Category of a refusal, when the provider gave one. */
  readonly refusal?: string;
  readonly usage: ModelUsage;
}

/** Puts the events of one streamed message together. The SDK checks nothing of them, so each is parsed here. */
export class MessageAssembler {
  /** True once the provider has said that the message is complete; a stream that merely ends was cut. */
  complete = false;
  private model?: string;
  private stopReason?: string;
  private refusal?: string;
  private usage: ModelUsage = { inputTokens: 0, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: 0 };
  private readonly blocks = new Map<number, Block>();

  /** True once content has begun to arrive. */
  get hasContent(): boolean {
    return this.blocks.size > 0;
  }

  /** @throws ModelAnswerInvalid when a known event has not its documented form. Unknown events are ignored. */
  add(event: unknown): void {
    const type: unknown = typeof event === 'object' && event !== null ? Reflect.get(event, 'type') : undefined;
    if (!KNOWN_EVENTS.has(type)) return;
    const parsed = eventShape.safeParse(event);
    if (!parsed.success) throw new ModelAnswerInvalid({ spent: 'UNKNOWN', reason: `bad_event:${String(type)}` });
    this.apply(parsed.data);
  }

  /** @throws ModelAnswerInvalid when the message has no stop reason, or a tool's input is not JSON. */
  finish(requestId?: string): AssembledMessage {
    const { model, stopReason } = this;
    if (!model || !stopReason) throw new ModelAnswerInvalid({ spent: 'UNKNOWN', reason: 'incomplete_message' });
    const spent = { model, usage: this.usage, ...(requestId ? { requestId } : {}) };
    const blocks = [...this.blocks].sort(([a], [b]) => a - b).map(([, block]) => block);
    return {
      // Thinking comes as blocks of its own, before or between: what is meant for the reader is told by type, not by place.
      text: blocks
        .filter(({ type }) => type === 'text')
        .map(({ text }) => text)
        .join(''),
      toolCalls: blocks.filter(({ type }) => type === 'tool_use').map((block) => toToolCall(block, spent)),
      model,
      stopReason,
      ...(this.refusal ? { refusal: this.refusal } : {}),
      usage: this.usage,
    };
  }

  private apply(event: StreamEvent): void {
    switch (event.type) {
      case 'message_start':
        this.model = event.message.model;
        this.count(event.message.usage);
        break;
      case 'content_block_start': {
        const { type, name = '', text = '' } = event.content_block;
        this.blocks.set(event.index, { type, name, text, json: '' });
        break;
      }
      case 'content_block_delta':
        this.extend(event.index, event.delta);
        break;
      case 'message_delta':
        this.stopReason = event.delta.stop_reason ?? this.stopReason;
        this.refusal = event.delta.stop_details?.category ?? this.refusal;
        if (event.usage) this.count(event.usage);
        break;
      case 'message_stop':
        this.complete = true;
        break;
      case 'content_block_stop':
        break;
    }
  }

  private extend(index: number, delta: { text?: string | undefined; partial_json?: string | undefined }): void {
    const block = this.blocks.get(index);
    if (!block) throw new ModelAnswerInvalid({ spent: 'UNKNOWN', reason: 'bad_event:content_block_delta' });
    block.text += delta.text ?? '';
    block.json += delta.partial_json ?? '';
  }

  /** Every figure is cumulative: a later one replaces an earlier one, and null means nothing new. */
  private count(usage: z.infer<typeof usageShape>): void {
    this.usage = {
      inputTokens: usage.input_tokens ?? this.usage.inputTokens,
      cacheWriteTokens: usage.cache_creation_input_tokens ?? this.usage.cacheWriteTokens,
      cacheReadTokens: usage.cache_read_input_tokens ?? this.usage.cacheReadTokens,
      outputTokens: usage.output_tokens ?? this.usage.outputTokens,
    };
  }
}

function toToolCall(block: Block, spent: SpentTokens): ToolCall {
  try {
    return { name: block.name, input: block.json === '' ? {} : (JSON.parse(block.json) as unknown) };
  } catch (error) {
    if (error instanceof SyntaxError) throw new ModelAnswerInvalid({ spent, reason: 'bad_tool_input' });
    throw error;
  }
}
