import type { Conversation } from '../../conversations/conversation.entity';
import type { AgentUtterance } from '../../conversations/delivery/thread-delivery.service';
import type { ComposedReply } from '../replies/composed-reply';
import type { Answer } from './answer.entity';

const KEY = /^answer:([0-9a-f-]{36}):(\d+)$/;

/** A carrier that takes nothing is asked so often, within some twenty minutes; then a person is asked for. */
export const MOST_SENDS = 12;

/** The key of one request to send an answer: the same sends nothing again. */
export function requestKeyOf({ id, sends }: Pick<Answer, 'id' | 'sends'>): string {
  return `answer:${id}:${sends}`;
}

/** The answer and the request a key belongs to; undefined for a text that is no answer of the agent’s. */
export function requestOf(requestKey: string): Pick<Answer, 'id' | 'sends'> | undefined {
  const [, id, sends] = KEY.exec(requestKey) ?? [];
  return id && sends ? { id, sends: Number(sends) } : undefined;
}

/** An answer as it is said; undefined when nothing is. */
export function utteranceOf(answer: Answer, conversation: Conversation): AgentUtterance | undefined {
  const { reply, exchange } = answer;
  if (reply?.text == null) return undefined;
  return { speaker: 'AGENT', conversation, exchange, requestKey: requestKeyOf(answer), ...wordsOf(reply, reply.text) };
}

function wordsOf({ language, model, note }: ComposedReply, text: string) {
  return { text, language, ...(model ? { model } : {}), ...(note ? { action: note } : {}) };
}
