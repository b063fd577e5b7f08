import type { Turn } from '../../conversations/turn.entity';
import { normaliseText } from '../../qualification/evidence/normalise-text';
import { offerOf } from '../flows/offers';
import type { Scene } from '../scenes/scene';

/** An answer to the same words is given again so long after. */
const FRESH_MS = 60 * 60_000;
/** "Yes" means something else each time. */
const SHORTEST = 12;
const QUESTION = /[?؟](\s|$)/;

/**
 * The answer the same message got before in this thread, when nobody of the company has spoken since; a model is not paid twice for it.
 * Undefined when there is none, or when more was done with it than saying it. Words that ask nothing, after an answer that does, are
 * taken once for what they tell.
 */
export function repeatedReply({ turns, fresh }: Pick<Scene, 'turns' | 'fresh'>): string | undefined {
  const [message, ...others] = fresh;
  if (!message || others.length > 0 || message.text.length < SHORTEST) return undefined;
  const before = turns.filter((turn) => turn.speaker === 'LEAD' && turn.seq < message.seq);
  const earlier = before.at(-1);
  if (!earlier || !isSame(earlier, message)) return undefined;
  if (message.spokenAt.getTime() - earlier.spokenAt.getTime() > FRESH_MS) return undefined;
  if (turns.some(({ speaker, seq }) => speaker === 'HUMAN' && seq > earlier.seq)) return undefined;
  const answer = plainAnswerTo(earlier, turns);
  const first = before.at(-2);
  const mayTell = !QUESTION.test(message.text) && !(first && isSame(first, message));
  return answer && mayTell && QUESTION.test(answer) ? undefined : answer;
}

function isSame(one: Turn, other: Turn): boolean {
  return normaliseText(one.text) === normaliseText(other.text);
}

function plainAnswerTo({ seq }: Turn, turns: readonly Turn[]): string | undefined {
  const answer = turns.find((turn) => turn.speaker === 'AGENT' && turn.exchange === seq);
  const done = answer && offerOf([answer]);
  return answer && (done === undefined || done === 'NONE') ? answer.text : undefined;
}
