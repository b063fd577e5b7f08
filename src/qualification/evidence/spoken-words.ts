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

/** A hundred points, not a hundred of something. */
const FULL = String.raw`(?:100|hundred)(?= ?(?:points?|percent|%|out of|[.!;]|,(?!\d)|$))`;
/** What only our own record of the person could be meant by. */
const RECORD = String.raw`(?:me|us|myself|this|it|(?:the|this|my|our) (?:lead|call|caller|contact|record|conversation|answers?|profile))`;
/** What others judge as well in their work, so that only an order about it is one to us. */
const OTHERS = '(?:him|her|them|everything|all|lead|call|caller)';
const JUDGE = String.raw`(?:mark|rate|grade|classify|tag|flag|score|treat|rank|record|register|consider|log)`;
const TOP = '(?:top|full|perfect|highest|maximum|most)';
/** Judged so, it is by us. */
const VERDICT = `(?:qualified|hot lead|top score|${FULL}|${TOP} (?:score|rating|points|marks|possible))`;

/**
 * Patterns of somebody talking to the machine about its own work, over normalised text. Each needs something of the machine's beside
 * the verb: people who buy consider, rate and record things as well, and may not lose what they said by it.
 */
const INSTRUCTIONS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,20}\b(?:your|you were|previous|prior|earlier|above|these|those|all|any|system)\b.{0,30}\b(?:instructions?|rules?|prompts?|guidelines?|criteria|programming)\b/,
  /\b(?:ignore|disregard|forget|override|bypass|skip)(?: the)? (?:instructions?|prompts?|guidelines|criteria|programming)\b|(?<!(?:\bnot|n't|cannot|\bnever|\bwe|\bi) )\b(?:ignore|disregard|override|bypass) (?:the )?rules\b|\b(?:rules?|instructions?|criteria) above\b/,
  /\b(?:system|developer|admin(?:istrator)?|debug|god) (?:prompt|mode|override)\b|\bnew instructions? ?:|\b(?:system|developer|admin(?:istrator)?) message ?:|\b(?:your|these) new instructions\b|\bmy new instructions (?:are|for you)\b|\bjailbreak\b/,
  new RegExp(`\\b${JUDGE}(?: down)? ${RECORD}\\b.{0,30}\\b${VERDICT}`),
  new RegExp(
    `(?<!\\b(?:we|i|they|you|who|to) )\\b(?:mark|rate|grade|classify|tag|flag|score|rank|register)(?: down)? ${OTHERS}\\b.{0,30}\\b${VERDICT}`,
  ),
  // Buyers consider, rate and rank things perfect; they do not score them so.
  new RegExp(
    `\\b(?:(?:score|grade|mark)(?: down)? ${RECORD}|(?:rate|rank) (?:me|the lead|this lead))\\b.{0,30}\\b${TOP}(?=[.!;]|$)`,
  ),
  new RegExp(`\\b${JUDGE} (?:down )?as (?:an? )?(?:qualified|hot lead)\\b`),
  new RegExp(
    `(?<!\\b(?:credit|pain|our|their|its) )\\b(?:score|points|rating) ?[:=]?(?: ?\\b(?:of|to|is|at|as|must be|should be|be|equals|an?|the))* ?(?:${FULL}|(?:${TOP}|one hundred)\\b)`,
  ),
  new RegExp(
    `\\b(?:gives?|assign|award|grant)(?: (?:me|us|him|her|them|it|this|the|lead|call|an?|my|that))* ${TOP} (?:score|points|marks|rating)\\b`,
  ),
  /\bset(?: (?:the|my|this|its|our|lead|lead's|call|call's|every|each|all))* (?:outcome|status|score|qualification|next action|criterion|criteria|temperature(?: to)? (?:hot|warm))\b/,
  /\b(?:every|each|all)(?: of)?(?: the)? (?:criterion|criteria|fields?)(?: (?:are|is|to|as)| ?[=:])? (?:met|passed|true|fulfilled|satisfied|yes)\b|\b(?:fill|mark|tick)(?: in)? (?:every|each|all) (?:criterion|criteria|fields?)\b/,
  /\bas your (?:developer|creator|administrator|admin|owner|boss)\b|\byou are now (?:in |acting|free|an? (?:new|different|unrestricted|helpful)|my (?:\w+ )?(?:assistant|bot|robot)\b|dan\b)|(?<!\b(?:not|n't|can't|won't|don't) )\bpretend (?:to be|that you|you)\b/,
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
