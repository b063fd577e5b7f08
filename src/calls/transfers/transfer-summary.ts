import { nameable } from '../talk/greeting';
import { heardText } from '../talk/spoken-text';
import { transferLinesIn } from './transfer-lines';

/** Of the words repeated to the colleague; about ten seconds of speech. */
const MAX_WORDS = 160;
const MAX_NOTE = 300;

export interface SummaryFacts {
  /** BCP 47. */
  readonly language: string;
  readonly name?: string | null;
  readonly project?: string | null;
  /** The last thing the caller said. */
  readonly words?: string | null;
  /** What an operator adds. */
  readonly note?: string | null;
}

/** What a colleague hears before they decide: who, about what, the last words. Whatever strangers said is quoted, cut and unmarked. */
export function summaryOf({ language, name, project, words, note }: SummaryFacts): string {
  const lines = transferLinesIn(language);
  const [who, what] = [nameable(name), nameable(project)];
  const said = heardText(words ?? '', MAX_WORDS);
  return [
    who ? lines.caller(who) : lines.somebody,
    what ? lines.about(what) : '',
    heardText(note ?? '', MAX_NOTE),
    said ? ended(lines.said(said)) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function ended(sentence: string): string {
  return /[.!?؟।]$/u.test(sentence) ? sentence : `${sentence}.`;
}
