import { plainWords } from '../../calls/talk/plain-words';
import { asksForHuman, isHumanKeyword } from '../triggers/human-request';

const ASKING =
  /^(?:what|how|when|where|who|which|why|is|are|do|does|did|can|could|would|will|should|may|هل|متي|كم|كيف|اين|وين|ليش|لماذا|ما|ماذا|شو|ايش|क्या|कब|कैसे|कितन\p{M}*|कहाँ|कहां|क्यों|kya|kab|kaise|kitna|kitne|kahan|kyun)(?![\p{L}\p{M}])/u;

/**
 * What the lead wants to know: the last words that are a question, but for the request for a human itself, else the last words of all.
 * @param words what the lead said, latest first.
 */
export function openQuestionOf<W extends { readonly text: string }>(words: readonly W[]): W | null {
  const questions = words.filter(({ text }) => isQuestion(text) && !asksForHuman(text) && !isHumanKeyword(text));
  return questions[0] ?? words[0] ?? null;
}

function isQuestion(text: string): boolean {
  return /[?؟]/u.test(text) || ASKING.test(plainWords(text));
}
