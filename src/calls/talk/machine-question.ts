import { plainWords } from './plain-words';

/**
 * Questions whether a machine speaks, and answers that deny it, in English, Spanish, Arabic, Hindi and Hindi in Latin letters. Written
 * for `plainWords` text. A question too many is answered with the truth, which does no harm; so these are read generously.
 */
const BEING: Readonly<Record<'en' | 'es' | 'ar' | 'hi' | 'hinglish', string>> = {
  en: 'ro?bot|bot|machine|computer|ai|a i|artificial intelligence|artificial|automated|automatic|recording|prerecorded|human|humans|real|live|person|chat ?gpt|virtual|man or a machine|software|program',
  es: 'robot|bot|maquina|computadora|ordenador|ia|inteligencia artificial|grabacion|humano|humana|persona|real|automatic[oa]|contestador',
  ar: 'روبوت|الي|اليه|اله|ماكينه|كمبيوتر|ذكاء اصطناعي|الذكاء الاصطناعي|تسجيل|مسجل|مسجله|انسان|بشر|بشري|شخص|حقيقي|حقيقيه|بني ادم|بوت',
  hi: 'रोबोट|मशीन|कंप्यूटर|कम्प्यूटर|एआई|ए आई|रिकॉर्डिंग|इंसान|इन्सान|असली|आदमी|मनुष्य|बॉट|ऑटोमेटेड',
  hinglish: 'robot|bot|machine|computer|ai|recording|insaan|insan|asli|aadmi|real|human',
};

const ASKS: readonly RegExp[] = [
  words(
    `(?:are|r|aint|arent) (?:you|u|ya|we talking to|you sure you are|you sure youre) (?:\\w+ ){0,4}(?:${BEING.en})`,
  ),
  words(`(?:is|isnt) (?:this|that|it|there) (?:\\w+ ){0,4}(?:${BEING.en})`),
  words(
    `(?:am i|are we|i am|im|were) (?:\\w+ )?(?:talking|speaking|chatting) (?:to|with) (?:\\w+ ){0,3}(?:${BEING.en})`,
  ),
  words(
    `(?:you are|youre|ur|you sound|this is|it is|its|this sounds|you must be|you have got to be) (?:\\w+ ){0,4}(?:ro?bot|bot|machine|computer|ai|recording|automated|human|real person)`,
  ),
  words(`(?:do you|are you) (?:\\w+ ){0,3}(?:have a pulse|breathe|exist)`),
  words(
    `(?:eres|es usted|usted es|tu eres|sera|es|seras|no seras|no eres|hablo con|hablando con|esto es|esta es) (?:\\w+ ){0,4}(?:${BEING.es})`,
  ),
  words(
    `(?:انت|انتي|انتم|هذا|هذه|هل|اتكلم مع|اتحدث مع|اكلم|بكلم|حضرتك|انتا|مع) (?:[\\p{L}\\p{M}]+ ){0,3}(?:${BEING.ar})`,
  ),
  words(`(?:आप|तुम|क्या|यह|ये|तू|मैं|किसी) (?:[\\p{L}\\p{M}]+ ){0,4}(?:${BEING.hi})`),
  words(`(?:aap|tum|kya|yeh|ye|tu|kisi) (?:\\w+ ){0,4}(?:${BEING.hinglish})`),
  new RegExp(
    `^(?:a |an |un |una |wait |so |ya |please |tell me )*(?:ro?bot|bot|machine|ai|human|real person|maquina|humano|روبوت|انسان|रोबोट|मशीन|इंसान)(?: or (?:a )?(?:human|machine|person|robot))?$`,
    'u',
  ),
];

const DENIES: readonly RegExp[] = [
  words(
    '(?:i am|im|yes i am|this is) (?:(?!not\\b|no\\b|an? ai\\b)\\w+ ){0,3}(?:human|humans|person|real person|real human|human being|man|woman)',
  ),
  words(
    '(?:i am|im|this is) (?:\\w+ )?(?:not|never) (?:\\w+ ){0,2}(?:robot|bot|machine|computer|ai|recording|automated|artificial|virtual)',
  ),
  words('(?<!no )(?:soy|le habla|yo soy) (?:(?!no\\b)\\w+ ){0,3}(?:human[oa]|persona)'),
  words('no soy (?:\\w+ ){0,2}(?:robot|bot|maquina|ia|inteligencia artificial|computadora|ordenador|grabacion)'),
  words('انا (?:[\\p{L}\\p{M}]+ )?(?:انسان|بشر|شخص|بني ادم)'),
  words('(?:لست|مش|ما انا|ماني|مو) (?:[\\p{L}\\p{M}]+ )?(?:روبوت|روبوتا|اله|ماكينه|ذكاء|ذكاءا|كمبيوتر|تسجيل|تسجيلا)'),
  words('मैं (?:[\\p{L}\\p{M}]+ ){0,2}(?:इंसान|इन्सान|व्यक्ति|मनुष्य|आदमी) (?:हूँ|हूं|ही)'),
  words('मैं (?:[\\p{L}\\p{M}]+ ){0,2}(?:रोबोट|मशीन|एआई|कंप्यूटर|बॉट) नहीं'),
  words('(?:main|mai|mein) (?:\\w+ ){0,2}(?:insaan|insan|aadmi) (?:hoon|hun|hu)'),
];

/** True when somebody asks, or wonders aloud, whether a machine speaks. */
export function asksWhetherMachine(text: string): boolean {
  const said = plainWords(text);
  return ASKS.some((question) => question.test(said));
}

/** "I'm Maya, a real person": a claim across a comma. */
const INTRODUCES_A_PERSON = words(
  '(?:i am|im|this is) (?:(?!not\\b|no\\b|an?\\b)\\w+ ){1,2}an? (?:real )?(?:human|person|human being|man|woman)',
);

/** True when the words say that a human being speaks, or that no machine does. */
export function deniesMachine(text: string): boolean {
  const sentences = text.split(/[.!?;؟؛।\n]+/u);
  return (
    sentences.some((sentence) => INTRODUCES_A_PERSON.test(plainWords(sentence))) ||
    sentences.flatMap(clausesOf).some((clause) => DENIES.some((denial) => denial.test(plainWords(clause))))
  );
}

/** "I am an AI assistant, not a person": a claim stands in one clause. */
function clausesOf(sentence: string): string[] {
  return sentence.split(/[,،]+/u);
}

function words(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{M}])(?:${pattern})(?![\\p{L}\\p{M}])`, 'u');
}
