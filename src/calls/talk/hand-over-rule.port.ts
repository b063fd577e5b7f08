import type { TalkScene } from './talk-scene';

/** Why a person has to take a call over. */
export interface HandOverCause {
  /** Name of the trigger in capitals; kept with the turn. */
  readonly trigger: string;
  /** A sentence for whoever takes the call. */
  readonly reason: string;
  /** True when the caller wants it; false when we do. */
  readonly isWish: boolean;
}

/** Knows when a call is a person's. Provided by the escalation room, which has the rule for what people write as well; asks nobody. */
export abstract class HandOverRule {
  /** By the words that are the last turn; null while the agent goes on, and where the last turn is the agent's own. */
  abstract causeIn(scene: Pick<TalkScene, 'turns'>): HandOverCause | null;
}
