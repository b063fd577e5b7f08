/**
 * How people ask for a human, as alternatives of regular expressions over `plainWords`: lower case, Arabic letter variants made one, no
 * apostrophes. English, Arabic, Hindi in both scripts, Arabic in Latin letters. "My manager" is the speaker's own affair and "human
 * resources" a department, so a noun stands alone or behind an article, never behind "my".
 */
const WORD = '[\\p{L}\\p{M}\\p{N}]+';

const PERSON_EN =
  '(?:(?:real|live|actual|proper|human) (?:person|human|human being|agent|representative|rep|operator|being|one)|' +
  'human(?: being)?|person|people|manager|supervisor|agent|representative|rep|operator|advisor|adviser|salesperson|sales ?man|' +
  'sales (?:team|person|agent|rep|representative|manager)|team member|consultant|specialist|colleague|staff|staff member|employee|' +
  'member of (?:your|the) (?:staff|team)|customer (?:service|care|support)|human support|in charge|responsible)';
const SOMEBODY_EN = '(?:someone|somebody|anyone|anybody|some one|one of your (?:people|team|colleagues|agents))';
const ARTICLE_EN =
  '(?:(?:a|an|the|your|any|some|another|one of your|with|to|us|senior|sales|to a|to the|to your) ){0,3}';
const WANT_EN =
  '(?:can|could|may|might|let|please|want|wanna|need|needs|like|love|rather|prefer|possible|able|way|how do|how can|just|must|have|id|ill have|demand|insist)';
const TALK_EN = '(?:talk|speak|chat|get connected|be connected|be transferred|get through|deal|discuss (?:this|it))';
const NOT_AFTER_EN =
  '(?! (?:resources?|rights|being s|in charge of my|error|nature|at my|in my|from my|at the bank|told|said|says|called me|at work|i know|who lives|at home|first))';

/** Asking in English; each is a whole clause's part. */
const ENGLISH: readonly string[] = [
  `${WANT_EN} (?:${WORD} ){0,3}?${TALK_EN} (?:to|with) ${ARTICLE_EN}(?:${PERSON_EN}|${SOMEBODY_EN})${NOT_AFTER_EN}`,
  `^(?:please |just |no )?${TALK_EN} (?:to|with) ${ARTICLE_EN}(?:${PERSON_EN}|${SOMEBODY_EN})${NOT_AFTER_EN}`,
  `(?:connect|transfer|pass|put|hand|forward|route|switch|redirect|escalate|refer) (?:me|this|it|us|my call|the call)?(?: ?(?:through|over|on|up|back))* ?(?:to|with) ${ARTICLE_EN}(?:${PERSON_EN}|${SOMEBODY_EN})${NOT_AFTER_EN}`,
  `(?:get|give|bring|find|call) me ${ARTICLE_EN}(?:${PERSON_EN})${NOT_AFTER_EN}`,
  `(?:get|put) ${ARTICLE_EN}(?:${PERSON_EN}|${SOMEBODY_EN}) on (?:the )?(?:phone|line)`,
  `(?:i|we) (?:really |just |only |do )?(?:want|need|demand|prefer|require|would like|d like)(?: to have)? ${ARTICLE_EN}(?:(?:real|live|actual) )?(?:human(?: being)?|real person|live person|actual person|manager|supervisor|representative|operator|live agent|human agent|human support)${NOT_AFTER_EN}(?! (?:for|who|with|at|in|of)\\b)`,
  `(?:have|get|can|could|let|want|need|ask|would) ${ARTICLE_EN}(?:${PERSON_EN}|${SOMEBODY_EN}) (?:from ${WORD} ${WORD} )?(?:to )?(?:please )?(?:call|ring|phone|contact|help|text|reach|assist|take over|look at this)(?: me| us| back| this| over)`,
  `(?:rather|prefer|instead of (?:a|the|this) (?:bot|robot|machine)) (?:${WORD} ){0,3}?(?:with |to )?${ARTICLE_EN}(?:human|real person|live person|actual person)`,
  `(?:is|are) there (?:${WORD} ){0,2}?(?:${PERSON_EN}|${SOMEBODY_EN}) (?:${WORD} ){0,2}?(?:i|we) (?:can|could|may) (?:talk|speak|chat)`,
  `who (?:can|could|do) i (?:talk|speak) (?:to|with)`,
  `(?:dont|do not) (?:want|like) (?:to )?(?:${WORD} ){0,2}?(?:talk|talking|speak|speaking|chat|chatting|deal|dealing) (?:to|with) (?:a |an |this |some |your )?(?:ro?bot|bot|machine|computer|ai)`,
];

/** With the article, and with the prepositions that are written together with the word. */
const PERSON_AR =
  '(?:ال|لل|بال|ل|ب)?(?:موظفين|موظفه|موظف|انسان(?: حقيقي)?|شخص(?: حقيقي| مسوول| اخر)?|مدير(?:كم|ه)?|مندوب(?:كم|ه)?|مسوول|ممثل(?: خدمه العملاء)?|مستشار|وكيل|مشرف|بشري|بني ادم|ادمي|خدمه العملاء|حد (?:حقيقي|مسوول|من الموظفين|من الشركه|عندكم)|احد (?:الموظفين|المسوولين|منكم)|احد|حد)';
const WANT_AR =
  '(?:اريد|اود|ارغب|ابي|ابغي|ابغا|ابا|عايز|عايزه|عاوز|عاوزه|بدي|حابب|حابه|احب|احتاج|محتاج|محتاجه|ممكن|اقدر|فيني|خليني|خلني|دعني|دعوني|لازم|ارجو|يمكنني|يمكن|استطيع|نفسي|افضل)';
const TALK_AR = '(?:ان )?(?:اتكلم|اتحدث|التحدث|التكلم|احكي|اكلم|اكالم|التواصل|اتواصل|تكلمني|يكلمني|الكلام|الحديث|كلام)';
const ARABIC: readonly string[] = [
  `(?<!(?:لا|ما|مش|مو|مابي|لست) )${WANT_AR} (?:${WORD} )?${TALK_AR}(?: مع| الي| ويا)? ${PERSON_AR}`,
  `^${TALK_AR}(?: مع| الي)? ${PERSON_AR}`,
  `(?:حول|وصل|حولو|وصلو|اعطي?|اعط|عط|وصلي)(?:ني|وني|نا|لي)(?: (?:${WORD} )?(?:مع|الي|علي|ب))? ?${PERSON_AR}`,
  `(?<!(?:لا|ما|مش|مو|مابي|لست) )(?:اريد|ابي|ابغي|ابغا|عايز|عايزه|عاوز|عاوزه|بدي|احتاج|محتاج|محتاجه) (?:اي )?(?:موظف|موظفه|انسان|شخص حقيقي|بني ادم|المدير|مديركم|مندوب|مسوول|المسوول|خدمه العملاء)`,
  `(?:خلي|خل|خلو|دع|دعو) (?:${PERSON_AR}) (?:يكلمني|يتصل|يتواصل|يتحدث|ترد|يرد)`,
  `(?:ممكن|ياريت|ارجو ان|اريد ان|ابي|عايز|بدي) (?:${PERSON_AR}) (?:يكلمني|يتصل|يتواصل|يحكي|يرد)`,
  `لا اريد (?:ان )?(?:اتكلم|التحدث|اتحدث) مع (?:روبوت|اله|ماكينه|كمبيوتر)`,
];

const PERSON_HI =
  '(?:इंसान|इन्सान|मनुष्य|असली (?:इंसान|आदमी|व्यक्ति)|आदमी|व्यक्ति|मैनेजर|मेनेजर|प्रबंधक|एजेंट|एजेन्ट|प्रतिनिधि|अधिकारी|कर्मचारी|सीनियर|सुपरवाइजर|कस्टमर केयर|किसी|किसी (?:और|बड़े|असली))';
const HINDI: readonly string[] = [
  `(?<!(?:मेरे|अपने|हमारे|मेरी) )${PERSON_HI} (?:${WORD} )?से (?:${WORD} )?बात (?:करनी|करना|करवा${WORD}|करवाओ|करवाइए|करा${WORD}|कराओ|कराइए|करा|करने|हो सकती|कर सकत${WORD})`,
  `(?<!(?:मेरे|अपने|हमारे) )${PERSON_HI} से (?:मेरी |मेरा |हमारी )?(?:${WORD} )?(?:बात करा|बात करवा|कनेक्ट कर|जोड़|मिलवा)`,
  `(?:मुझे|हमें) (?:${WORD} )?(?:इंसान|इन्सान|असली आदमी|मैनेजर|एजेंट|प्रतिनिधि) (?:चाहिए|चाहिये)`,
  `(?:मैनेजर|सीनियर|सुपरवाइजर|किसी इंसान) को (?:बुला|फोन दो|फोन दीजिए|लाइन पर)`,
];

const PERSON_HINGLISH =
  '(?:insaan|insan|aadmi|admi|banda|bande|manager|agent|executive|representative|senior|supervisor|customer care|vyakti|real person|human|kisi|kisi (?:aur|real|asli|bade))';
const HINGLISH: readonly string[] = [
  `(?<!(?:mere|apne|hamare|meri|mera) )${PERSON_HINGLISH} (?:${WORD} )?(?:se|say) (?:${WORD} )?baa?t (?:karni|karna|karwa${WORD}|karwao|kara${WORD}|karao|kara|karaiye|karne|ho sakti|kar sakt${WORD}|karado)`,
  `(?<!(?:mere|apne|hamare) )${PERSON_HINGLISH} (?:se|say) (?:meri |mujhe )?(?:connect|transfer|baa?t kara)`,
  `(?:mujhe|muje|humein|hume) (?:${WORD} )?(?:insaan|insan|aadmi|manager|agent|real person|human|representative) (?:chahiye|chaiye|chahie)`,
  `(?:manager|senior|supervisor) ko (?:bulao|bulaiye|phone do|line pe)`,
];

const PERSON_ARABIZI =
  '(?:(?:el|al|l|il|bel|bl|lel) ?)?(?:mo?wazz?af|mo?wazaf|muwazz?af|muwadh?af|mowadaf|mwazz?af|insan|ensan|bani ?2?adam|bany ?2?adam|bnadam|modeer|mudeer|mudir|moder|mas2ool|mas2oul|masool|masoul|mandoob|mandob|mandoub|7ad|7ada|shakhs|sha5s|khedmet el 3omala|customer service|agent|manager)(?: 7a2i2i| 7aqiqi)?';
const ARABIZI: readonly string[] = [
  `(?<!(?:mish|mesh|msh|mo|ma|la) )(?:3ayez|3ayz|3awez|3awz|3ayza|3awza|ayez|bad?de|bad?di|bid?di|bede|abi|abgha|abgi|aba|7abeb|momken|mumkin|moumken|la ?zem|lazem|khalini|khaleeni|5alini|a7tag|me7tag|ayz) (?:${WORD} )?(?:atkalem|atkallem|etkalem|akalem|akallem|a7ki|ahki|e7ki|ettekalem|kalem|kallim|atwasal|at7adath) (?:ma3a |ma3 |m3 |maa |ma |wayya )?${PERSON_ARABIZI}`,
  `(?:7awelni|7awwelni|7awilni|hawelni|wassalni|wasalni|wasselni|waselni|a3tini|3atini|3tini|edini|hatli) (?:ma3 |3ala |la |l |le |b )?${PERSON_ARABIZI}`,
  `(?<!(?:mish|mesh|msh|mo|ma|la) )(?:3ayez|3ayz|3awez|3ayza|3awza|badde|baddi|biddi|bidi|abi|abgha|a7tag) (?:mo?wazz?af|muwazz?af|mowadaf|mwazz?af|insan|bani ?2?adam|modeer|el modeer|al mudeer|mandoob|mas2ool|7ad 7a2i2i)`,
];

export const REQUESTS: readonly string[] = [...ENGLISH, ...ARABIC, ...HINDI, ...HINGLISH, ...ARABIZI];

/** A message of nothing else, but for politeness, is the keyword of product and phone menus. */
export const KEYWORDS: readonly string[] = [
  'human',
  'human being',
  'humans?',
  'real person',
  'live person',
  'real human',
  'person',
  'manager',
  'supervisor',
  'agent',
  'live agent',
  'human agent',
  'real agent',
  'sales agent',
  'representative',
  'sales representative',
  'rep',
  'operator',
  'customer (?:service|support|care)',
  '(?:ال)?موظف(?:ه)?',
  'انسان(?: حقيقي)?',
  'شخص حقيقي',
  '(?:ال)?مدير',
  '(?:ال)?مندوب',
  '(?:ال)?مسوول',
  'خدمه العملاء',
  'بني ادم',
  'इंसान',
  'इन्सान',
  'असली इंसान',
  'मैनेजर',
  'एजेंट',
  'प्रतिनिधि',
  'कस्टमर केयर',
  'insaan',
  'insan',
  'aadmi',
  'mo?wazz?af',
  'muwazz?af',
  'bani ?2?adam',
  '(?:el |al )?mod(?:ee|i)r',
  '(?:el |al )?mud(?:ee|i)r',
  'mandoob',
];

export const FILLERS: readonly string[] = [
  'please',
  'pls',
  'plz',
  'now',
  'hello',
  'hi',
  'hey',
  'ok',
  'okay',
  'just',
  'a',
  'an',
  'the',
  'i said',
  'no',
  'yes',
  'thanks',
  'thank you',
  'your',
  'want',
  'need',
  'لو سمحت',
  'لو سمحتي',
  'من فضلك',
  'رجاء',
  'الان',
  'مرحبا',
  'कृपया',
  'प्लीज',
  'please',
  'bhai',
  'law sama7t',
  'law samaht',
  'min fadlak',
];
