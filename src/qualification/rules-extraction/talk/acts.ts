import type { Sentence } from './sentences';

const YES =
  /^(?:(?:oh|well|um|uh|hmm|ah),? )?(?:yes|yeah|yea|yep|yup|ya|sure|ok|okay|alright|all right|correct|right|exactly|absolutely|definitely|certainly|of ?course|please do|that(?:'s| is) (?:right|correct|fine|good|ok|okay|it)|sounds (?:right|good|correct|great|fine)|that works|go ahead|fine|perfect|great|(?:cool|awesome|wonderful|excellent|lovely|good|nice|super)(?=[.,!]|$)|agreed|indeed|all correct|confirmed|i do(?! not)|(?:we (?:do|are|have|did)|i (?:have|did))(?=[.,!]|$)|i am(?! not)|i would(?! rather| not| prefer)|i think so|affirmative|it is|haan|haa|ji|theek|thik|aywa|aiwa|na3am|tamam|نعم|ايوه|أيوه|أيوة|اي|تمام|طبعا|أكيد|صحيح|موافق|مناسب|हाँ|हां|जी|ठीक|बिल्कुल)(?![\p{L}\p{M}'’-])/iu;
const NO =
  /^(?:(?:oh|well|um|uh|hmm|ah|actually|sorry),? )?(?:no|nope|nah|not? really|not necessarily|not yet|none(?: of|$|[.,!])|(?:i|we) haven['’]t|we don['’]t|(?:i['’]m|i am|we['’]re|we are) not(?! sure)|not this time|not at the moment|not now|never|not needed|don't|i don't|i do not|i wouldn't|i'd rather not|not necessary|that's not|it's not|nothing|la2|laa|لا|नहीं|nahi|nahin)(?![\p{L}\p{M}-])/iu;

const STRONG_YES =
  /\b(?:(?:sounds?|seems?|looks?) (?:like (?:(?:a|the|just|exactly) )*(?:good|great|nice|perfect|lovely|fun|everything|what|right|best|ideal|thing)|(?:very |really |so |pretty |quite |just |all )?(?:good|great|nice|perfect|fine|lovely|amazing|awesome|wonderful|interesting|delicious|excellent|prefect|ok|okay|right|correct|alright|cool|ideal|reasonable|better))|that(?:'?s| is| one is| one's)? (?:all (?:correct|right|good)|(?:really|very|so|just|quite|pretty) (?:good|great|nice|fine|perfect|lovely|cool)|works|would work|will work|cool|good|fine|great|perfect|ok|okay|awesome|it|exactly|nice|right|correct|what i (?:want|need|was looking for)|the one|lovely|wonderful|excellent|acceptable)|(?:works|suits) (?:for )?(?:me|us|well|great|fine)|(?:suits|fits) (?:me|us|my (?:needs|taste|budget))|i(?:'ll| will| would|'d) (?:take|have|go with|go for|like (?:it|that|this|to (?:book|reserve|buy|visit|make|get|purchase|schedule|see|watch|stay|go|rent))|love (?:it|that|to))|i (?:really |do )?(?:like|love) the (?:sound|look|idea) of|i (?:like|love|want) (?:it|that|this|them|him|her|to (?:book|reserve|buy|visit|make|get|purchase|schedule|see|watch|rent))|let(?:'s| us) (?:go|do|book|try|take|reserve|get)|(?:book|reserve|take|buy|rent|play|get) (?:it|that|this|them|me|one|the)|go ahead|please do|will do|would be (?:great|good|fine|perfect|nice|ok|okay|lovely)|(?:it|this|that) (?:is|looks|seems) (?:fine|good|great|perfect|nice|ok|okay|right)|good choice|great choice|perfect|excellent|awesome|wonderful|fantastic|it is\b(?! not)|i(?:'m| am) (?:interested|good with|happy with|fine with|ok with)|(?:make|schedule|book) (?:a|an|the|my) (?:reservation|appointment|booking|visit)|that one|is (?:good|fine|great|perfect)|does (?:work|sound)|مناسب|موافق)\b/iu;
const WEAK_YES =
  /^(?:(?:oh|well|ah|hmm),? )?(?:ok|okay|great|nice|cool|good|fine|alright|lovely|sure|yes|yeah|yep|right|sweet|amazing|brilliant)\b/iu;
const OTHERS =
  /\b(?:(?:any|some)(?:thing|one|body|where)? (?:else|other|different)|any others?|additional (?:ones?|options?|\p{L}+s)|other (?:options?|ones?|choices?|hotels?|places?|restaurants?|movies?|songs?|flights?|buses|events?|apartments?|houses?|cars?|doctors?|trains?|attractions?|alternatives?|events?|dentists?|salons?|times?)|(?:a )?different (?:one|hotel|place|restaurant|movie|song|flight|bus|event|apartment|car|doctor|option|time)|what else|which other|another (?:one|option|hotel|place|restaurant|movie|song|flight|bus|event|apartment|house|car|doctor|salon|time)|else (?:do you|is there|have you)|are there (?:any )?others?|alternatives?|keep looking|find (?:me )?another|do you have (?:others|another|something|anything)|is there (?:another|something else|anything else|anything earlier|anything later|anything cheaper|one)|have (?:others|anything) )\b/iu;
const DECLINE =
  /\b(?:no,? thank(?:s| you)|not interested|not for me|never ?mind|(?:do not|don't|didn't|wouldn't|won't) (?:want|like|think (?:so|that)|need (?:it|that))|not (?:that|this) one|not what i|not my|look (?:it up )?(?:for it )?(?:myself|later|elsewhere)|think about it|maybe later|some other time|another time|not right now|not now|pass|too (?:expensive|far|late|early|pricey|much|big|small))\b|^(?:no|nope|nah)\b(?! (?:problem|worries))/iu;

const REQUEST =
  /\b(?:can|could|would|will) (?:you|u) (?:please |also |just |kindly |possibly |maybe )*(?:find|book|look|search|get|make|reserve|show|help|give|play|add|set|put|send|transfer|recommend|suggest|schedule|order|buy|rent|arrange|check|pick|see if|tell me (?:about|some|which)|locate|create|change|request|do|assist|offer|provide|pull|wake|remind|call me)|\b(?:can|could|may) (?:i|we) (?:please |also |just )*(?:get|have|book|reserve|rent|buy|make|schedule|find|take|order|transfer|send|come|go|see|move|change|switch|start|do|pick|set|add)\b(?! (?:a )?(?:refund|mortgage))|^(?:is|are) there (?:any|a|an|some)\b|\bdo you have (?:any(?:thing)?|a|an|some(?:thing)?|one)\b|\bwhat (?:\p{L}+ ){0,3}(?:are there|do you have|are (?:playing|showing|available|running|happening)|can you find)|\b(?:how|what) about\b|\bcan we (?:do|make it|say)\b|\bmind (?:finding|booking|looking|getting|searching)|\bare there (?:any|some)\b|\bwould it be possible to\b|\bis it possible to\b|ممكن (?:شقه|فيلا|احجز)/iu;
/** A question about something that was offered, or about the world: it states nothing. */
const ABOUT_IT =
  /(?:^|[,;] ?|\b(?:and|but|so|ok|okay|great|also|first|well)\b,? )(?:does|do|is|are|was|has|have|will|would|can|did|could) (?:it|they|that|this|these|those|their|he|she|one|the|there (?:a|an|any) \p{L}+ (?:in|at|there)|most|all|people|hotels|guests|i bring|i smoke|i use|we bring|you know|you know if|you allow)\b|^(?:what|which|how|when|where|who|why)\b.{0,40}\b(?:it|its|they|their|them|that|this|there|those|the)\b|^(?:what|which|how|when|where|who|why) (?:is|are|was|does|do|kind|type|time|much|many|far|long|would|will|price|discount)|\bis (?:there|insurance|breakfast|parking|wifi|it|that|this)\b|^(?:كم|هل|ما|متى|اين|أين|ليش|ليه)\s|(?:^|\s)(?:kitna|kitne|kitni|kya|कितना|कितने|क्या)(?:\s|$)/iu;
const ABOUT_WEATHER =
  /\b(?:weather|forecast|rain|temperature|warm|cold|hot|humid|humidity|sunny|windy|snow|free on|available on|free|busy|(?:any|some)(?:thing|one) (?:\p{L}+ ){0,2}(?:on|for|at|after|before)|any (?:events?|plans?|appointments?|meetings?|openings?))\b/iu;

/** STATEMENT gives anything; SEARCH, a question that looks for something, only when and where; QUESTION nothing. */
export type Mode = 'STATEMENT' | 'SEARCH' | 'QUESTION';

const QUESTION_BEGINS =
  /^(?:(?:ok|okay|great|nice|and|so|also|but|well|cool|thanks|hmm|good),? )*(?:does|do|is|are|was|has|have|what|which|how|when|where|who|why|what's|where's|who's|how's|can|could|would|will|did|am)\s/iu;

export function modeOf({ text, asks }: Sentence): Mode {
  const said = text.trim();
  const isQuestion = asks || QUESTION_BEGINS.test(said);
  if (!isQuestion) return 'STATEMENT';
  if (/^(?:(?:ok|okay|and|so|great),? )*who\b/i.test(said)) return 'QUESTION';
  if (REQUEST.test(said) && !/\b(?:does|do) (?:it|they)\b/i.test(said)) return 'STATEMENT';
  if (ABOUT_WEATHER.test(said) && !/\b(?:is|are) (?:it|they) free\b/i.test(said)) return 'SEARCH';
  if (ABOUT_IT.test(said))
    return /\b(?:playing|showing|attractions|things to do|what's on)\b/i.test(said) ? 'SEARCH' : 'QUESTION';
  // "Palo Alto, right?" and "Tuesday?" are statements with a lifted voice.
  return QUESTION_BEGINS.test(said) ? 'SEARCH' : 'STATEMENT';
}

export function saysYes(text: string): boolean {
  return YES.test(text.trim());
}

/** A no to what was asked; whoever will not speak about it has said neither. */
export function saysNo(text: string): boolean {
  return NO.test(text.trim()) && !WITHHOLDS.test(text);
}

export function asksForOthers(text: string): boolean {
  return OTHERS.test(text);
}

export function declines(text: string): boolean {
  return DECLINE.test(text.trim());
}

/** @param sentences of one turn. */
export function takesUp(text: string, sentences: readonly Sentence[]): boolean {
  const said = text.trim();
  if (OTHERS.test(said)) return false;
  if (
    /^(?:no|nope|nah)\b/i.test(said) ||
    /\b(?:not (?:that|this) one|not for me|never ?mind|not interested|think about it|don't want)\b/i.test(said)
  )
    return false;
  if (STRONG_YES.test(said)) return true;
  const isQuestion = sentences.some((sentence) => modeOf(sentence) !== 'STATEMENT');
  return WEAK_YES.test(said) && !isQuestion && !/\b(?:thank|thanks|bye|goodbye|information|for the help)\b/i.test(said);
}

const DONT_CARE =
  /\b(?:(?:does not|doesn't|dont|don't|do not|not|doesnt) (?:really |particularly )?(?:matter|mind|care|have (?:a|any) (?:preference|particular)|make a difference)|no (?:particular )?(?:preferences?|problem with any)|any(?: \p{L}+)? (?:is|are|would be|will|works?|should be) (?:fine|ok|okay|good|do|great)|anything (?:is|works|will|would|goes)|any(?:thing|time|where)(?: is| will| would)? (?:is |be |do|fine|ok|good|works)|whatever|whichever|either (?:one|is|way|works)|up to you|you (?:can )?(?:choose|pick|decide)|i'?m (?:flexible|open|easy|not (?:picky|particular|fussy))|open to (?:anything|any|whatever)|surprise me|no specific|not particular|nothing specific|nothing in particular|not picky|any \p{L}+ (?:you|will))\b|^any(?:thing|where|time)?[.! ]*$|لا يهم|مش مهم|ما يهم|कोई भी|koi bhi|kuch bhi/iu;

export function doesNotCare(text: string): boolean {
  return DONT_CARE.test(text);
}

const WITHHOLDS =
  /\b(?:don't|do not|won't|will not|wouldn't|would not) (?:want to |like to |wish to )(?:say|tell|talk about|share|discuss|disclose|answer)/iu;

const REFUSES_TO_SAY =
  /\b(?:rather not|prefer not|not (?:going|willing|comfortable) (?:to )?(?:say|tell|talk|shar|discuss)\p{L}*|(?:don't|do not|won't|will not|can't|cannot) (?:want to |like to |wish to )?(?:say|tell|talk about|share|discuss|disclose|answer)|none of your (?:business|concern)|not your business|(?:that's|that is|it's) (?:private|personal|confidential))\b|لا (?:اريد|أريد|احب|أحب) (?:ان |أن )?(?:اقول|أقول|اتحدث|أتحدث|اشارك|أشارك)|(?:افضل|أفضل) عدم|مش عايز اقول|नहीं (?:बताना|बताऊ|बता सकता|बता सकती)|\bnahi bata\p{L}*/iu;

/** True for the answer of somebody who would not speak about what they were asked. */
export function refusesToSay(text: string): boolean {
  return REFUSES_TO_SAY.test(text);
}

const CONFIRMS =
  /\b(?:confirm|confirming|confirmation details|to (?:verify|review|recap|summari[sz]e|be clear|clarify)|verify|double.?check|just to be sure|make sure)\b|\b(?:is (?:that|this|everything|it all) (?:right|correct|ok|okay|fine)|(?:that|this|it)(?:'s| is) (?:right|correct)|is (?:that|this|it) what you (?:want|wanted|need|needed|had in mind|are looking for)|(?:,|\.) (?:right|correct|ok|okay|yes))\s*\?|^(?:(?:ok|okay|so|alright|great|sure),? )*(?:so )?(?:(?:booking|reserving|renting|scheduling|picking up|purchasing|buying) |you(?:'d| would)? (?:want|like|need)|you are|that is|that's|i(?:'ll| will| am going to|'m going to) (?:book|reserve|make|buy|schedule|send|transfer|set|play|add|rent|get))\b/iu;

/** True for a turn of the agent that repeats what it has understood, to be told whether it is right. */
export function asksToConfirm(text: string): boolean {
  return (
    CONFIRMS.test(text) &&
    !/\b(?:has|have|is|was|were|are) (?:been )?(?:confirmed|booked|reserved|successful|scheduled|made|sent)\b/i.test(
      text,
    )
  );
}

/** A question that is answered by yes or no, and not by one of two. */
export function isYesNo({ text, asks }: Sentence): boolean {
  const said = text.trim();
  if (!asks) return false;
  return (
    !/(?:^|[,;] ?)(?:what|which|how|when|where|who|why|in (?:what|which)|at what|on (?:what|which)|for (?:how|what|which)|from (?:where|which|what)|to (?:where|which|what))\b(?!\s+about\b)/iu.test(
      said.replace(/^(?:ok|okay|and|so|great|sure|alright|perfect|good),? /iu, ''),
    ) || /\b(?:how|what) about\b/i.test(said)
  );
}

export function offersChoice(text: string): boolean {
  return /\bor\b(?! (?:not|no)\b)|\bor not\b|\bأو\b|\bया\b/iu.test(text);
}

const ASKS =
  /\b(?:please (?:tell|provide|specify|give|share|let)|let me know|tell me|may i (?:have|know|ask)|could i (?:have|get)|can i (?:have|get|ask)|i(?:'ll| will)? need (?:to know|the|your)|what|which|when|where|how|who)\b/iu;

/** True for sentences of the agent that want to know something. */
export function wantsToKnow({ text, asks }: Sentence): boolean {
  return asks || ASKS.test(text);
}

const SPEAKER_NAME = String.raw`\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*)*`;
const INTRODUCTION = new RegExp(
  [
    String.raw`\b(?:[Tt]his is|[Ii]t['’]s|[Yy]ou(?:['’]re| are) (?:speaking|talking) (?:to|with)) ${SPEAKER_NAME},? (?:(?:calling )?from|with|of|speaking|calling)\b`,
    String.raw`\b(?:[Tt]his is|[Ii]t['’]s) ${SPEAKER_NAME} here\b`,
    String.raw`\bI(?:['’]m| am) ${SPEAKER_NAME},? (?:(?:calling )?from|with|of|at)\b`,
    String.raw`\b(?:[Mm]y name(?: is|['’]s)|[Cc]alling (?:you )?(?:from|for|on behalf of)|[Ww]elcome to|[Yy]ou(?:['’]ve| have) reached|[Tt]hank(?:s| you) for (?:calling|contacting|choosing))\b`,
    String.raw`\b[Ww]e (?:have|run|operate|work|serve|cover|sell|build) (?:\p{L}+ ){0,3}(?:offices?|branch(?:es)?|locations?|stores?|shops?|showrooms?|teams?|in|across|throughout|from|all over)\b`,
    String.raw`\b(?:[Ww]e(?:['’]re| are) (?:\p{L}+ ){0,2}(?:based|located|situated|from)|[Oo]ur (?:main |head |local )?(?:offices?|branch(?:es)?|headquarters|team|company|showrooms?|agency))\b`,
  ].join('|'),
  'u',
);
const ASKS_LEAVE =
  /\b(?:do you have|have you(?: got)?|got|could you spare|is (?:this|now|it)) (?:(?:a|an|one|two|few|five|couple of|quick|good|bad|spare|free|convenient|some|right)\s+)*(?:minutes?|mins?|moments?|seconds?|time)\b|\b(?:may|can|could) i (?:just )?(?:ask you|have a (?:word|moment)|take a)\b|\bhow (?:may|can) (?:i|we) help\b/i;

/** True for sentences in which the agent tells who is speaking, or asks whether they may: they put nothing before the person. */
export function introducesSpeaker({ text }: Sentence): boolean {
  return INTRODUCTION.test(text) || ASKS_LEAVE.test(text);
}
