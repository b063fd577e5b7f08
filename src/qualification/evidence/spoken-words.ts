import { normaliseText } from './normalise-text';

const words = (text: string): string => text.split(' ').map(normaliseText).join('|');

/** Words that take up an offer, in the languages our agents speak. */
const ACCEPTING = `(?:${words('yes yeah yep yup sure ok okay right correct exactly absolutely definitely certainly agreed fine indeed sí claro correcto نعم ايوه أيوه اه طبعا أكيد تمام صحيح موافق مضبوط haan हाँ हां जी ठीक')})`;
const BEGINS_WITH_ACCEPTANCE = new RegExp(`^${ACCEPTING}(?![\\p{L}\\p{M}])`, 'u');
const ONLY_ACCEPTANCE = new RegExp(
  `^(?:${ACCEPTING}|that(?:'s| is)? (?:right|correct|fine|good|true)|that works|sounds good|of course|i (?:do|am|can|think so)|please|है|बिल्कुल|[\\s,.!،।-])+$`,
  'u',
);

/** True when the words begin by taking up what was said before them: "yes, that would work for us". */
export function accepts(said: string): boolean {
  return BEGINS_WITH_ACCEPTANCE.test(normaliseText(said));
}

/** True when the words take up what was said before them and say nothing else. */
export function onlyAccepts(said: string): boolean {
  const text = normaliseText(said);
  return text !== '' && ONLY_ACCEPTANCE.test(text);
}
