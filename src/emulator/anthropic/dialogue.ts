import type { Dialogue } from '../rule-agent/talking-agent';
import { readTranscript, type Line } from '../rule-agent/transcript';
import type { CountBody, WireMessage } from './request';

/** Text of one message, blocks joined by line breaks. Tool results and thinking are not speech. */
export function textOf(message: WireMessage): string {
  if (typeof message.content === 'string') return message.content;
  return message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n');
}

/** The instructions of a request. */
export function systemText({ system }: CountBody): string {
  if (system === undefined || typeof system === 'string') return system ?? '';
  return system.map((block) => block.text).join('\n');
}

/** All user text: where an extraction request keeps its transcript. */
export function userText(body: CountBody): string {
  return body.messages
    .filter((message) => message.role === 'user')
    .map(textOf)
    .join('\n');
}

/**
 * Messages as a dialogue: user messages are the lead's words, assistant messages the agent's. If the user messages
 * hold a numbered transcript, that is the dialogue.
 */
export function dialogueOf(body: CountBody): Dialogue {
  const wrapUp = body.messages.some((message) => message.role === 'system' && asksToEnd(textOf(message)));
  const transcript = readTranscript(userText(body));
  if (transcript.length) return { lines: transcript, wrapUp };
  const lines = body.messages.flatMap((message, turn): Line[] => {
    const own = message.role === 'user' ? spokenBy(textOf(message)) : textOf(message);
    const text = turn === 0 && setsTheScene(own) ? '' : own;
    if (message.role === 'system' || text === '') return [];
    return [{ turn, speaker: message.role === 'user' ? 'LEAD' : 'AGENT', text }];
  });
  return { lines, wrapUp };
}

/** The tool whose result the last message brings, if that is all it brings. */
export function answeredTool(body: CountBody): string | undefined {
  const last = body.messages[body.messages.length - 1];
  if (!last || typeof last.content === 'string' || textOf(last) !== '') return undefined;
  const result = last.content.find((block) => block.type === 'tool_result');
  if (!result || result.type !== 'tool_result') return undefined;
  return body.messages
    .flatMap((message) => (typeof message.content === 'string' ? [] : message.content))
    .flatMap((block) => (block.type === 'tool_use' && block.id === result.tool_use_id ? [block.name] : []))[0];
}

/**
 * The lead's words in a user message: inside a tag if there is one that says so, without blocks of data and without stage
 * directions such as "(call answered)".
 */
function spokenBy(text: string): string {
  const spoken = text.replace(/<((?:context|data|file|note|profile)[\w-]*)>[\s\S]*?<\/\1>/gi, '');
  const tagged = /<(\w*(?:lead|caller|said|speech|utterance)\w*)[^>]*>([\s\S]*?)<\/\1>/i.exec(spoken);
  return (tagged?.[2] ?? spoken)
    .split(/\r?\n/)
    .filter((row) => !/^\s*(\(.*\)|\[.*\]|<[^>]+\/?>)\s*$/.test(row))
    .join(' ')
    .trim();
}

/** A conversation has to begin with a user message, so the first one often tells the agent to begin. */
function setsTheScene(text: string): boolean {
  return /\b(greet|begin the|start the|picked up|call (has|was|is|have) (just )?(been )?(answered|connected))\b/i.test(
    text,
  );
}

function asksToEnd(text: string): boolean {
  return /\b(wrap (it )?up|end the call|say goodbye|time is (almost |nearly )?up|close the conversation)\b/i.test(text);
}
