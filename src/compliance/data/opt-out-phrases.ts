/**
 * Opt-out vocabulary, in the normal form of `opt-out-words.ts`: lower case, no accents or vowel marks, no apostrophes, hamza and nukta
 * dropped, words separated by one space. English keywords begin with those that revoke consent by themselves (47 CFR
 * 64.1200(a)(10)); the rest is what people say and what the messaging platforms honour.
 */

/** A text that says only this, politeness and repetition aside; said aloud too, but for `EVERYDAY_WORDS`. */
export const OPT_OUT_KEYWORDS: readonly string[] = listed(
  'stop, quit, end, revoke, opt out, cancel, unsubscribe',
  'stopall, stop all, optout, remove, remove me, do not call, dont call, do not text, dont text, dnc',
  'do not contact, dont contact, no call, no calls, no texts, no messages, no more, no mas',
  'no more calls, no more texts, no more messages, never call, never text, delete me, take me off, cease, desist, cease and desist',
  'stopp, stopit, stopcalling, stoptexting, stopmessages, unsub, unsubcribe, unsuscribe, unsubscribe me, unsubscribe all, remove all, opt me out, opted out, stp, sotp, stpo',
  'arret, arreter, arretez, desabonner, desinscrire',
  'alto, para, pare, paren, parar, basta, detener, detenga, detengan, cancelar, cancela, cancele, cancelen, baja, salir, fin',
  'dar de baja, darme de baja, darse de baja, no llamar, no llame, no llamen, no llames, no mas llamadas, no mas mensajes, no molestar',
  'no contactar, no escribir, no textos, desuscribir, desuscribirme, desuscribirse, anular, anular suscripcion, cancelar suscripcion',
  'terminar, quitar, eliminar, eliminarme, borrar, borrarme, revocar, revoco, quitenme, borrenme, saquenme, eliminenme',
  'توقف, توقفوا, توقفي, قف, وقف, وقفوا, كفي, كفايه, اوقف, اوقفوا, ايقاف, الغاء, الغ, الغوا, الغاء الاشتراك, الغاء اشتراكي, انهاء, ستوب',
  'ازاله, حذف, احذفني, احذفوني, ازيلوني, لا تتصل, لا تتصلوا, لا تتصلي, لا ترسل, لا ترسلوا, لا تراسل, لا تراسلوا, لا اتصال, لا رسايل, عدم الاتصال, لا تتواصل, لا تتواصلوا, لا تتواصلي, وقف الاتصال',
  'बंद करो, बंद करें, बंद कीजिए, बंद करिए, बंद कर दो, बंद कर दें, बंद कर दीजिए, बंद, रोको, रोकें, रोकिए, रोक दो, रोक दें, बस करो, बस करें, बस कीजिए',
  'स्टॉप, स्टाप, स्टोप, हटाओ, हटाएं, हटाइए, हटा दो, हटा दें, हटा दीजिए, मत करो, मत करना, अनसब्सक्राइब, सदस्यता समाप्त, ऑप्ट आउट, रद्द, रद्द करें, रद्द करो',
  'band karo, band karein, band kare, band kijiye, band kariye, band kar do, band kar dijiye, band kro, bandh karo, mat karo, mat karna',
  'फोन बंद करो, फोन बंद करें, फोन बंद कीजिए, फोन बंद कर दो, फोन बंद कर दीजिए',
  'bas karo, bas kijiye, rok do, roko, hatao, hata do, hata dijiye, call mat, message mat',
  'wa2fo, wa2efo, waqfo, wagfo, batalo, battalo, detener promociones',
);

/**
 * Keywords that are also everyday answers ("high floor or low?" — "alto"): an opt-out as a whole text, where people know the word as a
 * command, but not aloud.
 */
export const EVERYDAY_WORDS: readonly string[] = listed(
  'no more, no call, no calls, opted out, para, parar, baja, salir, fin, terminar, quitar, eliminar, borrar, anular, no mas',
  'حذف, ازاله, وقف, وقف الاتصال, كفايه, انهاء, बंद, रद्द, arret, stp',
  'फोन बंद करो, फोन बंद करें, फोन बंद कीजिए, फोन बंद कर दो, फोन बंद कर दीजिए',
);

/** Keywords that may stand between commas without being a command ("we will cancel, end, or move it"). */
export const NOT_AMONG_OTHERS: readonly string[] = listed(
  'end, quit, cancel, cease, desist, revoke, remove, alto, basta, cancelar, cancela, cancele, cancelen, pare, كفي, قف, الغاء, الغ',
);

/** "Do not stop": a "no" that belongs to its word, unless a comma stands between them. */
export const NEGATED_KEYWORDS: readonly string[] = listed(
  'no pare, no paren, no detenga, no detengan, no cancele, no cancelen, no cancela, no quit',
);

/** A text that says only this asks who writes. */
export const HELP_KEYWORDS: readonly string[] = listed(
  'help, info, helpme, help me, ayuda, informacion, مساعده, معلومات, मदद, सहायता, जानकारी, madad',
);

/** A text that says only this asks for messages again. It is no written agreement to be contacted. */
export const RESUME_KEYWORDS: readonly string[] = listed('start, unstop');

/** Politeness around a keyword. */
export const FILLERS: readonly string[] = listed(
  'please, pls, plz, ok, okay, now, right now, immediately, yes, hey, hi, hello, just, look',
  'i said, thanks, thank you, sir, maam, already, listen, seriously',
  'por favor, gracias, ya, ahora, oiga, oye, senor, senora, bueno, mire, si',
  'من فضلك, من فضلكم, رجاء, الرجاء, لو سمحت, لو سمحتم, لو سمحتوا, شكرا, لا شكرا, الان, ارجوك, ارجوكم, خلاص',
  'कृपया, प्लीज, अब, भाई, जी, धन्यवाद, अरे, हाँ',
);

/** Politeness that is part of some keywords: "no, stop", and "no calls". */
export const FILLERS_OF_KEYWORDS: readonly string[] = listed('no, बस');

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
  '(?! (?:before|after|until|till|today|tonight|tomorrow|now|right now|just now|so|during|while|when|if|unless|late|early|by|between|from(?! (?:you|your|anybody|anyone|this company))' +
  '|this (?:morning|afternoon|evening|week|month)|in the (?:morning|afternoon|evening|night)' +
  '|at(?! (?:all|this|my))|on(?! (?:this|my))|sir|maam|mr|mrs|names|a|an|crazy|stupid)(?= |$))';
const NOT_NEGATED_EN = '(?<!(?:^| )(?:dont|do not|never|wont|not|cant|didnt|without) )';
/** "You never call me back" complains of the opposite. */
const NOT_TOLD_EN = '(?<!(?:^| )(?:you|they|he|she|we|why|nobody|people) )';
/** "Opt out of the maintenance plan" is about something else. */
const OF_CALLS_EN = '(?! of (?!(?:all|any|these|this|your|calls|texts|messages|everything|marketing|being)))';

const UNWANTED_EN = '(?:(?:do not|dont) (?:want|wish|care)|(?:no longer) (?:want|wish|care))';

const ENGLISH: readonly string[] = [
  `${NOT_NEGATED_EN}(?:stop|quit|cease) (?:ever |always |constantly )?(?:${CONTACTING_EN})`,
  `${NOT_NEGATED_EN}(?:stop|quit|end|cancel) (?:(?:all|these|those|the|your|this|any|with|sending|me) ){0,4}${CALLS_EN}`,
  `(?:${NOT_TOLD_EN}(?:do not|dont|never)|not to|must not|mustnt|better not) (?:you )?(?:ever |dare |please |you )*(?:${CONTACT_EN}) ` +
    `(?:me|us|this number|this phone|my (?:phone|number|house|home)|here|${AGAIN_EN})${ONLY_WHEN_EN}`,
  `(?:do not|dont|never) (?:ever |you )*(?:${CONTACT_EN}) (?:(?:me|us|here|this number) )?${AGAIN_EN}`,
  `${UNWANTED_EN} (?:to (?:be (?:called|contacted|texted|phoned|bothered)|hear from you)|you to (?:${CONTACT_EN})|you (?:${CONTACTING_EN}))${ONLY_WHEN_EN}`,
  `${UNWANTED_EN} (?:to (?:receive|get|take) )?(?:(?:any|anymore|more|these|your|such|further) )*${CALLS_EN}${ONLY_WHEN_EN}`,
  `no more ${CALLS_EN}${ONLY_WHEN_EN}`,
  `(?:take|remove|delete|erase|get|scratch|strike) ${ME_EN} (?:off|from|out) (?:(?:of|your|the|this|that|all|any|every|calling|call|contact|marketing|phone|mailing) ){0,5}(?:lists?|database|system|records?|calls|files?|phones?|contacts)`,
  `(?:take|get) ${ME_EN} off(?= ?$| now| please| immediately)`,
  `(?:remove|delete|erase) ${ME_EN}(?= ?$| now| please| immediately| and)`,
  'put (?:me|us|this number|my number) on (?:your |the |a |that )?(?:national )?(?:do not call|dnc|dont call|no call)',
  '(?:be|get|me|us|number) (?:removed|deleted|erased|taken) (?:off|from|out of) (?:(?:your|the|this|that|all|any|calling|call|contact|marketing|phone|mailing) ){0,5}(?:lists?|database|system|records?)',
  '(?:on|to) (?:your |the |a )?(?:national )?(?:do not call|dnc) (?:list|registry)',
  `(?:want|like|wish|need|choose|going|have) to opt out${OF_CALLS_EN}`,
  `(?:please|i|we) (?:am |are )?(?:opt|opting) out${OF_CALLS_EN}`,
  `(?:im|we are|were|i have|i) (?:already )?(?:opting|opted) out${OF_CALLS_EN}`,
  '(?:opt|opting) (?:me|us|this number) out',
  '(?:please|want to|like to|i) unsubscribe',
  'unsubscribe (?:me|us|this number|from)',
  '(?:revoke|withdraw|revoking|withdrawing) (?:my |all |any )*(?:consent|permission)',
  '(?:not interested|wrong (?:number|person)|no thank you|no thanks|who is this|already (?:sold|bought)) (?:please )?stop(?= ?$)',
  '(?:consent|permission) (?:is|has been|was) (?:hereby )?(?:withdrawn|revoked)',
  '(?:do not|dont|never|did not|didnt) (?:consent|consented|agree|agreed) to (?:be|being|these|your|any|receive|receiving|get|getting) ?(?:any |more |these |your )*(?:called|contacted|texted|calls|texts|messages|contact)',
  '(?:i|we) (?:do not|dont) consent(?= ?$)',
  `(?:do not|dont|no longer) have (?:my |our |the |any )*(?:permission|consent|authorization|authorisation) to (?:${CONTACT_EN})`,
  `(?:rather|prefer) (?:that )?you (?:did not|didnt|do not|dont|not) (?:${CONTACT_EN}) (?:me|us|here)${ONLY_WHEN_EN}`,
  `(?:do not|dont) bother (?:${CONTACTING_EN})${ONLY_WHEN_EN}`,
  `${NOT_NEGATED_EN}(?:stop|end|cease|discontinue|halt) (?:(?:all|any|these|this|the|your|further) )*(?:contact|communications?|${CALLS_EN})`,
  `${NOT_NEGATED_EN}(?:discontinue|halt) (?:${CONTACTING_EN})`,
  'no (?:further|more) (?:contact|communications?)',
  '(?:remove|delete|erase|destroy) (?:all )?(?:of )?my (?:personal )?(?:info|information|data|contact (?:info|information|details)|records?)',
  'cancel (?:my |this |the )?(?:text |sms |message )?subscription(?= ?$| please| now)',
  'again (?:and|or) (?:ill|i will|im|i am|im going to) (?:sue|suing|report|reporting|call(?:ing)? (?:the police|my lawyer|a lawyer|my attorney)|get(?:ting)? a lawyer)',
  '(?:ill|i will|im|i am|im going to|going to) (?:sue|report|reporting|suing) (?:you|your company|this number)',
  'if you (?:ever )?(?:call|text|contact) (?:me |us )?again (?:ill|i will|im|i am|we will) (?:sue|report|call|calling|file|filing)',
  'let me be(?= ?$)',
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
  'no (?:quiero|deseo) (?:recibir )?(?:(?:mas|sus|estas|ninguna|ningun) )*(?:llamadas|mensajes|llamada|mensaje)',
  `no (?:quiero|deseo|autorizo) (?:a )?que (?:me|nos) (?:llamen|llame|llames|contacten|contacte|escriban|molesten)${ONLY_WHEN_ES}`,
  '(?:quit(?:e|en|a)|sa(?:que|quen|ca)|elimin(?:e|en|a)|borr(?:e|en|a)|retir(?:e|en|a))(?:me|nos) de (?:la|su|esa|esta|tu) (?:lista|base)',
  '(?:quit(?:e|en|a)|sa(?:que|quen|ca)|elimin(?:e|en|a)|borr(?:e|en|a)) (?:mi numero|este numero|mi telefono)',
  '(?:deme|denme|dame|darme|dar) de baja',
  '(?:deje|dejen|deja)(?:me|nos) (?:en paz|tranquil[oa]s?)',
  '(?:revoco|retiro|anulo) (?:mi|el|todo) (?:consentimiento|permiso)',
  'no (?:doy|di) (?:mi |el )?(?:consentimiento|permiso|autorizacion)(?= ?$| para (?:que|llamar|estas|sus))',
  'no (?:quiero|deseo) ser (?:contactad[oa]|llamad[oa])',
  '(?:lista|registro) de no (?:llamar|llamadas|molestar)',
  'no (?:me |nos )?molest(?:e|en|es) (?:mas|nunca)',
  'no (?:me|nos) (?:mand|envi)(?:e|en|es) (?:mas )?(?:mensajes|textos|sms|nada)',
  '(?:nunca|jamas) mas (?:me|nos) (?:llam|contact|molest)(?:e|en|es)',
  '(?:elimin|borr)(?:e|en|a|ar) (?:todos )?mis datos',
  'cancel(?:e|en|a|o|ar) (?:mi|la) suscripcion(?= ?$| por favor)',
  '(?:olvid(?:e|en|a|ese|ense|ate)(?: de)?|pierd(?:a|an|e)) mi (?:numero|telefono)',
  'no mas (?:llamadas|mensajes)',
];

/** Also behind whom it is about: "do not call me now". */
const ONLY_WHEN_AR =
  '(?!(?: (?:بي|بيا|بنا|فيني|علي|معي|معايا|معنا))? (?:الان|الحين|هلا|دلوقتي|اليوم|النهارده|غدا|بكره|يوم|قبل|بعد(?! (?:الان|اليوم|كده|هذا))|في(?! (?:المستقبل|اي وقت))|الساعه|حتي|عند|عندما|صباحا|الصبح|مساء|ليلا|بالليل|اثناء|الا)(?= |$))';
/** "Why do you not call me" complains of the opposite. */
const NOT_ASKED_AR = '(?<!(?:^| )(?:لماذا|ليش|ليه|لم) )';
const NOT_NEGATED_AR = '(?<!(?:^| )(?:لا|ما|لن|لم|بدون|دون) )';
const ARABIC: readonly string[] = [
  `${NOT_ASKED_AR}لا (?:تتصل|تتصلوا|تتصلي|تتصلون) (?:بي|بيا|فيني|فيي|بنا|علي|معي|مره|ابدا|مجددا|ثانيه|بعد (?:الان|اليوم)|بهذا الرقم|علي هذا الرقم)${ONLY_WHEN_AR}`,
  `لا (?:تكلمني|تكلموني|تراسلني|تراسلوني|تزعجني|تزعجوني|تخابرني|تهاتفني)${ONLY_WHEN_AR}`,
  `(?:توقف|توقفوا|توقفي|كف|كفوا|امتنع|امتنعوا) عن (?:الاتصال|ازعاجي|ازعاجنا|مراسلتي|التواصل|ارسال|الازعاج|مكالمتي)`,
  `(?:اوقف|اوقفوا|اوقفي|الغ|الغوا|الغي) (?:هذه |كل |جميع )?(?:المكالمات|الاتصالات|الرسايل|اشتراكي|الاشتراك)`,
  `(?:احذف|احذفوا|احذفي|ازل|ازيلوا|امسح|امسحوا|شيل|شيلوا) (?:رقمي|اسمي|هذا الرقم|بياناتي)`,
  `(?:احذفني|احذفوني|ازلني|ازيلوني|شيلني|شيلوني) من`,
  `(?:لا اريد|لا ارغب في|لا نريد|ما ابغي|ما ابي|ما بدي|مش عايز|مش عاوز|مش عايزه|مو عايز) (?:ان |اي |استقبال |تلقي |هذه |المزيد من )*(?:مكالمات|المكالمات|اتصالات|الاتصالات|رسايل|الرسايل|تتصل|تتصلوا|حد يتصل|احد يتصل|اتصالاتكم|مكالماتكم|حد يكلمني|احد يكلمني)${ONLY_WHEN_AR}`,
  `(?:متتصلش|ماتتصلش|متتصلوش|ماتتصلوش|ما تتصلش|ما تتصلوش)${ONLY_WHEN_AR}`,
  `ما (?:تتصل|تتصلوا|تتصلون) (?:بي|علي|فيني|عليي|فيي|مره|تاني|ثاني)${ONLY_WHEN_AR}`,
  `بطل(?:وا|ي)? (?:تتصل|تتصلوا|تتصلي|اتصال|تزعجوني|تزعجني)`,
  '(?:اتركني|اتركوني|دعني|دعوني|سيبني|سيبوني|خلوني|خلني)(?: و شاني| وشاني| في حالي| بحالي| لحالي)',
  '(?:اسحب|سحبت|الغي|الغيت) موافقتي',
  `(?:ارجو|الرجاء|رجاء|برجاء|يرجي|اطلب|اريد|قايمه) (?:منكم |منك )?عدم (?:الاتصال|التواصل|ارسال|ازعاجي|ازعاجنا|مراسلتي)${ONLY_WHEN_AR}`,
  'لا (?:ترسل|ترسلوا|ترسلي|تبعث|تبعثوا|تبعت|تبعتوا) (?:لي |الي |لنا )?(?:اي |المزيد من |مزيدا من )?(?:رسايل|الرسايل|شييا|شيء|شي)',
  `${NOT_NEGATED_AR}اريد (?:الغاء|ايقاف) (?:الاشتراك|اشتراكي|الرسايل|المكالمات)`,
  `لا (?:ارغب|اوافق|اقبل) (?:في |علي )?(?:الاتصال|التواصل|المكالمات|الرسايل)${ONLY_WHEN_AR}`,
  `(?:ما ابغاك|ما ابغاكم|ما ابيك|ما ابيكم|لا اريدك ان|لا اريدكم ان) (?:تتصل|تتصلوا|تتصلون|تكلمني|تكلموني)(?: فيني| بي| علي)?${ONLY_WHEN_AR}`,
  `لا تدق(?:وا|ين|ون)? (?:علي|علينا)${ONLY_WHEN_AR}`,
  `${NOT_ASKED_AR}لا تتواصل(?:وا|ي|ون)? (?:معي|معنا|معاي|معايا|وياي|مره|ابدا|مجددا|ثانيه|بعد (?:الان|اليوم)|علي هذا الرقم)(?! (?:عبر|علي) (?:ال)?(?:ايميل|بريد))${ONLY_WHEN_AR}`,
];

const STOP_AR = 'ا?وقف(?:وا|ي)?|توقفوا|توقفي|ايقاف|بطل(?:وا|ي)?|الغ(?:وا|ي|اء)?|كفي|كفايه';
const CALLS_AR = '(?:ال|هال)?(?:رسايل|مكالمات|اتصالات|مراسلات)(?:كم)?';
const WISH_AR =
  'ارجو|نرجو|برجاء|يرجي|اطلب|نطلب|اريد|نريد|اود|ابغي|ابغا|ابي|بدي|عايز|عايزه|عاوز|عاوزه|ممكن|منكم|منك|مش مهتم|مو مهتم|غير مهتم|لست مهتما|لست مهتم';
/** About whom, which and for how long. */
const OF_WHAT_AR =
  'بي|بنا|فيني|فيا|علي|علينا|معي|معنا|لي|الي|عني|عن رقمي|علي رقمي|لرقمي|علي هذا الرقم|لهذا الرقم|منكم|كلها|نهاييا|فورا|حالا|تماما|ابدا|بعد اليوم|بعد الان|مره اخري|مره ثانيه|الترويجيه|التسويقيه|الدعاييه|الاعلانيه|النصيه';
const CLAUSES_AR: readonly string[] = [
  `(?:(?:${WISH_AR}) ){0,3}(?:${STOP_AR}) (?:(?:كل|جميع|هذه|هذي|هاي|ارسال|استقبال) ){0,2}${CALLS_AR}(?: (?:${OF_WHAT_AR})){0,3}`,
  `(?:(?:${WISH_AR}) ){0,3}(?:ا?وقفوا|اوقف|ا?وقفي|ايقاف|بطلوا|توقفوا) (?:الاتصال|الارسال|التواصل|المراسله)(?: (?:${OF_WHAT_AR})){0,3}`,
  `(?:(?:${WISH_AR}) ){0,3}عدم (?:الاتصال|التواصل|الارسال|المراسله|ازعاجي|مراسلتي)(?: (?:${OF_WHAT_AR})){0,3}`,
  '(?:ايقاف|وقف|اوقف|اوقفوا|وقفوا) (?:ال|هال)?(?:عروض|اعلانات|دعايات|دعايه)(?: (?:الترويجيه|التسويقيه|كلها))?',
];

/** In Hindi the time comes first: "call me not" is an opt-out unless a time of day went before it and no "ever again" did. */
const ONLY_WHEN_HI =
  '(?<!(?:^| )(?:अभी|आज|कल|रात|सुबह|शाम|दोपहर|बजे|ऑफिस|हफ्ते)(?: (?:को|में|से|के|पहले|बाद|समय|मुझे|हमें|यहाँ|यहां|तक|वक्त)){0,5} )';
const ONLY_WHEN_HINGLISH =
  '(?<!(?:^| )(?:abhi|aaj|kal|raat|subah|shaam|baje)(?: (?:ko|me|mein|se|ke|pehle|baad|mujhe)){0,5} )';
const CLOSE_HI =
  '(?:बंद|बन्द) (?:करो|करें|करे|कीजिए|कीजिये|करिए|कर (?:दो|दें|दे|दीजिए|दीजिये)|करना|करवाओ|करवा दो|करवा दीजिए)(?! (?:मत|नहीं|कैसे))';
const MESSAGES_HI = 'कॉल्स|कॉलें|कॉलिंग|म[ेै]सेज|म[ेै]सेजेस|संदेश|सन्देश|एसएमएस';
const HINDI: readonly string[] = [
  `(?:दोबारा|दुबारा|फिर|कभी|आइंदा|आगे से|अब से|(?:आज|इस|अब) के बाद)(?: [^ ]+){0,3} (?:कॉल|फोन|मैसेज|संपर्क|परेशान|तंग) (?:मत|ना|न|नहीं|नही)`,
  `${ONLY_WHEN_HI}(?:कॉल|फोन|मैसेज|संपर्क|परेशान|तंग) (?:मत|ना|न) (?:करो|करें|करे|करिए|कीजिए|करना|कीजिएगा|करिएगा|किया)`,
  `(?:कॉल|फोन|मैसेज|परेशान|तंग) करना (?:बंद|छोड़|छोड)`,
  '(?:मेरा|हमारा|यह|ये) (?:नंबर|नम्बर|नाम)(?: [^ ]+){0,3} (?:हटा|हटाओ|हटाइए|हटाएं|डिलीट|निकाल|निकालो|निकालिए)',
  '(?:लिस्ट|सूची) से (?:मुझे |मेरा नाम |मेरा नंबर )?(?:हटा|हटाओ|हटाइए|निकाल|निकालो|निकालिए)',
  '(?:कॉल|कॉल्स|कॉलें|फोन|मैसेज|मैसेजेस) (?:अब )?नही?ं? चाहिए',
  '(?:मैसेज|संदेश|एसएमएस) भेजना (?:बंद|छोड)',
  `${ONLY_WHEN_HI}(?:मैसेज|संदेश|एसएमएस) (?:मत|ना|न) (?:भेजो|भेजना|भेजें|भेजे|भेजिए|भेजिएगा)`,
  'सहमति वापस (?:लेता|लेती|लेते|ले)',
  '(?:डू नॉट कॉल|डीएनडी|dnd|do not disturb) (?:लिस्ट|सूची|list|पर|में|pe|par|me|mein)',
  'मुझे अकेला छोड़? ?(?:दो|दें|दीजिए)',
  `${ONLY_WHEN_HINGLISH}(?:call|phone|fone|message|msg|pareshan) (?:mat|na) (?:karo|karna|kariye|kijiye|karein|karen|kare|kariyega|kijiyega)`,
  '(?:dobara|dubara|phir|kabhi|aage se)(?: [^ ]+){0,3} (?:call|phone|message) (?:mat|na|nahi|nahin)',
  '(?:calls?|phone|messages?|msgs?|sms|calling) (?:karna |bhejna )?band (?:karo|kar(?! rah)|kijiye|kariye|kro|karein)',
  `${ONLY_WHEN_HINGLISH}(?:message|msg|sms) (?:mat|na) (?:bhejo|bhejna|bhejiye|bhejein|bheje)`,
  '(?:calls?|messages?|msg|phone) (?:ab )?(?:nahi|nahin|nhi) chahiye',
  '(?:tang|pareshan) mat (?:karo|kariye|kijiye)',
  'mat karo (?:call|phone|message)',
  '(?:mera|hamara) number(?: [^ ]+){0,3} (?:hata|hatao|nikal|nikalo|delete)',
  `${ONLY_WHEN_HI}(?:${MESSAGES_HI}) ${CLOSE_HI}`,
];

/** "Close the call" is also said to hang up: a wish only where nothing else is said with it. */
const CLAUSES_HI: readonly string[] = [
  `(?:(?:मैंने कहा|मुझे|हमें|मेरे नंबर पर|इस नंबर पर|यह|ये|सब|सारे|सभी|अपने|आपके|अब|बार बार) ){0,4}(?:कॉल|${MESSAGES_HI}|प्रमोशन|प्रमोशनल म[ेै]सेज|प्रचार|विज्ञापन|ऑफर) (?:भी )?${CLOSE_HI}`,
];

/** Arabic in Latin letters and digits, whose vowels everybody writes in their own way. */
const ME_LATIN = '(?:b[ie]y+a|b[iy]a|bina|f[ie]y+a|fi+ni|feeni|3ala?y+[ai]?|3layi|ma3a?y?a|ma3i|wayay)';
const AGAIN_LATIN = '(?:tan[iy]|taney|thani|marr?a|abadan|mo?gad+adan|ba3d (?:keda|kida|[ea]l ?yo+u?m))';
const ONLY_WHEN_LATIN = `(?!(?: ${ME_LATIN})? (?:delwa2ti|dilwa2ti|delw2ty|hala2|halla2|al7een|el7een|(?:[ea]l ?)?yo+u?m|(?:[ea]l ?|en)?nahard[ae]h?|bokra|bukra|[2a]?abl|[gq]abl|f[ei]l (?:sob7|leil|lail|masa|shogh?l|sho8l|maktab)|bel ?leil|el ?sob7|7atta|lama|ela|illa|ba3d(?! (?:keda|kida|[ea]l ?yo+u?m)))(?= |$))`;
const NOT_ASKED_LATIN = '(?<!(?:^| )(?:le+h|leih|lei?sh|laish|limaza) )';
const CALL_LATIN = 't[aei]?t+[aei]?s+[aei]?l(?:o+|u|ou|i)?';
const TALK_LATIN = 't[aei]?k(?:al+[ei]?m|lm)(?:o+|u|ou|i)?n[iy]';
const CALLS_LATIN =
  '(?:ras[ae](?:[y2i][ei]?|[ei])l|rsayel|m[ou]k[ae]?l[ae]?mat|[ei]t+[ei]?s+alat|mas[ae]g(?:at)?|messages?|msgs?|calls?|sms)';
const NOT_WANTED_LATIN =
  '(?:ma ?bed+[iy]|m(?:e|i|o|u)?sh 3a(?:y|w)[ei]?z(?:a|ah|een|in)?|ma ?a?b[iy]|ma ?a?b[gq]h?a|la [uo]r[ie]+d)';
const ARABIZI: readonly string[] = [
  `${NOT_ASKED_LATIN}ma ?${CALL_LATIN}sh${ONLY_WHEN_LATIN}`,
  `${NOT_ASKED_LATIN}(?:la|ma) ?${CALL_LATIN} (?:${ME_LATIN}|${AGAIN_LATIN})${ONLY_WHEN_LATIN}`,
  `(?:la|ma) ?${TALK_LATIN}(?:sh)?${ONLY_WHEN_LATIN}`,
  `(?:la|ma) ?t[aei]?z3[ei]?[gj](?:o+|u|ou|i)?n[iy](?:sh)?${ONLY_WHEN_LATIN}`,
  `(?:la|ma) ?(?:t[aei]?b3[ae]?t|t[aeiou]?rs[ei]l)(?:o+|u|ou|i)?(?:l[iy]|sh|lish)? (?:(?:l[iy]|ay|ayy|el|al) ){0,2}${CALLS_LATIN}${ONLY_WHEN_LATIN}`,
  `ba?t+[ae]l+(?:o+|u|ou|i)? (?:${CALL_LATIN}|${TALK_LATIN}|[ei]t+[ei]?sal|t[aei]?z3[ei]?[gj](?:o+|u|ou|i)?n[iy]|t[aei]?b3[ae]?t(?:o+|u|ou|i)?)${ONLY_WHEN_LATIN}`,
  `(?:wa(?:2|q|g)+[aei]?f+(?:o+|u|ou|i)?|ba?t+[ae]l+(?:o+|u|ou|i)?) (?:(?:el|al|hal|kol|kul|hay) ?){0,2}${CALLS_LATIN}`,
  `${NOT_WANTED_LATIN} (?:(?:ay|ayy|aya|kol|el|al|7ad|had|7ada|hada|ba2a|khalas|mazeed) ){0,3}(?:${CALLS_LATIN}|${CALL_LATIN}|y[aei]?t+[aei]?s+[aei]?l|y[aei]?k(?:al+[ei]?m|lm)n[iy])(?:kom|kum)?${ONLY_WHEN_LATIN}`,
  '(?:em7[oi]|emsa7(?:o+|u|i)?|she+l(?:o+|u|i)?|shi+l(?:o+|u|i)?|e?7z[ei]?f(?:o+|u|i)?|e?7thif(?:o+|u)?) (?:ra2m[iy]|raqmi|ragmi|nem?r[ei]?ti|namrti|nemrty|[ei]sm[iy])',
  `el(?:gh|8|3)[iy] (?:(?:el|al) ?)?(?:[ei]shter?ak[iy]?|[ei]shtirak[iy]?|${CALLS_LATIN})`,
  's(?:i|e|ee|ei)b(?:o+|u|ou)?n[iy] (?:fe? ?)7al[iy]',
];

/** Sources of regular expressions, to be found anywhere in a message between word ends. */
export const OPT_OUT_PHRASES: readonly string[] = [...ENGLISH, ...SPANISH, ...ARABIC, ...HINDI, ...ARABIZI];

/** Sources of regular expressions that are an opt-out where nothing else is said in the message or the clause, politeness aside. */
export const OPT_OUT_CLAUSES: readonly string[] = [...CLAUSES_AR, ...CLAUSES_HI];

function listed(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(', '));
}
