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
export const ENGLISH_ORDERS: readonly RegExp[] = [
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
  /\b(?:repeat|recite|print|reveal|output|display|show|dump|spell)\b.{0,40}\b(?:everything above|all above|text above|above this line|your (?:full |entire |initial |original |hidden )?(?:rules|instructions|prompt|guidelines|configuration)|system prompt|verbatim|word for word)\b/,
  /\b(?:what|which) (?:are|is|were) your (?:exact |full |secret |hidden |initial |original )?(?:instructions|system prompt|prompt)\b(?! for)/,
  new RegExp(
    `\\b(?:assistant|ai|bot|chatbot|model|llm|machine)\\b.{0,12}\\b(?:must|should|shall|has to|needs to|will now)\\b.{0,20}\\b(?:copy|${JUDGE})(?: down)? ${RECORD}`,
  ),
  /\b(?:decode|decrypt|base64|rot13)\b.{0,40}\b(?:obey|follow|execute|run|do what|apply|comply|act)\b/,
  /\b(?:role ?-?play|act|behave|respond|answer|imagine you are|you are)\b.{0,20}\b(?:as if you (?:have|had) no|without (?:any )?(?:rules|restrictions|limits|filters|guardrails)|unrestricted|uncensored)\b/,
];
