import { normaliseText } from '../normalise-text';

/** Alternatives that begin a word, over normalised text; the languages written here put particles before their words, and few behind. */
const any = (...alternatives: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{M}])(?:${alternatives.map(asNormalised).join('|')})`, 'u');

/** A pattern over text as `normaliseText` leaves it; the classes of letters keep their names. */
function asNormalised(pattern: string): string {
  return normaliseText(pattern).replace(/\\p\{([a-z])\}/g, (name) => name.toUpperCase().replace('\\P', '\\p'));
}

/** Particles written together with an Arabic noun. */
const AR = '(?:و|ف)?(?:ال|بال|لل|ل|ب|ك)?';
const AR_WORD = '(?:[\\p{L}\\p{M}]+ ){0,3}';

const ARABIC: readonly RegExp[] = [
  any(
    `(?:و|ف)?(?:تجاهل|انس|انسي|تخط|تخطي|اهمل|الغ|تجاوز|لا تتبع|اترك)(?:ي|وا)? ${AR_WORD}${AR}(?:تعليمات|قواعد|قوانين|قاعده|اوامر|ارشادات|توجيهات|برمجت|ضوابط|شروط)`,
    `${AR}(?:تعليماتك|برمجتك|اوامرك|قواعدك|ارشاداتك)`,
    `${AR}(?:رساله|رسالة|تنبيه|امر|اشعار) (?:من )?(?:ال)?(?:نظام|اداره|مطور|ادمن)`,
    'هذا (?:امر|طلب|توجيه) من (?:ال)?(?:اداره|نظام|مطور|مدير النظام)',
    `${AR}(?:وضع|نمط) (?:ال)?(?:مطور|تصحيح|اختبار|صيانه|ادمن)`,
    '(?:انا|نحن|معك|بصفتي|كوني) (?:ال)?(?:مطورك|مطور (?:ال)?(?:نظام|روبوت|بوت|برنامج)|مبرمجك|مبرمج|صانعك|مدير النظام|مسوول النظام)',
  ),
  any(
    '(?:و|ف)?(?:تظاهر|تخيل|افترض|تصرف|العب|مثل)(?:ي)? (?:ب)?(?:انك|كانك|دور)',
    `(?:سجل|اعتبر|صنف|قيم|ضع|حدد|احسب|امنح|اعط|علم|ادرج|اكتب|خل)(?:ني|نا|ي|لي|يني|ه|ها)? ${AR_WORD}(?:ك|ب)?(?:موهل|عميل موهل|اعلي (?:تقييم|درجه|نقاط|نتيجه|علامه|سكور)|افضل تقييم|تقييم كامل|درجه كامله|العلامه الكامله|علامه مكتمل)`,
    `(?:ال)?(?:نتيجه|درجه|تقييم|سكور|نقاط)(?:ي|تي)? ?(?:[:=]|هي|تكون|الي|لتكون|يكون)? ?(?:100|مائه|ميه)(?!\\d)`,
    `(?:ضع|علم|املا|اعتبر|حدد|اجعل|سجل) ${AR_WORD}(?:جميع|كل) (?:ال)?(?:معايير|حقول|خانات)`,
    `(?:كرر|اعد|انسخ|اطبع|اعرض|اكشف|اظهر|ترجم|اكتب)(?:ي|لي)? ${AR_WORD}(?:كل (?:ما|شيء|شي|النص)|ما (?:هو )?(?:مكتوب|قبل|سبق)|النص|التعليمات|تعليمات)`,
    'كلمه بكلمه',
    `(?:ارقام|بيانات|اسماء|معلومات|محادثات) ${AR_WORD}(?:ال)?(?:عملاء|زباين|زبائن|مستخدمين) (?:ال)?(?:اخرين|باقي|ثاني|سابقين)`,
    '(?:برومبت|بروبت|سيستم برومبت|البرومبت)',
  ),
];

const HI = '(?:[\\p{L}\\p{M}\\p{N}]+ ){0,4}';

const HINDI: readonly RegExp[] = [
  any(
    `(?:निर्देश|नियम|आदेश|दिशानिर्देश|प्रॉम्प्ट|हिदायत)[\\p{L}\\p{M}]* ${HI}(?:अनदेख|अनदेखी|भूल|छोड़|नज़रअंदाज़|नजरअंदाज|तोड़|मत मान|रद्द)`,
    `(?:अनदेख|भूल|नज़रअंदाज़|नजरअंदाज)[\\p{L}\\p{M}]* ${HI}(?:निर्देश|नियम|आदेश)`,
    '(?:तुम्हारे|अपने|आपके|तेरे) (?:सारे |सभी |गुप्त |असली )?(?:निर्देश|सिस्टम|प्रॉम्प्ट)',
    '(?:सिस्टम|प्रबंधन|एडमिन|डेवलपर) (?:का |की )?(?:संदेश|सन्देश|मैसेज|आदेश|मोड|प्रॉम्प्ट|ओवरराइड|सूचना)',
    '(?:मैं|हम) (?:तुम्हारा|तुम्हारी|आपका|आपकी|तेरा|इस (?:सिस्टम|बॉट) का) (?:डेवलपर|निर्माता|मालिक|एडमिन|बॉस|प्रोग्रामर)',
    'डेवलपर मोड',
  ),
  any(
    '(?:मान लो|मान लीजिए|कल्पना करो|नाटक करो|समझो|दिखावा करो) कि (?:तुम|आप|तू)',
    `(?:सबसे (?:ऊँच|ऊंच|ज़्यादा|ज्यादा|अच्छ)[\\p{L}\\p{M}]*|पूरा|पूरे|फुल) (?:स्कोर|अंक|रेटिंग|नंबर) ${HI}(?:दो|दे|दीजिए|कर दो|मान)`,
    `(?:स्कोर|अंक|रेटिंग) ${HI}(?:100|सौ)(?!\\d)|(?:100|सौ) (?:अंक|स्कोर|पॉइंट|में से 100)`,
    `(?:योग्य|क्वालिफाइड|क्वालीफाइड|क्वालिफ़ाइड|हॉट लीड) ${HI}(?:घोषित|मार्क|दर्ज|मान लो|बना दो|चिह्नित)`,
    `(?:सभी|सारे|हर) (?:मानदंड|मापदंड|फ़ील्ड|फील्ड)[\\p{L}\\p{M}]* ${HI}(?:पूर|मान|मार्क|भर|सही)`,
    '(?:शब्दशः|हूबहू|अक्षरशः|शब्द दर शब्द)',
    '(?:इस|ऊपर|इसके) (?:पंक्ति|लाइन|लिखा|से पहले)[\\p{L}\\p{M}]* (?:से पहले |लिखा |सब |सारा )*(?:लिखा|कुछ|टेक्स्ट|दोहरा|दिखा|छाप)',
    `(?:दूसरे|अन्य|बाकी) (?:सभी )?(?:ग्राहक|कस्टमर|लीड)[\\p{L}\\p{M}]* ${HI}(?:नंबर|फ़ोन|फोन|डेटा|डिटेल|जानकारी|सूची)`,
  ),
  any(
    `(?:nirdesh|instructions?|rules?|niyam|prompt|guidelines?) (?:[a-z]+ ){0,3}(?:bhool|bhul|ignore kar|chhod|chod|mat maan|bhula)`,
    '(?:maan|man) (?:lo|lijiye) ki (?:tum|aap|tu)',
    '(?:score|rating|marks?) (?:[a-z]+ ){0,3}(?:100|full|poora|pura|sau) (?:kar|de|do|rakh|set)|(?:100|full|sau) (?:ka )?(?:score|rating|marks) (?:de|do|kar)',
    '(?:mujhe|mereko|isko|lead ko) (?:[a-z]+ ){0,2}(?:qualified|hot lead|hot) (?:mark |set |bana|kar|maan|likh)',
    '(?:tumhara|aapka|tera) (?:[a-z]+ ){0,1}(?:developer|admin|malik|creator|boss|programmer)',
  ),
];

const ARABIZI: readonly RegExp[] = [
  any(
    `(?:insa|ensa|ensi|insi|itjahal|tajahal|tgahal|etgahel|sibak men|seebak men|fakes|fakkes|la tetba3) (?:[a-z0-9]+ ){0,3}(?:el ?|al ?|l ?)?(?:ta3limat|t3limat|taalimat|ta3leemat|rules|qawa3ed|2awa3ed|awamer|instructions|kalam elly|kalam elli|system|prompt)`,
    '(?:ta3limatak|ta3leematak|ta3limatek|awamrak|el prompt|elprompt|system prompt|prompt bta3ak)',
    '(?:admin|developer|debug) (?:mode|override|prompt)|(?:system|admin|developer) message ?[:>]|(?:wad3|mode) el (?:developer|motawer|mtawer)',
    '(?:ana|e7na|ma3ak) (?:el |al )?(?:developer|programmer|mobarmeg|mtawer|motawer|admin) (?:bta3ak|bta3 el (?:bot|system))',
    '(?:etkhayyel|et5ayel|et5ayal|takhayal|etkhayal|ifred|efred|2efred|mathel|e3mel nafsak|ka2ennak|2al3ab dor|el3ab door) (?:ennak|enak|inak|innak|nafsak|7alak|dor|el dor)',
  ),
  any(
    `(?:eddini|edini|e3tini|a3tini|3tini|7ott|7ot|7otelli|7ottelli|saggel|saggelni|sagel|sagelni|e7sebni|7esebni|e3teberni|i3teberni|2ayemni|khallini|5allini) (?:[a-z0-9]+ ){0,4}(?:a3la (?:score|da2raga|daraga|ta2yeem|taqyeem)|score|qualified|mo2ahal|mo2ahhal|criteria|hot lead)`,
    '(?:score|el score|da2raga|darage|daraja) ?(?:[:=]|yeb2a|tkoon|b|ykoon)? ?(?:100|full|kamel)(?!\\d)',
    'kol (?:el |al )?(?:criteria|ma3ayeer|ma3ayir|fields)',
    '(?:karrar|karar|3eed|e3eed|etba3|etb3|warrini|warini|farrejni|2olli|olli) (?:[a-z0-9]+ ){0,2}(?:kol |koll )?(?:elly|elli|el kalam|el nas) (?:[a-z0-9]+ ){0,2}(?:maktoob|maktoub|foo2|fo2|2abl|abl)',
    '(?:kelma b ?kelma|kilma b ?kilma|7arf b ?7arf)',
    '(?:ar2am|arqam|data|asami|asamy) (?:[a-z0-9]+ ){0,2}(?:el |al )?(?:3omala|3omla|zabayen|customers|nas) (?:el |al )?(?:tanyin|tanyeen|tanieen|baqi|ba2y|okhra)',
  ),
];

/** Somebody else's turn within a message. */
const LABELLED = /(?:^|[.!?؟।،] )(?:النظام|المساعد|الوكيل|الموظف الالي|सिस्टम|सहायक|एजेंट) ?[:：]/u;

/** Other languages of people who try: Spanish, French, German, Portuguese. */
const ELSEWHERE: readonly RegExp[] = [
  /\b(?:ignora|ignore|ignorez|olvida|olvide|oublie|oubliez|vergiss|ignoriere|esqueça|ignore as)\b.{0,30}\b(?:instrucciones|reglas|instructions|règles|consignes|anweisungen|regeln|instruções|regras)\b/u,
  /\b(?:marca|califica)(?:me)?\b.{0,20}\b(?:calificado|cualificado)\b/,
];

/** Talk to the machine about its work in the languages beside English that agents speak, in their scripts and in Latin letters. */
export const FOREIGN_ORDERS: readonly RegExp[] = [...ARABIC, ...HINDI, ...ARABIZI, ...ELSEWHERE, LABELLED];
