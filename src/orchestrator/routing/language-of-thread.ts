import {
  askedForScript,
  firstLanguage,
  type LanguageState,
  nextLanguage,
} from '../../conversations/languages/next-language';
import type { Turn } from '../../conversations/turn.entity';

/** Marks the answer in which the lead was asked which letters it prefers. */
export const ASKED_SCRIPT = 'ASKED_SCRIPT';

/** What a thread is written in, turn by turn from its beginning; `own` is the agent's BCP 47 tag. */
export function languageOfThread(
  turns: readonly Pick<Turn, 'speaker' | 'text' | 'action'>[],
  own: string,
): LanguageState {
  return turns.reduce((state, { speaker, text, action }) => {
    if (speaker === 'LEAD') return nextLanguage(state, text);
    return action?.includes(ASKED_SCRIPT) ? askedForScript(state) : state;
  }, firstLanguage(own));
}
