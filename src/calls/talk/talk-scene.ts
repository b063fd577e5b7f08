import type { DisclosureRecord } from '../../compliance/disclosure/disclosure';
import type { Conversation } from '../../conversations/conversation.entity';
import type { Turn } from '../../conversations/turn.entity';
import { languageOf, type Tongue } from './languages';
import type { SpokenCall } from './spoken-call';

/** Everything known when it is the agent's turn. */
export interface TalkScene {
  readonly call: SpokenCall;
  readonly conversation: Conversation;
  /** What was said so far, in order. */
  readonly turns: readonly Turn[];
  /** The agent as it was when the call was made. */
  readonly agent: Tongue & { readonly greeting: string; readonly prompt: string };
  /** Name of the company the call is made for. */
  readonly company: string;
  /** How the company wishes to sound. */
  readonly brandVoice?: string | null;
  readonly lead: LeadContext;
}

export interface LeadContext {
  readonly name: string | null;
  readonly company: string | null;
  readonly project: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What an agent says, and does with it. */
export interface AgentLine {
  readonly text: string;
  readonly language: string;
  readonly action?: string;
  /** The model that wrote it. */
  readonly model?: string;
  /** Of the opening: what the law demanded of it. */
  readonly disclosure?: DisclosureRecord;
}

/** The turn the agent already took in this exchange. */
export function agentTurnOf(scene: TalkScene, exchange: number): Turn | undefined {
  return scene.turns.find((turn) => turn.speaker === 'AGENT' && turn.exchange === exchange);
}

/** True when somebody is, or was, answering what the person said in this exchange. */
export function wasHeard(scene: TalkScene, exchange: number): boolean {
  return scene.turns.some((turn) => turn.speaker === 'LEAD' && turn.exchange === exchange);
}

/** The agent's turns before this exchange, latest first. */
export function earlierAgentTurns(scene: TalkScene, exchange: number): Turn[] {
  return scene.turns.filter((turn) => turn.speaker === 'AGENT' && turn.exchange < exchange).reverse();
}

/** Tag of the language of `text`, which follows the language last spoken unless its script says otherwise. */
export function languageIn(scene: TalkScene, text: string, last = scene.turns.at(-1)?.language): string {
  return languageOf(text, last ?? scene.agent.language, scene.agent.language);
}
