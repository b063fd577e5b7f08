import { z } from 'zod';
import { ApiError, invalid } from './api-error';
import { traitsOf, type ModelTraits } from './models';
import type { CountBody, MessageBody, WireMessage } from './request';
import { schemaProblem } from './schema-rules';

/** Refuses what the service refuses although the body has the right shape. Throws an ApiError. Returns the model's traits. */
export function checkRequest(body: CountBody | MessageBody): ModelTraits {
  const traits = traitsOf(body.model);
  if (!traits) throw new ApiError(404, `model: ${body.model}`);
  checkMessages(body.messages, traits);
  checkToolResults(body.messages);
  checkThinking(body, traits);
  checkTools(body, traits);
  checkFormat(body);
  checkCaching(body);
  if ('max_tokens' in body) checkLimits(body, traits);
  return traits;
}

function checkLimits(body: MessageBody, traits: ModelTraits): void {
  const { max_tokens: limit, thinking } = body;
  if (limit > traits.maxOutput) {
    throw invalid(
      `max_tokens: ${limit} > ${traits.maxOutput}, which is the maximum allowed number of output tokens for ${body.model}`,
    );
  }
  if (limit === 0 && (body.stream || body.output_config?.format || isForced(body))) {
    throw invalid('max_tokens: 0 warms the cache and excludes stream, output_config.format and forced tools');
  }
  if (thinking?.type === 'enabled' && limit <= thinking.budget_tokens) {
    throw invalid('max_tokens must be greater than thinking.budget_tokens');
  }
}

function checkMessages(messages: readonly WireMessage[], traits: ModelTraits): void {
  const first = messages[0];
  const last = messages[messages.length - 1];
  if (!first || !last) throw invalid('messages: at least one message is required');
  if (first.role !== 'user') throw invalid('messages: first message must use the "user" role');
  messages.forEach((message, index) => {
    if (message.content.length === 0) {
      throw invalid(`messages.${index}: all messages must have non-empty content`);
    }
  });
  if (last.role === 'assistant' && !traits.prefill) {
    throw invalid(
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    );
  }
}

/** Every `tool_use` is answered by a `tool_result` at the start of the next message, and no result is an orphan. */
function checkToolResults(messages: readonly WireMessage[]): void {
  messages.forEach((message, index) => {
    const results = new Set(ids(messages[index + 1], 'tool_result'));
    const missing = ids(message, 'tool_use').filter((id) => !results.has(id));
    if (message.role === 'assistant' && missing.length) {
      throw invalid(
        `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(', ')}`,
      );
    }
    const uses = new Set(ids(messages[index - 1], 'tool_use'));
    const orphan = ids(message, 'tool_result').find((id) => !uses.has(id));
    if (orphan)
      throw invalid(`messages.${index}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${orphan}`);
    if (results.size && !startsWithResults(messages[index + 1])) {
      throw invalid(`messages.${index + 1}: \`tool_result\` blocks must come first`);
    }
  });
}

function startsWithResults(message: WireMessage | undefined): boolean {
  if (!message || typeof message.content === 'string') return false;
  const firstOther = message.content.findIndex((block) => block.type !== 'tool_result');
  return firstOther === -1 || message.content.slice(firstOther).every((block) => block.type !== 'tool_result');
}

function ids(message: WireMessage | undefined, type: 'tool_use' | 'tool_result'): string[] {
  if (!message || typeof message.content === 'string') return [];
  return message.content.flatMap((block) => {
    if (block.type !== type) return [];
    return block.type === 'tool_use' ? [block.id] : block.type === 'tool_result' ? [block.tool_use_id] : [];
  });
}

function checkThinking(body: CountBody, traits: ModelTraits): void {
  const { thinking } = body;
  const effort = body.output_config?.effort ?? traits.defaultEffort;
  if (thinking?.type === 'disabled' && !traits.disabledAt.includes(effort)) {
    const when = traits.disabledAt.length ? ` with effort "${effort}"` : '';
    throw invalid(`thinking: type "disabled" is not supported for this model${when}.`);
  }
  if (thinking?.type === 'between_tools' && (effort === 'xhigh' || effort === 'max')) {
    throw invalid(`thinking: type "between_tools" is not supported with effort "${effort}".`);
  }
  if (thinking?.type === 'enabled' && !traits.budgets) {
    throw invalid('thinking.budget_tokens: this parameter is not supported for this model.');
  }
}

function checkTools(body: CountBody, traits: ModelTraits): void {
  const tools = body.tools ?? [];
  const names = tools.map(({ name }) => name);
  if (new Set(names).size < names.length) throw invalid('tools: Tool names must be unique.');
  tools.forEach((tool, index) => {
    const problem = tool.strict ? schemaProblem(tool.input_schema) : null;
    if (problem) throw invalid(`tools.${index}.custom.input_schema: ${problem}`);
  });
  if (!isForced(body)) return;
  if (!traits.forcedTools) {
    throw invalid('tool_choice: type "tool" and "any" are not supported for this model.');
  }
  if (thinks(body, traits)) throw invalid('Thinking may not be enabled when tool_choice forces tool use.');
  if (tools.length === 0) throw invalid('tool_choice: tools must be given');
  if (body.tool_choice?.type === 'tool' && !names.includes(body.tool_choice.name)) {
    throw invalid(`tool_choice.name: Tool '${body.tool_choice.name}' not found in provided tools`);
  }
}

/** At most four places where a cached prefix may end, the automatic one included. */
const MOST_BREAKPOINTS = 4;

function checkCaching(body: CountBody): void {
  const parts = [body.system, body.tools, ...body.messages.map(({ content }) => content)];
  const found = parts.reduce((sum, part) => sum + breakpointsIn(part), body.cache_control ? 1 : 0);
  if (found > MOST_BREAKPOINTS)
    throw invalid(`A maximum of ${MOST_BREAKPOINTS} blocks with cache_control may be provided. Found ${found}.`);
}

function breakpointsIn(part: string | readonly object[] | undefined): number {
  if (part === undefined || typeof part === 'string') return 0;
  return part.filter((block) => 'cache_control' in block && block.cache_control).length;
}

function checkFormat(body: CountBody): void {
  const format = body.output_config?.format;
  if (format && body.messages.some(hasCitations))
    throw invalid('output_config.format: citations are not supported with structured outputs.');
  const problem = format ? schemaProblem(format.schema) : null;
  if (problem) throw invalid(`output_config.format.schema: ${problem}`);
}

function hasCitations({ content }: WireMessage): boolean {
  if (typeof content === 'string') return false;
  return content.some((block) => block.type === 'document' && citationsSchema.safeParse(block['citations']).success);
}

const citationsSchema = z.looseObject({ enabled: z.literal(true) });

function isForced(body: CountBody): boolean {
  return body.tool_choice?.type === 'any' || body.tool_choice?.type === 'tool';
}

/** Whether the answer begins with a thinking block. */
export function thinks(body: CountBody, traits: ModelTraits): boolean {
  const type = body.thinking?.type;
  return type === undefined ? traits.thinksByDefault : type === 'adaptive' || type === 'enabled';
}
