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

/** Patterns of somebody talking to the machine about its own work, over normalised text. */
const INSTRUCTIONS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,40}\b(?:instructions?|rules?|prompts?|guidelines?|criteria|programming)\b/,
  /\b(?:system|developer|admin(?:istrator)?|debug|god) (?:prompt|mode|message|override)\b|\bnew instructions?\b|\bjailbreak\b/,
  /\b(?:mark|rate|grade|classify|tag|flag|score|treat|rank|record|register|consider)\b.{0,30}\b(?:qualified|hot lead|top score|highest|maximum|100|hundred (?:points|percent))\b/,
  /\b(?:score|points|rating)\b.{0,20}\b(?:of |to |is |at )?(?:100|one hundred|a hundred|hundred|maximum|full|top|perfect|highest)\b/,
  /\b(?:top|full|perfect|highest|maximum|most) (?:score|points|marks|rating)\b/,
  /\bset\b.{0,20}\b(?:outcome|status|temperature|score|qualification|next action|criterion|criteria)\b/,
  /\b(?:every|each|all) (?:criterion|criteria|fields?)\b/,
  /\bas your (?:developer|creator|administrator|admin|owner|boss)\b|\byou are now\b|\bpretend (?:to be|that|you)\b/,
  /\[(?:agent|lead|system|assistant|user)\]|(?:^|[.!?] )(?:system|assistant|agent|user) ?:|<\/?(?:system|instructions?|transcript)\b|["'](?:field|status|value|score)["'] ?:/,
  /\b(?:ignora|ignore|olvida|olvide)\b.{0,30}\b(?:instrucciones|reglas)\b|\b(?:marca|califica)(?:me)?\b.{0,20}\b(?:calificado|cualificado)\b/,
  /(?:تجاهل|انس|انسي|تخط).{0,30}(?:تعليمات|التعليمات|تعليماتك|القواعد|قواعد|الاوامر|اوامر)|(?:سجلني|اعتبرني|صنفني).{0,20}موهل/,
  /(?:निर्देश|नियम).{0,40}(?:अनदेखा|भूल|छोड़)|(?:अनदेखा|भूल).{0,40}(?:निर्देश|नियम)/,
];

/**
 * True for words addressed to the machine and not to the conversation. Nothing said in the same breath counts as evidence: a
 * person may claim what they like about themselves, but not write their own assessment.
 */
export function instructsTheMachine(said: string): boolean {
  const text = normaliseText(said);
  return INSTRUCTIONS.some((pattern) => pattern.test(text));
}
