import {
  askedForScript,
  firstLanguage,
  type LanguageState,
  nextLanguage,
} from '../../conversations/languages/next-language';
import type { Turn } from '../../conversations/turn.entity';

/** Marks the answer in which the lead was asked which letters it prefers. */
export const ASKED_SCRIPT = 'ASKED_SCRIPT';

/** What a thread is written in up to a place in it; kept with the route of the message it was read for. */
export interface ThreadLanguage extends LanguageState {
  /** Place of the last turn that was read; 0 before the first. */
  readonly upTo: number;
}

type SaidTurn = Pick<Turn, 'seq' | 'speaker' | 'text' | 'action'>;

/**
 * What a thread is written in, turn by turn from its beginning; `own` is the agent's BCP 47 tag. Of one longer than the turns at hand,
 * `before` is what it had come to: which letters somebody prefers is asked once and not again.
 */
export function languageOfThread(
  turns: readonly SaidTurn[],
  own: string,
  before: ThreadLanguage | null = null,
): ThreadLanguage {
  return turns.reduce<ThreadLanguage>(
    (state, turn) => {
      if (turn.seq <= state.upTo) return state;
      return { ...after(state, turn), upTo: turn.seq };
    },
    before ?? { ...firstLanguage(own), upTo: 0 },
  );
}

/** What it had come to when its last answer was given, in which the lead may have been asked about letters. */
export function onceAnswered(language: ThreadLanguage, hasAsked: boolean): ThreadLanguage {
  return hasAsked ? { ...language, ...askedForScript(language) } : language;
}

function after(state: LanguageState, { speaker, text, action }: SaidTurn): LanguageState {
  if (speaker === 'LEAD') return nextLanguage(state, text);
  return action?.includes(ASKED_SCRIPT) ? askedForScript(state) : state;
}
