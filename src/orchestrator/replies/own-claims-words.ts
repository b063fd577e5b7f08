import { normaliseText } from '../../qualification/evidence/normalise-text';

/** Whole phrases, as alternatives, over normalised text. */
const phrases = (alternatives: string, flags = 'u'): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{M}])(?:${alternatives})(?![\\p{L}\\p{M}])`, flags);

/** What is asked of the one who writes, or about what was said: no document answers it. */
export const ABOUT_THE_CONVERSATION = phrases(
  [
    "who (?:are|r) (?:you|u)|who(?:'s| is) (?:this|that|there)|who am i (?:talking|speaking|writing|chatting) (?:to|with)",
    "what(?:'s| is) your name|(?:what )?are you called|your name|how are you(?: doing)?(?: today)?|how(?:'s| is) it going|how do you do",
    'good (?:morning|afternoon|evening|day)|buen(?:os|as) (?:d[ií]as|tardes|noches)|صباح (?:الخير|النور)|مساء الخير',
    'what (?:else )?(?:can|could|do) you (?:do|help|know|offer me|mean|need|want)(?: (?:with|for me|from me|about me))?|how (?:can|do|does) (?:you help|this work)(?: me)?',
    '(?:can|could|would|will) you (?:please )?(?:help|repeat|rephrase|say|hear|understand|read|speak|write|explain|hold|wait)(?: (?:me|that|it|this|again|in|to me|a (?:moment|minute|second)))*(?: (?:english|arabic|hindi|spanish))?',
    'do you (?:speak|understand|write|remember)(?: (?:me|in|what|my|our|that|this|english|arabic|hindi|spanish|conversation|name|budget))*',
    'did (?:you|u|i|we) (?:get|receive|read|see|hear|say|tell|ask|write|mention|send|agree|talk|forget)(?: (?:my|me|you|what|that|this|last|first|message|messages|text|texts|question|about|before))*',
    'what (?:did|have|was|were) (?:you|i|we)(?: just)? (?:say|said|tell|told|ask|asked|asking|write|written|mention|mentioned|talk|talking|agree|agreed)(?: (?:me|you|about|before|earlier|again|on))*',
    "(?:what(?:'s| is| was| were)|when(?:'s| is| was)|which (?:is|was)) (?:my|our) (?:own )?\\p{L}+",
    'why (?:do|did|are|would) you (?:\\p{L}+ ){0,2}(?:need|ask|asking|want|know|write|writing|contact|contacting|call|calling|text|texting)(?: (?:me|my|for|that|this|to know|about|budget|name|number|phone|question))*',
    '(?:how|where) (?:did|do|have) you (?:get|got|find|have|know)(?: (?:my|me|number|phone|name|details|contact))*',
    "are you (?:still )?(?:there|here|online|sure|serious)|is (?:anybody|anyone|somebody) there|is this (?:a )?(?:scam|spam|real|joke)|what happens (?:next|now)|what(?:'s| is) next|can i ask(?: you)?(?: a question| something)?",
    'من (?:انت|انتي|انتم|معي|يتكلم|المتكلم)|مين (?:انت|معي)|(?:ما|شو|وش|ايش) (?:اسمك|اسم حضرتك)|اسمك ايه|كيف (?:حالك|الحال|حالكم)|كيفك|ازيك|شلونك|شو اخبارك',
    '(?:ماذا|بماذا|كيف|شو|ايش|بم) (?:يمكنك|تستطيع|تقدر|بتقدر)(?: (?:ان|انك))?(?: (?:تفعل|تساعد|تساعدني|مساعدتي|تعمل|تسوي))?',
    '(?:هل )?(?:تتكلم|تتحدث|تفهم|بتحكي|بتتكلم)(?: (?:ال)?(?:عربيه|عربي|انجليزيه|انجليزي))?|(?:هل )?(?:(?:يمكنك|ممكن|تستطيع|تقدر)(?: ان)? )?(?:تساعدني|مساعدتي|تعيد|تكرر|توضح)(?: ذلك| هذا| السوال)?',
    '(?:لماذا|ليش|ليه) (?:تسال|تسالني|تحتاج|تريد|تكتب|تتصل)(?: (?:عن|الي|لي|هذا|ذلك|رقمي|اسمي|ميزانيتي))*|(?:من اين|كيف) (?:حصلت|جبت)(?: (?:علي|رقمي))*|(?:هل )?وصلتك? (?:رسالتي|رسايلي|رسائلي)',
    '(?:ماذا|ما الذي|شو|ايش) (?:قلت|سالت|كتبت|ذكرت|تقصد|تعني)(?: (?:لك|لي|قبل|سابقا))*|(?:هل )?(?:تتذكر|تذكر|هل قلت لك)(?: \\p{L}+)?|متي (?:موعدي|زيارتي)|(?:ما|كم) (?:هي |هو )?(?:ميزانيتي|اسمي|رقمي)',
    'आप कौन (?:हैं|हो)|आपका नाम(?: क्या है)?|आप कैसे (?:हैं|हो)|आप क्या कर सकते (?:हैं|हो)|aap kaun (?:hain|ho)|aap kaise (?:hain|ho)|aapka naam(?: kya hai)?|aap kya kar sakte (?:hain|ho)',
    '(?:quien|quién) (?:eres|es|es usted)|c[oó]mo (?:te llamas|se llama|est[aá]s?)|qu[eé] (?:puedes|puede) hacer|(?:puedes|puede) ayudarme|hablas? (?:español|ingl[eé]s)|por qu[eé] (?:preguntas?|necesitas?)',
  ].join('|'),
  'gu',
);

/** A sentence that says yes or no to what was asked. */
export const ASSENTS =
  /^(?:yes|yeah|yep|yup|no|nope|sure|certainly|definitely|absolutely|of course|indeed|correct|right|that(?:'s| is) (?:right|correct|true)|it (?:is|does|can|has)|they (?:are|do|can|have)|we (?:do|can|have|are)|you (?:can|may|do)|نعم|اجل|ايوه|اكيد|طبعا|بالتاكيد|بالطبع|لا|كلا|sí|si|claro|por supuesto|हाँ|हां|जी|बिल्कुल|haan|ji|ha)(?![\p{L}\p{M}'-])(?! (?:يمكنني|اعرف|استطيع|املك|problem|idea))/u;

const COURTEOUS = phrases(
  'thanks?|thank you|welcome|hello|hi|hey|good (?:morning|evening|afternoon|question)|glad|happy to|pleasure|nice to|sorry|apologi[sz]e|of course|شكرا|اهلا|مرحبا|السلام|يسعدني|يسرني|سررت|اسف|عذرا|عفوا|gracias|hola|encantad[oa]|lo siento|धन्यवाद|शुक्रिया|नमस्ते|माफ़?|खुशी|shukriya|namaste|dhanyavaad|shukran',
);

/** True for a sentence of good manners. */
export function isCourtesy(sentence: string): boolean {
  return COURTEOUS.test(normaliseText(sentence));
}

const HUMAN =
  '(?:colleagues?|team|teammate|someone|somebody|human|person|specialist|advisor|agent|compañer[oa]|equipo|alguien|(?:ال)?(?:زميل|زملاء|فريق|موظف|مختص|مستشار)(?:ي|ك|نا|ين)?|احد (?:ال)?زملا\\p{L}*|सहकर्मी|टीम|sahkarmi)';
const OFFERS_HUMAN: readonly RegExp[] = [
  phrases(
    `${HUMAN}(?: \\p{L}+){0,3} (?:will|can|could|shall|would|to|le|se|podrá|puede|سوف|يمكنه|उत्तर|बताएँगे|बताएंगे)|(?:ask|have|let|connect|hand|pass|put|transfer|check|confirm|refer|get)(?: \\p{L}+){0,5} ${HUMAN}|${HUMAN}(?: \\p{L}+){0,3} س\\p{L}+|س\\p{L}+(?: \\p{L}+){0,4} ${HUMAN}`,
  ),
  phrases(
    "(?:i|we) (?:do not|don't|cannot|can't|am not|'m not|are not|aren't|could not|couldn't)(?: \\p{L}+){0,2} (?:know|sure|certain|say|tell|answer|find|have that)|i'm (?:not sure|afraid i)|not sure|no information|لا (?:اعرف|اعلم|املك|تتوفر)|لست (?:متاكدا|متاكده|متاكد)|ليس لدي|ليست لدي|no (?:lo )?sé|no estoy segur[oa]|no tengo|मुझे(?: \\p{L}\\p{M}*)* (?:नहीं|पता नहीं)|नहीं पता|mujhe nahi",
  ),
];

/** True for a sentence that offers a person, or owns that the answer is not known. */
export function offersHuman(sentence: string): boolean {
  const said = normaliseText(sentence);
  return OFFERS_HUMAN.some((pattern) => pattern.test(said));
}
