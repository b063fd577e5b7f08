import { assess } from '../rule-agent/assessment';
import { assessmentHint, type Hint, type HintRecord } from '../rule-agent/hints';
import { afterAction, nextReply, type AgentAction, type AgentReply } from '../rule-agent/talking-agent';
import { readTranscript } from '../rule-agent/transcript';
import { replyHint, routeHint } from '../rule-agent/writing-agent';
import { hash32 } from '../simulation/seeded';
import { answeredTool, dialogueOf, systemText, userText } from './dialogue';
import { type JsonSchema, properties, typesOf } from './json-schema';
import type { ModelTraits } from './models';
import type { MessageBody, WireTool } from './request';
import { thinks } from './request-rules';
import { fill } from './schema-fill';
import { charactersIn, tokensOf } from './tokens';

export type Block =
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'text'; text: string }
  | { type: 'tool_use'; id: string; name: string; input: Record<string, unknown> };

export interface Completion {
  content: Block[];
  stopReason: 'end_turn' | 'max_tokens' | 'stop_sequence' | 'tool_use' | 'refusal';
  stopSequence: string | null;
  outputTokens: number;
  /** Contained in `outputTokens`. */
  thinkingTokens: number;
}

/** Ways in which the model is to fail. */
export interface Misbehaviour {
  refuses: boolean;
  /** Runs out of tokens half-way. */
  truncates: boolean;
  inventsQuotes: boolean;
  /** Does what the person it writes to tells it to. */
  obeys: boolean;
}

const thinkingTokensAt: Record<string, number> = { low: 24, medium: 96, high: 240, xhigh: 600, max: 1_200 };

/** What the rule-based model answers. The same request always gets the same answer. */
export function complete(body: MessageBody, traits: ModelTraits, faults: Misbehaviour): Completion {
  if (faults.refuses)
    return { content: [], stopReason: 'refusal', stopSequence: null, outputTokens: 1, thinkingTokens: 0 };
  const thought = thinks(body, traits) ? think(body, traits) : null;
  const blocks = answerBlocks(body, faults);
  const whole = blocks.reduce((sum, block) => sum + tokensOf(bodyOf(block)), 0);
  const limit = faults.truncates ? Math.floor(whole / 2) : body.max_tokens - (thought?.tokens ?? 0);
  const { content, stopReason, stopSequence } = cut(stopAt(blocks, body.stop_sequences ?? []), limit);
  const thinkingTokens = Math.min(thought?.tokens ?? 0, body.max_tokens);
  return {
    content: thought ? [thought.block, ...content] : content,
    stopReason,
    stopSequence,
    outputTokens: thinkingTokens + content.reduce((sum, block) => sum + tokensOf(bodyOf(block)), 0),
    thinkingTokens,
  };
}

function answerBlocks(body: MessageBody, faults: Misbehaviour): Block[] {
  const forced = forcedTool(body);
  if (forced) return [toolUse(body, forced, extractionHint(body, faults))];
  const format = body.output_config?.format;
  if (format)
    return [{ type: 'text', text: JSON.stringify(fill(format.schema, hintFor(format.schema, body, faults))) }];
  const dialogue = dialogueOf(body);
  const tool = answeredTool(body);
  const reply = tool === undefined ? nextReply(dialogue) : afterAction(dialogue, tool);
  return [{ type: 'text', text: reply.text }, ...actionBlocks(body, reply)];
}

/** Sorting and answering written messages are told from reading a transcript by what the schema asks for. */
function hintFor(schema: JsonSchema, body: MessageBody, faults: Misbehaviour): HintRecord {
  const asked = new Map(properties(schema));
  const prompt = userText(body);
  const lines = readTranscript(prompt);
  if (asked.has('asks_question')) return routeHint({ lines });
  if (!asked.has('grounds')) return extractionHint(body, faults);
  const choices = asked.get('action')?.['enum'];
  const actions = Array.isArray(choices) ? choices.map(String) : [];
  return replyHint({ lines, prompt, system: systemText(body), actions, obeys: faults.obeys });
}

function extractionHint(body: MessageBody, faults: Misbehaviour): HintRecord {
  return assessmentHint(assess(readTranscript(userText(body))), faults.inventsQuotes);
}

function forcedTool(body: MessageBody): WireTool | undefined {
  const choice = body.tool_choice;
  if (choice?.type === 'any') return body.tools?.[0];
  return choice?.type === 'tool' ? body.tools?.find(({ name }) => name === choice.name) : undefined;
}

function actionBlocks(body: MessageBody, { action }: AgentReply): Block[] {
  const tool = body.tools?.find(({ name }) => name === action?.tool);
  if (!action || !tool || body.tool_choice?.type === 'none') return [];
  return [toolUse(body, tool, actionHint(action, tool))];
}

function actionHint(action: AgentAction, tool: WireTool): HintRecord {
  const values: Record<string, Hint> = {};
  if (action.tool === 'schedule_callback') values['when'] = action.when;
  if (action.tool === 'request_human') values['reason'] = action.reason;
  if (action.tool === 'end_call') values['reason'] = reasonFor(action.reasons, tool);
  return { property: (name) => values[name] };
}

/** The first of the agent's words for the reason that the tool knows. */
function reasonFor(reasons: readonly string[], tool: WireTool): Hint {
  const { enum: choices } = properties(tool.input_schema).find(([name]) => name === 'reason')?.[1] ?? {};
  if (!Array.isArray(choices)) return reasons[0];
  return reasons.find((reason) => choices.some((choice) => fold(choice) === fold(reason))) ?? reasons[0];
}

function fold(text: unknown): string {
  return String(text)
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

function toolUse(body: MessageBody, tool: WireTool, hint: HintRecord): Block {
  const input = fill(tool.input_schema, hint);
  const id = `toolu_emu_${hash32(JSON.stringify([body.messages.length, userText(body), tool.name])).toString(16)}`;
  return { type: 'tool_use', id, name: tool.name, input: onlyRequired(tool, input) };
}

/** Optional string properties the agent has nothing to say about are left out rather than sent empty. */
function onlyRequired(tool: WireTool, input: unknown): Record<string, unknown> {
  const required = Array.isArray(tool.input_schema['required']) ? tool.input_schema['required'] : [];
  const known = new Map(properties(tool.input_schema));
  return Object.fromEntries(
    Object.entries(input as Record<string, unknown>).filter(
      ([name, value]) => required.includes(name) || value !== '' || !typesOf(known.get(name) ?? {}).includes('string'),
    ),
  );
}

function think(body: MessageBody, traits: ModelTraits): { block: Block; tokens: number } {
  const effort = body.output_config?.effort ?? traits.defaultEffort;
  const shown = body.thinking && 'display' in body.thinking && body.thinking.display === 'summarized';
  const signature = Buffer.from(`emulator-${hash32(userText(body))}`).toString('base64');
  const thinking = shown ? 'The emulator follows its rules; there is nothing else to think about.' : '';
  return { block: { type: 'thinking', thinking, signature }, tokens: thinkingTokensAt[effort] ?? 96 };
}

/** What a block costs in tokens. */
function bodyOf(block: Block): string {
  if (block.type === 'text') return block.text;
  return block.type === 'tool_use' ? `${block.name}${JSON.stringify(block.input)}` : '';
}

interface Cut {
  content: Block[];
  stopReason: Completion['stopReason'];
  stopSequence: string | null;
}

function stopAt(blocks: Block[], sequences: readonly string[]): Cut {
  const stopReason = blocks.some((block) => block.type === 'tool_use') ? 'tool_use' : 'end_turn';
  const [first] = blocks;
  if (first?.type !== 'text') return { content: blocks, stopReason, stopSequence: null };
  const hits = sequences
    .map((sequence) => ({ sequence, at: first.text.indexOf(sequence) }))
    .filter(({ sequence, at }) => sequence !== '' && at !== -1)
    .sort((left, right) => left.at - right.at);
  const [hit] = hits;
  if (!hit) return { content: blocks, stopReason, stopSequence: null };
  const text = first.text.slice(0, hit.at);
  return { content: [{ type: 'text', text }], stopReason: 'stop_sequence', stopSequence: hit.sequence };
}

/** Keeps what fits into the token limit; a tool call that does not fit is dropped. */
function cut(whole: Cut, limit: number): Cut {
  let left = limit;
  const content: Block[] = [];
  for (const block of whole.content) {
    const cost = tokensOf(bodyOf(block));
    if (cost > left) {
      const text = block.type === 'text' && left > 0 ? block.text.slice(0, charactersIn(left)) : '';
      return {
        content: text ? [...content, { type: 'text', text }] : content,
        stopReason: 'max_tokens',
        stopSequence: null,
      };
    }
    left -= cost;
    content.push(block);
  }
  return { ...whole, content };
}
