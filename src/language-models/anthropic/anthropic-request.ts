import type Anthropic from '@anthropic-ai/sdk';
import type { ModelMessage, ModelRequest, ToolDeclaration } from '../language-model.port';

type StreamingParams = Anthropic.MessageCreateParamsStreaming;

/** How a model is asked to think. `thinkingTokens` come on top of the answer and count toward `max_tokens`. */
interface ModelHabits {
  readonly thinking?: Anthropic.ThinkingConfigParam;
  readonly effort?: 'low';
  readonly thinkingTokens: number;
}

/**
 * Both 5.5 models think unless told otherwise. Haiku may be told not to at low effort; Sonnet refuses that with 400 and knows
 * `between_tools` instead (Anthropic's model pages for claude-haiku-5-5 and claude-sonnet-5-5, October 2026). Of any other model we
 * know nothing, so it keeps its own habits and gets room for them.
 */
export function habitsOf(model: string): ModelHabits {
  if (model.startsWith('claude-haiku-5-5')) return { thinking: { type: 'disabled' }, effort: 'low', thinkingTokens: 0 };
  if (model.startsWith('claude-sonnet-5-5'))
    return { thinking: { type: 'between_tools' }, effort: 'low', thinkingTokens: 0 };
  return { thinkingTokens: 2_048 };
}

/**
 * The wire form of a request. Sampling parameters, a forced tool and a prefilled answer are never sent: the 2026-10-21 version of
 * the API answers each of them with 400 on these models.
 */
export function toMessageParams(request: ModelRequest, model: string): StreamingParams {
  if (request.tools?.length && request.outputSchema)
    throw new Error('A request has tools or an output schema, not both.');
  if (request.messages.at(-1)?.role !== 'user') throw new Error('The last message of a request is the user’s.');
  const { thinking, effort, thinkingTokens } = habitsOf(model);
  const format = request.outputSchema && ({ type: 'json_schema', schema: { ...request.outputSchema } } as const);
  return {
    model,
    max_tokens: request.maxOutputTokens + thinkingTokens,
    // Tools and system come first on the wire and are marked here: whoever asks with the same, byte for byte, within five minutes
    // reads them from the cache. A write costs a quarter more than plain input, so nothing that changes may stand in them.
    system: [{ type: 'text', text: request.system, cache_control: { type: 'ephemeral' } }],
    messages: openedByUser(request).map(({ role, text }) => ({ role, content: text })),
    stream: true,
    ...(request.tools?.length ? { tools: request.tools.map(toTool) } : {}),
    ...(thinking ? { thinking } : {}),
    ...(effort || format ? { output_config: { ...(effort ? { effort } : {}), ...(format ? { format } : {}) } } : {}),
  };
}

/** A call begins with our greeting, and the API wants the user's words first. */
function openedByUser({ messages }: ModelRequest): readonly ModelMessage[] {
  return messages[0]?.role === 'assistant'
    ? [{ role: 'user', text: '(The conversation begins.)' }, ...messages]
    : messages;
}

function toTool({ name, description, inputSchema }: ToolDeclaration): Anthropic.Tool {
  return { name, description, input_schema: { type: 'object', ...inputSchema } };
}
