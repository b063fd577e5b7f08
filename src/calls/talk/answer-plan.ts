import type { AnswerPlan } from '../../voice/carrier.port';
import type { Turn } from '../../conversations/turn.entity';
import { voiceFor } from './languages';
import type { TalkScene } from './talk-scene';
import { isLast, transferIn } from './turn-actions';

/** What the carrier does with a stored turn of the agent. The same turn gives the same plan, however often it is asked for. */
export function planOf({ call, agent }: TalkScene, turn: Turn): AnswerPlan {
  const language = turn.language ?? agent.language;
  const spoken = { say: turn.text, language, voice: voiceFor(language, agent) };
  const transferId = transferIn(turn.action);
  if (transferId) return { kind: 'SAY_AND_TRANSFER', ...spoken, tenantId: call.tenantId, transferId };
  if (!isLast(turn.action)) {
    return { kind: 'GATHER', ...spoken, exchange: turn.exchange, tenantId: call.tenantId, callId: call.id };
  }
  return turn.text === '' ? { kind: 'HANG_UP' } : { kind: 'SAY_AND_HANG_UP', ...spoken };
}
