import { asksWhetherMachine } from '../../calls/talk/machine-question';
import { plainWords } from '../../calls/talk/plain-words';
import { FILLERS, KEYWORDS, REQUESTS } from './human-request-words';

const requests = REQUESTS.map((request) => wholeWords(request));
const keyword = new RegExp(`^(?:${KEYWORDS.join('|')})(?: (?:${KEYWORDS.join('|')}))*$`, 'u');
const filler = wholeWords(FILLERS.join('|'), 'gu');
/** Who says that no human is wanted, or speaks of what was. */
const declines = wholeWords(
  '(?:dont|do not|no need to|not necessary to|never|wont|will not|no reason to|rather not|didnt|did not|not going to) (?:[\\p{L}]+ ){0,3}?(?:talk|speak|chat|have|get|connect|transfer|put|call|want|need)',
);
const prefersNoMachine = wholeWords(
  '(?:dont|do not) (?:want|like) (?:to )?(?:[\\p{L}]+ ){0,2}?(?:talk|talking|speak|speaking|chat|chatting|deal|dealing) (?:to|with) (?:a |an |this |some |your )?(?:ro?bot|bot|machine|computer|ai)',
);
/** Ends of sentences and clauses in Latin, Arabic and Devanagari script. */
const CLAUSE_ENDS = /[.!?;:,…\r\n،؛؟۔।]+/u;

/**
 * True when somebody asks for a human: "can I talk to a real person", "حولني لموظف", "manager se baat karao". A question whether a
 * machine speaks is no request, nor is talk about people of one's own ("my manager told me") or about departments ("human
 * resources"). Works on one message or utterance in English, Arabic, Hindi or either in Latin letters.
 */
export function asksForHuman(text: string): boolean {
  return clausesOf(text).some(
    (clause) =>
      (!declines.test(clause) || prefersNoMachine.test(clause)) && requests.some((request) => request.test(clause)),
  );
}

/** True when the whole message is a word such as "agent", "موظف" or "मैनेजर", but for politeness; "human?" asks what speaks. */
export function isHumanKeyword(text: string): boolean {
  if (/[?؟]\s*$/u.test(text) && asksWhetherMachine(text)) return false;
  const said = plainWords(text).replace(filler, ' ').replace(/\s+/gu, ' ').trim();
  return said !== '' && keyword.test(said);
}

/** A comma joins what a full stop parts, so the whole sentence is looked at as well. */
function clausesOf(text: string): string[] {
  const sentences = text.split(/[.!?…\r\n؟۔।]+/u);
  return [...new Set([...text.split(CLAUSE_ENDS), ...sentences].map(plainWords))].filter((clause) => clause !== '');
}

function wholeWords(pattern: string, flags = 'u'): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${pattern})(?![\\p{L}\\p{M}\\p{N}])`, flags);
}
