import type { Block } from './completion';
import type { WireReply } from './wire-message';

const pieceLength = 14;

/** One server-sent event. The `event:` line is not optional: the official client drops frames without one. */
export function frame(data: { type: string; [key: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A reply as the frames of its stream, in order. */
export function frames(reply: WireReply): string[] {
  const { content, stop_reason, stop_sequence, stop_details, usage } = reply;
  const started = { ...usage, output_tokens: 1, output_tokens_details: null };
  const opening = { ...reply, content: [], stop_reason: null, stop_sequence: null, stop_details: null, usage: started };
  const { input_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens } = usage;
  return [
    frame({ type: 'message_start', message: opening }),
    frame({ type: 'ping' }),
    ...content.flatMap((block, index) => blockFrames(block, index)),
    frame({
      type: 'message_delta',
      delta: { stop_reason, stop_sequence, stop_details },
      usage: {
        input_tokens,
        cache_creation_input_tokens,
        cache_read_input_tokens,
        output_tokens,
        output_tokens_details: usage['output_tokens_details'],
      },
    }),
    frame({ type: 'message_stop' }),
  ];
}

export function errorFrame(): string {
  return frame({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } });
}

function blockFrames(block: Block, index: number): string[] {
  return [
    frame({ type: 'content_block_start', index, content_block: emptied(block) }),
    ...deltas(block).map((delta) => frame({ type: 'content_block_delta', index, delta })),
    frame({ type: 'content_block_stop', index }),
  ];
}

function emptied(block: Block): Block {
  if (block.type === 'text') return { ...block, text: '' };
  return block.type === 'thinking' ? { ...block, thinking: '', signature: '' } : { ...block, input: {} };
}

function deltas(block: Block): Record<string, string>[] {
  if (block.type === 'text') return pieces(block.text).map((text) => ({ type: 'text_delta', text }));
  if (block.type === 'tool_use') {
    return ['', ...pieces(JSON.stringify(block.input))].map((part) => ({
      type: 'input_json_delta',
      partial_json: part,
    }));
  }
  const thinking = block.thinking ? [{ type: 'thinking_delta', thinking: block.thinking }] : [];
  return [...thinking, { type: 'signature_delta', signature: block.signature }];
}

/** Arbitrary cuts, but never through a character. */
function pieces(text: string): string[] {
  const characters = Array.from(text);
  const count = Math.ceil(characters.length / pieceLength);
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * pieceLength, (index + 1) * pieceLength).join(''),
  );
}
