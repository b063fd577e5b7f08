import { asksWhetherMachine } from '../../calls/talk/machine-question';
import { askedQuestion } from '../../knowledge/terms/terms';
import { sharedWords, spokenWordsOf, supportsAnswerTo, unspokenIn } from '../../knowledge/search/spoken-support';
import type { Speaker } from '../../conversations/turn.entity';
import { currencyIn } from '../../qualification/evidence/currency-words';
import { normaliseText } from '../../qualification/evidence/normalise-text';
import type { Action } from '../flows/flow';
import { asksByRules } from '../routing/route-by-rules';
import { ABOUT_THE_CONVERSATION, ASSENTS, isCourtesy, offersHuman } from './own-claims-words';

export interface ClaimCase {
  /** The lead's messages that are answered. */
  readonly fresh: readonly string[];
  /** What the company wrote itself: persona, brand voice. */
  readonly company: readonly string[];
  readonly said: readonly { readonly speaker: Speaker; readonly text: string }[];
  readonly action: Action;
}

/** What the program can do for the lead stands in no document. */
const MEANS: Readonly<Partial<Record<Action, string>>> = {
  OFFER_MEETING: 'arrange book schedule a meeting, an appointment, a viewing or a visit, on a day, at a time. موعد حجز',
};

const SENTENCES = /(?<=[?؟!।\n])\s*|(?<=\.)\s+/u;
const CLAUSES = /[,;،؛—]|(?<!\p{L})(?:and|but|y|pero|और|लेकिन)(?!\p{L})/u;
const QUESTION = /[?؟]/u;

/**
 * Whether an answer that rests on no passage may be given to somebody who asks: one that claims nothing may, and one that claims only
 * what the company's own words, or what it has said in the thread, speak of. What the lead said vouches for nothing.
 */
export function mayClaim(reply: string, { fresh, company, said, action }: ClaimCase): boolean {
  const question = questionIn(fresh);
  if (askedQuestion(question).words.length === 0) return true;
  const claims = claimsIn(reply, question, action);
  if (claims === undefined) return true;
  const own = [...company, ...said.flatMap(statementsOf), MEANS[action] ?? ''].map(withPrice);
  const spoken = spokenWordsOf(own);
  return supportsAnswerTo(question, spoken) || isAllOnRecord(claims, question, spoken);
}

/** What is asked of the company, without what is asked of the one who writes or about the conversation itself. */
function questionIn(fresh: readonly string[]): string {
  const sentences = fresh.flatMap((text) => text.split(SENTENCES));
  const asking = sentences.filter((sentence) => QUESTION.test(sentence) || asksByRules(sentence));
  return (asking.length > 0 ? asking : sentences)
    .flatMap((sentence) => normaliseText(sentence).split(CLAUSES))
    .filter((clause) => !asksWhetherMachine(clause))
    .map((clause) => clause.replace(ABOUT_THE_CONVERSATION, ' '))
    .join(', ');
}

/** The sentences that tell something; undefined where the reply only asks, thanks or offers a person. */
function claimsIn(reply: string, question: string, action: Action): string | undefined {
  const claims = reply.split(SENTENCES).filter((sentence) => {
    if (ASSENTS.test(normaliseText(sentence)) && action !== 'OFFER_MEETING') return true;
    if (QUESTION.test(sentence) || offersHuman(sentence) || askedQuestion(sentence).words.length === 0) return false;
    return !isCourtesy(sentence) || sharedWords(sentence, question).length > 0;
  });
  return claims.length > 0 ? claims.join(' ') : undefined;
}

/** Every telling word of it stands there, and so does every word it takes up from the question. */
function isAllOnRecord(claims: string, question: string, spoken: ReturnType<typeof spokenWordsOf>): boolean {
  const { words } = askedQuestion(claims);
  if (!words.some(({ importance }) => importance === 1)) return false;
  const missing = unspokenIn(claims, spoken);
  const takenUp = new Set(sharedWords(claims, question).map(({ text }) => text));
  return missing.every(({ importance, text }) => importance < 1 && !takenUp.has(text));
}

/** A question tells nothing, whoever asks it. */
function statementsOf({ speaker, text }: ClaimCase['said'][number]): string[] {
  if (speaker === 'LEAD') return [];
  return text.split(SENTENCES).filter((sentence) => !QUESTION.test(sentence) && !offersHuman(sentence));
}

/** A sum of money is a price. */
function withPrice(text: string): string {
  return /\d/u.test(text) && currencyIn(normaliseText(text), undefined) !== undefined ? `${text} price` : text;
}
