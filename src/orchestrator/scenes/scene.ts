import type { Agent } from '../../agents/agent.entity';
import type { Conversation } from '../../conversations/conversation.entity';
import type { Turn } from '../../conversations/turn.entity';
import type { Lead } from '../../leads/lead.entity';
import type { Flow } from '../../conversations/conversation-flow';
import type { ThreadLanguage } from '../routing/language-of-thread';

/** Something said to or by the lead on another channel. */
export interface Elsewhere {
  readonly channel: string;
  readonly speaker: string;
  readonly text: string;
}

/** All there is to know before a message is answered. */
export interface Scene {
  readonly conversation: Conversation;
  readonly flow: Flow | null;
  /** Without what is on file of the person, where it is not known that it is they who write. */
  readonly lead: Lead;
  /** IANA zone the lead lives in, as far as it is known. */
  readonly timeZone: string;
  /** Legal name of the company. */
  readonly company: string;
  /** True when the company says nothing for the time being. */
  readonly isPaused: boolean;
  readonly brandVoice: string | null;
  readonly project: string | null;
  /** Who speaks from now on; null where nobody may. */
  readonly agent: Agent | null;
  /** What would be worth knowing next, as far as the thread has been read. */
  readonly nextQuestion: string | null;
  /** Exchanges the agent has answered since the thread began, or was given back by a person last. */
  readonly answered: number;
  /** The end of the thread, in order. */
  readonly turns: readonly Turn[];
  /** What a thread longer than that had come to be written in with its last answer; null for one that is all there. */
  readonly languageBefore: ThreadLanguage | null;
  /** What was said last on other channels, in order. */
  readonly elsewhere: readonly Elsewhere[];
  /** The messages to answer, in order. */
  readonly fresh: readonly Turn[];
}

/** Whether the thread began before these turns. */
export function isCut([first]: readonly Pick<Turn, 'seq'>[]): boolean {
  return first !== undefined && first.seq > 1;
}

/** What the lead wrote, one message a line. */
export function freshText({ fresh }: Pick<Scene, 'fresh'>): string {
  return fresh.map(({ text }) => text).join('\n');
}

/**
 * What the lead has written since the company said something last, up to a place in the thread. What a person had before giving the
 * thread back at `handedBackTurn` is dealt with, unless it is all there is to answer.
 */
export function freshTurns(turns: readonly Turn[], upTo: number, handedBackTurn: number | null = null): Turn[] {
  const answered = Math.max(
    handedBackTurn !== null && handedBackTurn < upTo ? handedBackTurn : 0,
    ...turns.filter(({ speaker }) => speaker === 'HUMAN').map(({ seq }) => seq),
    ...turns.filter(({ speaker, exchange }) => speaker === 'AGENT' && exchange < upTo).map(({ exchange }) => exchange),
  );
  return turns.filter(({ speaker, seq }) => speaker === 'LEAD' && seq > answered && seq <= upTo);
}
