import type { SpokenCall } from './spoken-call';
import type { TalkScene } from './talk-scene';

/** What an agent would best do with its next words: ask this, or ask nothing more. */
export type TalkAdvice = { readonly kind: 'ASK'; readonly question: string } | { readonly kind: 'ASK_NOTHING' };

/** Knows what is worth asking on a call that goes on. Provided by the orchestrator room; without it agents ask what they like. */
export abstract class QuestionGuide {
  /** Reads what is on file, so that the first answer finds it read. */
  abstract prepare(call: SpokenCall): Promise<void>;

  /** By all that was said until now. Asks no model. */
  abstract next(scene: Pick<TalkScene, 'call' | 'conversation' | 'turns'>): Promise<TalkAdvice>;
}
