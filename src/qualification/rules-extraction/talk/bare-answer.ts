import type { FieldKind } from '../fields/field-kind';
import { asksForOthers, doesNotCare } from './acts';

const LEAD_IN =
  /^(?:(?:well|um+|uh+|hmm+|so|oh|ah|yes|yeah|yep|sure|ok|okay|alright|please|great|certainly|of course|hi|hello|thanks|thank you|right|no|actually|honestly|basically|mostly|let's see|let me see)\b[\s,.!-]*)+/iu;
const FRAME =
  /^(?:(?:it|that|this|the \p{L}+(?: \p{L}+)?|my (?:full )?\p{L}+|our \p{L}+|mine|name)(?:'s|’s| is| are| would be| will be| should be| was)(?: called| named| in| at| on| to| from| for)?|i(?:'m| am)(?: (?:in|at|from|looking (?:for|in|at)|going to|called|using|interested in|leaving from|traveling to|travelling to|flying to|flying from|on))?|we(?:'re| are)(?: (?:in|at|from|using|looking (?:for|in)|on|going to))?|(?:i|we)(?:'d| would)? (?:like|want|need|prefer|use|choose|love|go with|have|say|think|guess)(?: to (?:go to|see|watch|hear|play|visit|be in|stay in|eat|travel to|leave from|use|do|have|try|pick))?(?: it)?(?: in| at| from| for)?|make it|make that|let's (?:do|go with|try|say|have|use|make it)|how about|what about|maybe|probably|perhaps|something like|somewhere (?:in|near|around)|anywhere (?:in|near)|call(?:ed)? (?:it|me)?|named?|look(?:ing)? (?:in|for|at|around)|search(?:ing)? (?:in|for)|try|put it in|in|at|to|from|near|around|on|for|by|the one in|going to|leaving from|with|send it to|you can call me|name it)\s+/iu;
const TAIL =
  /[\s,]*(?:,? (?:please|thanks|thank you|if possible|if you can|for me|instead|works(?: for me)?|sounds (?:good|great|nice)|(?:is|would be|will be|should be) (?:fine|good|great|ok|okay|nice|perfect|best|lovely)|will do|i think|i guess|right now|at the moment|for now|then|area|would do|or so|maybe))+[\s.!]*$/iu;
const NO_ANSWER =
  /^(?:h+m+|u+h+m*|u+m+|e+r+m*|no|nope|none|nothing|not really|yes|yeah|yep|sure|ok|okay|i don't know|not sure|i'm not sure|no idea|maybe|later|what|why|sorry|pardon|excuse me|never mind|skip|pass|thanks|thank you|bye|hello|hi|not yet|all of them|both|it depends|depends|i'd rather not(?: say)?|rather not|i am not sure|good question|anything|right|correct|great|that's (?:it|all|right|correct)|go ahead|(?:that|this) ones?)\b/iu;
const EVASIVE =
  /\b(?:don't|do not|won't|can't|cannot|not (?:sure|going to|comfortable)|never mind|rather not|what do you|why do you|depend|none of your|ignore|thank)\b/iu;

/** What is said of an offer, and names none. */
const COMMENT =
  /^(?:(?:that|it|this|they|he|she|everything) )?(?:all )?(?:sounds?|seems?|looks?|works|suits|fits)\b|^(?:that|it|this)(?:['’]s| is| was) (?:a |an )?(?:(?:very|really|so|quite|pretty) )?(?:good|great|nice|perfect|fine|lovely|interesting|cool|amazing|okay|ok)\b/iu;

/** How many words may be left of an answer for each sort of value. */
const LONGEST: Partial<Record<FieldKind, number>> = {
  PLACE: 5,
  NAME: 7,
  PERSON: 4,
  CHOICE: 4,
  TEXT: 25,
  ADDRESS: 10,
  CODE: 3,
  DATE: 9,
};
/** "Once the lease ends" is a time without a day. */
const EVENT = /^(?:once|as soon as|when|(?:right |just )?(?:after|before) (?:my|our|the)) \p{L}/iu;

/**
 * The answer to "Which city?" when it is nothing but the answer: "Palo Alto", "in palo alto please", "it's called Roof and Vine".
 * Undefined for what is no answer.
 */
export function bareAnswer(text: string, kind: FieldKind): string | undefined {
  const longest = LONGEST[kind];
  if (longest === undefined || /[?؟]/u.test(text) || doesNotCare(text)) return undefined;
  const sentence = kind === 'TEXT' ? text.trim() : firstTelling(text);
  let said = sentence.replace(LEAD_IN, '');
  if (NO_ANSWER.test(said) || EVASIVE.test(said)) return undefined;
  if (kind !== 'TEXT' && (COMMENT.test(said) || asksForOthers(text))) return undefined;
  if (kind !== 'TEXT' && kind !== 'DATE') said = said.replace(FRAME, '').replace(FRAME, '').replace(TAIL, '');
  said = said
    .replace(/^["“'(]+|["”').,!;:\s]+$/gu, '')
    .replace(kind === 'TEXT' ? /^$/ : /^(?:the|a|an|some)\s+(?=\p{Ll})/u, '')
    .trim();
  const words = said.split(/\s+/).filter(Boolean);
  if (kind === 'DATE') return EVENT.test(said) && words.length <= longest ? said : undefined;
  if (words.length === 0 || words.length > longest || NO_ANSWER.test(said) || !/[\p{L}\p{N}]/u.test(said))
    return undefined;
  if (
    kind !== 'TEXT' &&
    kind !== 'ADDRESS' &&
    /\b(?:i|you|we|they|it|is|are|was|need|want|have|book|there|because|but)\b/iu.test(said)
  )
    return undefined;
  return kind === 'ADDRESS' && words.length === 1 ? undefined : said;
}

function firstTelling(text: string): string {
  const parts = text
    .split(/(?<=[.!])\s+/u)
    .map((part) => part.trim())
    .filter(Boolean);
  return (
    parts.find(
      (part) =>
        part.replace(LEAD_IN, '').replace(/[.!,\s]+/gu, '') !== '' &&
        !/^(?:thanks|thank you|great|perfect)\b/iu.test(part),
    ) ?? ''
  );
}
