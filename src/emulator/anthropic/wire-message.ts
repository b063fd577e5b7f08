import { randomBytes } from 'node:crypto';
import type { Block, Completion } from './completion';
import type { CacheUse } from './prompt-cache';
import type { MessageBody } from './request';
import { promptTokens } from './tokens';

/** A Message resource, ready to be sent. */
export interface WireReply {
  id: string;
  type: 'message';
  role: 'assistant';
  model: string;
  content: Block[];
  stop_reason: string;
  stop_sequence: string | null;
  stop_details: Record<string, unknown> | null;
  usage: Record<string, unknown>;
}

export function wireReply(body: MessageBody, completion: Completion, cache: CacheUse): WireReply {
  const cached = cache.created + cache.read;
  return {
    id: `msg_emu_${randomBytes(10).toString('hex')}`,
    type: 'message',
    role: 'assistant',
    model: body.model,
    content: completion.content,
    stop_reason: completion.stopReason,
    stop_sequence: completion.stopSequence,
    stop_details:
      completion.stopReason === 'refusal'
        ? { type: 'refusal', category: null, explanation: 'The emulator was asked to refuse.' }
        : null,
    usage: {
      input_tokens: Math.max(1, promptTokens(body) - cached),
      cache_creation_input_tokens: cache.created,
      cache_read_input_tokens: cache.read,
      cache_creation: {
        ephemeral_5m_input_tokens: cache.ttl === '5m' ? cache.created : 0,
        ephemeral_1h_input_tokens: cache.ttl === '1h' ? cache.created : 0,
      },
      output_tokens: completion.outputTokens,
      output_tokens_details: { thinking_tokens: completion.thinkingTokens },
      server_tool_use: null,
      service_tier: 'standard',
      speed: 'standard',
      inference_geo: null,
    },
  };
}
