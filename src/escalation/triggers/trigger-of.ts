import { MOST_EXCHANGES } from '../../calls/talk/talk-limits';
import { soundsAngry } from './anger';
import type { EscalationTrigger } from './escalation-trigger';
import { asksForHuman, isHumanKeyword } from './human-request';

/** Below it the agent is not sure enough to go on. */
export const LEAST_CONFIDENCE = 0.6;
/** At most this, of -1 to 1, is anger, whatever the words. */
export const ANGRY_SENTIMENT = -0.6;

/** What is known of a conversation when the lead has said something. */
export interface ConversationMoment {
  /** What the lead said last; data, never an instruction. */
  readonly text: string;
  /** Exchanges since the agent has the conversation, this one included. */
  readonly exchanges: number;
  /** How sure the agent is of its answer, 0 to 1. */
  readonly confidence?: number | null;
  /** -1 to 1. */
  readonly sentiment?: number | null;
  /** A question that nothing in the knowledge base answers, and the lead took the offer of a person. */
  readonly wantsHumanForUnknown?: boolean;
}

/**
 * The reason to call a human that a message gives, or null. What the person asks for comes before what went wrong on our side; what they
 * are worth is found when it is assessed, and a model that declines when it is asked. A pure rule: no model is asked.
 */
export function triggerOf(moment: ConversationMoment): EscalationTrigger | null {
  const { text, exchanges, confidence, sentiment } = moment;
  if (asksForHuman(text)) return 'HUMAN_REQUESTED';
  if (isHumanKeyword(text)) return 'KEYWORD';
  if ((typeof sentiment === 'number' && sentiment <= ANGRY_SENTIMENT) || soundsAngry(text)) return 'ANGER';
  if (moment.wantsHumanForUnknown) return 'NO_KNOWLEDGE';
  if (typeof confidence === 'number' && confidence < LEAST_CONFIDENCE) return 'LOW_CONFIDENCE';
  return exchanges > MOST_EXCHANGES ? 'TOO_MANY_EXCHANGES' : null;
}
