import { ModelAnswerInvalid } from '../language-models.errors';
import { MessageAssembler } from './message-assembler';

const start = {
  type: 'message_start',
  message: { model: 'claude-haiku-5-5', usage: { input_tokens: 25, cache_read_input_tokens: 2_048, output_tokens: 1 } },
};
const stop = { type: 'message_stop' };
const ended = (stop_reason: string) => ({ type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 7 } });

function assemble(...events: unknown[]): MessageAssembler {
  const assembler = new MessageAssembler();
  for (const event of events) assembler.add(event);
  return assembler;
}

describe('a message put together from its stream', () => {
  it('joins text, skips thinking wherever it stands, and keeps cumulative counts', () => {
    const assembler = assemble(
      start,
      { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'hm' } },
      { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'Hel' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'lo' } },
      { type: 'content_block_stop', index: 1 },
      ended('end_turn'),
      stop,
    );
    expect(assembler.complete).toBe(true);
    expect(assembler.finish()).toEqual({
      text: 'Hello',
      toolCalls: [],
      model: 'claude-haiku-5-5',
      stopReason: 'end_turn',
      usage: { inputTokens: 25, cacheWriteTokens: 0, cacheReadTokens: 2_048, outputTokens: 7 },
    });
  });

  it('joins the pieces of a tool’s input, which may be cut anywhere, and takes none for {}', () => {
    const assembler = assemble(
      start,
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'tool_use', id: 't', name: 'record', input: {} },
      },
      ...['', '{"budget": 5', '0000, "dm": true}'].map((partial_json) => ({
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'input_json_delta', partial_json },
      })),
      {
        type: 'content_block_start',
        index: 1,
        content_block: { type: 'tool_use', id: 'u', name: 'end_call', input: {} },
      },
      ended('tool_use'),
      stop,
    );
    expect(assembler.finish().toolCalls).toEqual([
      { name: 'record', input: { budget: 50_000, dm: true } },
      { name: 'end_call', input: {} },
    ]);
  });

  it('is not complete until the provider says so', () => {
    expect(assemble(start, ended('end_turn')).complete).toBe(false);
  });

  it('ignores events it does not know', () => {
    expect(() => assemble(start, { type: 'something_new' }, 'noise', null)).not.toThrow();
  });

  it.each<[string, unknown[]]>([
    ['a start without usage', [{ type: 'message_start', message: { model: 'x' } }]],
    ['negative counts', [{ type: 'message_start', message: { model: 'x', usage: { input_tokens: -1 } } }]],
    [
      'a delta of no block',
      [start, { type: 'content_block_delta', index: 3, delta: { type: 'text_delta', text: 'a' } }],
    ],
  ])('refuses %s', (_, events) => {
    expect(() => assemble(...events)).toThrow(ModelAnswerInvalid);
  });

  it('refuses a message without a stop reason, and a tool’s input that is not JSON, with what it cost', () => {
    expect(() => assemble(start, stop).finish()).toThrow(ModelAnswerInvalid);
    const broken = assemble(
      start,
      { type: 'content_block_start', index: 0, content_block: { type: 'tool_use', name: 'record' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{"budget": 5' } },
      ended('max_tokens'),
      stop,
    );
    expect(() => broken.finish('req_1')).toThrow(
      expect.objectContaining({ spent: expect.objectContaining({ requestId: 'req_1', model: 'claude-haiku-5-5' }) }),
    );
  });

  it('keeps the category of a refusal', () => {
    const refused = assemble(
      start,
      { type: 'message_delta', delta: { stop_reason: 'refusal', stop_details: { category: 'cyber' } } },
      stop,
    );
    expect(refused.finish()).toMatchObject({ stopReason: 'refusal', refusal: 'cyber', text: '' });
  });
});
