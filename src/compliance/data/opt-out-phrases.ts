/**
 * Opt-out vocabulary, in the normal form of `opt-out-words.ts`: lower case, no accents or vowel marks, no apostrophes, hamza and nukta
 * dropped, words separated by one space. English keywords begin with those that revoke consent by themselves (47 CFR
 * 64.1200(a)(10)); the rest is what people say and what the messaging platforms honour.
 */

/** A message that says only this, politeness and repetition aside. */
export const OPT_OUT_KEYWORDS: readonly string[] = listed(
  'stop, quit, end, revoke, opt out, cancel, unsubscribe',
  'stopall, stop all, optout, remove, remove me, do not call, dont call, do not text, dont text, dnc',
  'no more calls, no more texts, no more messages, never call, delete me, take me off',
  'alto, para, pare, paren, parar, basta, detener, cancelar, cancela, cancele, baja, salir',
  'dar de baja, darme de baja, no llamar, no llame, no llamen, no llames, no mas llamadas',
  'توقف, توقفوا, توقفي, قف, كفي, اوقف, ايقاف, الغاء, الغاء الاشتراك, ازاله, حذف, لا تتصل, لا تتصلوا',
  'बंद करो, बंद करें, बंद कीजिए, बंद कर दो, बंद, रोको, रोकें, स्टॉप, हटाओ, अनसब्सक्राइब',
  'band karo, band kar do, mat karo, mat karna',
);

/** Politeness around a keyword. */
export const FILLERS: readonly string[] = listed(
  'please, pls, plz, ok, okay, now, right now, immediately, no, yes, hey, hi, hello, just, look',
  'i said, thanks, thank you, sir, maam, already, listen, seriously',
  'por favor, gracias, ya, ahora, oiga, oye, senor, senora, bueno, mire, si',
  'من فضلك, رجاء, لو سمحت, لو سمحتم, شكرا, الان, ارجوك, ارجوكم, خلاص',
  'कृपया, प्लीज, अब, भाई, जी, धन्यवाद, बस, अरे, हाँ',
);

/** After a leading "stop" these make it a visit, a halt or a thing, not a wish to be left alone. */
export const NOT_AFTER_STOP: readonly string[] = listed(
  'by, over, off, at, in, near, through, for, and, there, worrying, joking, kidding',
  'sign, light, lights, loss, watch',
);

const CONTACT_EN = 'call|phone|ring|contact|text|message|dial|bother|pester|disturb';
const CONTACTING_EN =
  'calling|phoning|ringing|contacting|texting|messaging|dialing|dialling|emailing|bothering|pestering|harassing|spamming|disturbing';
const CALLS_EN = '(?:phone )?(?:calls|texts|messages|emails)';
const ME_EN = '(?:me|us|my name|my number|my phone number|my details|this number)';
const AGAIN_EN = '(?:again|any ?more|ever)';
/** "Don't call me before six" is a wish about when, not about whether. */
const ONLY_WHEN_EN =
  '(?! (?:before|after|until|till|today|tonight|tomorrow|now|right now|just now|so|during|while|when|if|unless|late|early|by|between|from' +
  '|this (?:morning|afternoon|evening|week|month)|in the (?:morning|afternoon|evening|night)' +
  '|at(?! (?:all|this|my))|on(?! (?:this|my))|sir|maam|mr|mrs|names|a|an|crazy|stupid)(?= |$))';
const NOT_NEGATED_EN = '(?<!(?:^| )(?:dont|do not|never|wont|not|cant|didnt|without) )';
/** "You never call me back" complains of the opposite. */
const NOT_TOLD_EN = '(?<!(?:^| )(?:you|they|he|she|we|why|nobody|people) )';
/** "Opt out of the maintenance plan" is about something else. */
const OF_CALLS_EN = '(?! of (?!(?:all|any|these|this|your|calls|texts|messages|everything|marketing|being)))';

const ENGLISH: readonly string[] = [
  `${NOT_NEGATED_EN}(?:stop|quit|cease) (?:ever |always |constantly )?(?:${CONTACTING_EN})`,
  `${NOT_NEGATED_EN}(?:stop|quit|end|cancel) (?:(?:all|these|those|the|your|this|any|with|sending|me) ){0,4}${CALLS_EN}`,
  `(?:${NOT_TOLD_EN}(?:do not|dont|never)|not to|must not|mustnt|better not) (?:you )?(?:ever |dare |please |you )*(?:${CONTACT_EN}) ` +
    `(?:me|us|this number|this phone|my (?:phone|number|house|home)|here|${AGAIN_EN})${ONLY_WHEN_EN}`,
  `(?:do not|dont|never) (?:ever |you )*(?:${CONTACT_EN}) (?:(?:me|us|here|this number) )?${AGAIN_EN}`,
  `(?:do not|dont) want (?:to (?:be (?:called|contacted|texted|phoned|bothered)|hear from you)|you to (?:${CONTACT_EN})|you (?:${CONTACTING_EN}))${ONLY_WHEN_EN}`,
  `(?:do not|dont) want (?:to (?:receive|get|take) )?(?:(?:any|anymore|more|these|your|such|further) )*${CALLS_EN}${ONLY_WHEN_EN}`,
  `no more ${CALLS_EN}${ONLY_WHEN_EN}`,
  `(?:take|remove|delete|erase|get|scratch|strike) ${ME_EN} (?:off|from|out) (?:(?:of|your|the|this|that|all|any|every|calling|call|contact|marketing|phone|mailing) ){0,5}(?:lists?|database|system|records?|calls|files?|phones?|contacts)`,
  `(?:take|get) ${ME_EN} off(?= ?$| now| please| immediately)`,
  `(?:remove|delete|erase) ${ME_EN}(?= ?$| now| please| immediately| and)`,
  'put (?:me|us|this number|my number) on (?:your |the |a |that )?(?:national )?(?:do not call|dnc|dont call|no call)',
  '(?:on|to) (?:your |the |a )?(?:national )?(?:do not call|dnc) (?:list|registry)',
  `(?:want|like|wish|need|choose|going|have) to opt out${OF_CALLS_EN}`,
  `(?:please|i|we) (?:am |are )?(?:opt|opting) out${OF_CALLS_EN}`,
  '(?:opt|opting) (?:me|us|this number) out',
  '(?:please|want to|like to|i) unsubscribe',
  'unsubscribe (?:me|us|this number|from)',
  '(?:revoke|withdraw|revoking|withdrawing) (?:my |all |any )*(?:consent|permission)',
  '(?:leave|let) (?:me|us) alone(?! with)',
  '(?:lose|forget) (?:my|this) (?:phone )?number',
];

const ONLY_WHEN_ES =
  '(?! (?:hoy|ahora|antes|despues|hasta|manana|tarde|temprano|entre|cuando|si|mientras|esta|este|por la|a la|a las|al|los|el|tan|asi)(?= |$))';
const SPANISH: readonly string[] = [
  `(?:no|nunca|jamas) (?:me|nos) (?:vuelvan?|vuelvas) a (?:llamar|contactar|escribir|molestar|marcar)`,
  `(?:no|nunca|jamas) (?:vuelvan?|vuelvas) a (?:llamarme|llamarnos|contactarme|escribirme|molestarme|llamar|marcarme)`,
  `(?:no|nunca|jamas) (?:me|nos) (?:llam(?:e|en|es|eis)|contact(?:e|en|es)|escrib(?:a|an|as)|molest(?:e|en|es)|marqu(?:e|en|es))${ONLY_WHEN_ES}`,
  `(?<!(?:^| )no )(?:dej(?:e|en|a|ad)|par(?:e|en|a)) de (?:llamar|contactar|escribir|molestar|marcar)(?:me|nos)?`,
  'no quiero (?:recibir )?(?:(?:mas|sus|estas|ninguna|ningun) )*(?:llamadas|mensajes|llamada|mensaje)',
  `no quiero que (?:me|nos) (?:llamen|llame|llames|contacten|contacte|escriban|molesten)${ONLY_WHEN_ES}`,
  '(?:quit(?:e|en|a)|sa(?:que|quen|ca)|elimin(?:e|en|a)|borr(?:e|en|a)|retir(?:e|en|a))(?:me|nos) de (?:la|su|esa|esta|tu) (?:lista|base)',
  '(?:quit(?:e|en|a)|sa(?:que|quen|ca)|elimin(?:e|en|a)|borr(?:e|en|a)) (?:mi numero|este numero|mi telefono)',
  '(?:deme|denme|dame|darme|dar) de baja',
  '(?:deje|dejen|deja)(?:me|nos) en paz',
  'revoco mi consentimiento',
  'no mas (?:llamadas|mensajes)',
];

const ONLY_WHEN_AR =
  '(?! (?:الان|اليوم|غدا|بكره|قبل|بعد(?! (?:الان|اليوم|كده|هذا))|في(?! (?:المستقبل|اي وقت))|الساعه|حتي|عند|عندما|صباحا|مساء|ليلا|اثناء)(?= |$))';
const ARABIC: readonly string[] = [
  `لا (?:تتصل|تتصلوا|تتصلي|تتصلون) (?:بي|بنا|علي|معي|مره|ابدا|مجددا|ثانيه|بعد (?:الان|اليوم)|بهذا الرقم|علي هذا الرقم)${ONLY_WHEN_AR}`,
  `لا (?:تكلمني|تكلموني|تراسلني|تراسلوني|تزعجني|تزعجوني|تخابرني|تهاتفني)${ONLY_WHEN_AR}`,
  `(?:توقف|توقفوا|توقفي|كف|كفوا|امتنع|امتنعوا) عن (?:الاتصال|ازعاجي|ازعاجنا|مراسلتي|التواصل|ارسال|الازعاج|مكالمتي)`,
  `(?:اوقف|اوقفوا|اوقفي|الغ|الغوا|الغي) (?:هذه |كل |جميع )?(?:المكالمات|الاتصالات|الرسائل|اشتراكي|الاشتراك)`,
  `(?:احذف|احذفوا|احذفي|ازل|ازيلوا|امسح|امسحوا|شيل|شيلوا) (?:رقمي|اسمي|هذا الرقم|بياناتي)`,
  `(?:احذفني|احذفوني|ازلني|ازيلوني|شيلني|شيلوني) من`,
  `(?:لا اريد|لا ارغب في|لا نريد|ما ابغي|ما ابي|ما بدي|مش عايز|مش عاوز|مش عايزه|مو عايز) (?:ان |اي |استقبال |تلقي |هذه |المزيد من )*(?:مكالمات|المكالمات|اتصالات|الاتصالات|رسائل|الرسائل|تتصل|تتصلوا|حد يتصل|احد يتصل|اتصالاتكم|مكالماتكم)${ONLY_WHEN_AR}`,
  `(?:متتصلش|ماتتصلش|متتصلوش|ماتتصلوش|ما تتصلش|ما تتصلوش)${ONLY_WHEN_AR}`,
  `ما (?:تتصل|تتصلوا|تتصلون) (?:بي|علي|فيني|عليي|فيي|مره|تاني|ثاني)${ONLY_WHEN_AR}`,
  `بطل(?:وا|ي)? (?:تتصل|تتصلوا|تتصلي|اتصال|تزعجوني|تزعجني)`,
  '(?:اتركني|اتركوني|دعني|دعوني|سيبني|سيبوني|خلوني|خلني)(?: و شاني| وشاني| في حالي| بحالي| لحالي)',
  'اسحب موافقتي',
];

/** In Hindi the time comes first: "call me not" is an opt-out unless a time of day went before it and no "ever again" did. */
const ONLY_WHEN_HI =
  '(?<!(?:^| )(?:अभी|आज|कल|रात|सुबह|शाम|दोपहर|बजे|ऑफिस|हफ्ते)(?: (?:को|में|से|के|पहले|बाद|समय|मुझे|हमें|यहाँ|यहां|तक|वक्त))* )';
const HINDI: readonly string[] = [
  `(?:दोबारा|दुबारा|फिर|कभी|आइंदा|आगे से|अब से|(?:आज|इस|अब) के बाद)(?: [^ ]+){0,3} (?:कॉल|फोन|मैसेज|संपर्क|परेशान|तंग) (?:मत|ना|न|नहीं|नही)`,
  `${ONLY_WHEN_HI}(?:कॉल|फोन|मैसेज|संपर्क|परेशान|तंग) (?:मत|ना|न) (?:करो|करें|करे|करिए|कीजिए|करना|कीजिएगा|करिएगा|किया)`,
  `(?:कॉल|फोन|मैसेज|परेशान|तंग) करना (?:बंद|छोड़|छोड)`,
  '(?:मेरा|हमारा|यह|ये) (?:नंबर|नम्बर|नाम)(?: [^ ]+){0,3} (?:हटा|हटाओ|हटाइए|हटाएं|डिलीट|निकाल|निकालो|निकालिए)',
  '(?:लिस्ट|सूची) से (?:मुझे |मेरा नाम |मेरा नंबर )?(?:हटा|हटाओ|हटाइए|निकाल|निकालो|निकालिए)',
  '(?:कॉल|फोन|मैसेज) नही?ं? चाहिए',
  'मुझे अकेला छोड़? ?(?:दो|दें|दीजिए)',
  '(?<!(?:^| )(?:abhi|aaj|kal|raat|subah|shaam|baje)(?: (?:ko|me|mein|se|ke|pehle|baad|mujhe))* )(?:call|phone|fone|message|msg|pareshan) (?:mat|na) (?:karo|karna|kariye|kijiye|karein|karen|kare|kariyega|kijiyega)',
  '(?:dobara|dubara|phir|kabhi|aage se)(?: [^ ]+){0,3} (?:call|phone|message) (?:mat|na|nahi|nahin)',
  '(?:call|phone|message) karna band',
  '(?:mera|hamara) number(?: [^ ]+){0,3} (?:hata|hatao|nikal|nikalo|delete)',
];

/** Sources of regular expressions, to be found anywhere in a message between word ends. */
export const OPT_OUT_PHRASES: readonly string[] = [...ENGLISH, ...SPANISH, ...ARABIC, ...HINDI];

function listed(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(', '));
}
