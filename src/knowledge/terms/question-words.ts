import { foldedWords } from './words';

/** What people say around what they ask for. None of it has to be found in a passage for the passage to answer. */
const QUESTION_WORDS = new Set(
  foldedWords(`
  a an the this that these those there here it its is are was were be been being am do does did doing done have has had having will would
  can could shall should may might must i me my mine you your yours he she they them their we us our ours his her of in on at to for from by
  with without about into as and or but if so than then too also not no nor any some all each every more most much many few such only own same
  very just up down out off over under again once who whom whose which what when where why how whats wheres hows im ive id ill youre youve
  dont doesnt didnt cant couldnt isnt arent wont hi hello hey dear please pls plz thanks thank ok okay yes yeah well um uh er like really
  actually maybe perhaps tell know want wanted wants need needs needed let get gets getting got give gives given go going goes come say says said
  ask asking asked question questions wonder wondering curious interested looking look see saw find check explain describe show help understand
  think thought guess suppose possible able available sure anything something someone anyone everything thing things kind sort bit lot lots
  sir madam guys team folks company business information info details detail regarding concerning per use used using make makes take takes
  happen happens happened mean means work works still ever now today exactly currently usually
  في من على عن الى إلى مع هل ما ماذا متى أين اين كيف كم لماذا ليش مين منين أي اي التي الذي الذين هذا هذه ذلك تلك هنا هناك هو هي هم أنا انا نحن انت أنت
  كان يكون تكون يوجد توجد عندكم عندك لديكم لديك لكم لي لنا لك به بها فيه فيها منه منها عليه عليها أو او و ثم قد لا لم لن ليس غير بعد قبل كل بعض
  أريد اريد ارغب أرغب عايز عاوز ابغى أبغى ابي بدي حابب ممكن يمكن يمكنني استطيع أستطيع اعرف أعرف معرفة اسأل اخبرني لو سمحت من فضلك مرحبا السلام عليكم شكرا
  شو ايش وش ايه إيه فين وين امتى ازاي إزاي شلون ليه يعني طيب نعم أن ان إن إذا اذا حتى خلال كما بين عند هناك حول بخصوص تفاصيل معلومات
  का की के को में हूँ हूं से पर और या है हैं था थी थे हो होगा होगी होता होती क्या कब कहाँ कहां कैसे कितना कितनी कितने क्यों कौन कौनसा मैं मुझे मेरा मेरी हम हमें हमारा आप आपका आपकी आपके
  यह ये वह वो इस उस इसका उसका लिए तक भी ही तो नहीं न जी कोई कुछ कर करना करने करते सकता सकते सकती चाहिए चाहता चाहती बताइए बताओ बताएं कृपया नमस्ते मिल मिलेगा मिलता मिलती रहा रहे रही
  ka ki ke ko mein se par aur ya hai hain tha thi the ho hoga hogi hota hoti kya kab kahan kahaan kaise kitna kitni kitne kyun kaun kaunsa main mujhe mera
  meri hum humein hamara aap aapka aapki aapke yeh ye woh wo iska uska liye tak bhi hi toh nahi nahin ji koi kuch kar karna karne karte sakta sakte
  sakti chahiye chahta bataiye batao kripya namaste milega milta milti raha rahe rahi
  fi fee min men 3ala 3an ma3 hal ma shu shou eh eih emta amta wen wein fein feen kif keef kam kaam bkam leh lesh ana enta enti ento nehna howa heya
  hada haza hatha dah di elli mish mesh mush mafi fih feeh 3andkom 3andak 3andik 3endkom 3endak 3ayez 3awez bedi baddi biddi abgha abi mumken momken law
  sama7t samaht min fadlak marhaba salam ya3ni tayeb na3am aw wala bas el al il
  `),
);

/** Words only somebody who writes Arabic or Hindi in Latin letters would use, and none that English has too. */
const ROMANISED = new Set(
  foldedWords(`
  hai hain kya kab kahan kahaan kaise kitna kitni kitne kyun kaun kaunsa mujhe mera meri hum aap aapka aapki aapke woh iska liye bhi toh nahi nahin
  chahiye bataiye batao kripya namaste milega milta milti karna karne sakta sakte hota hoti hoga ki ka ko
  3ala 3an ma3 shu shou eih emta amta wein fein feen kif keef kaam bkam bekam bikam lesh leh ana enta enti ento elli mish mesh mush mafi feeh
  3andkom 3andak 3endkom 3endak 3ayez 3awez bedi baddi biddi abgha mumken momken sama7t samaht marhaba ya3ni tayeb na3am wala hada haza
  `),
);

/** A digit that stands for an Arabic letter: 3andkom, 7agz, sha2a; and not 2br, 24h, b2b or covid19. */
const ARABIZI = /^(?:[2375689][a-z]{3,}|[a-z]+[2375689]+[a-z]+)$/;
const NO_ARABIZI =
  /^(?:[a-z]2[a-z]|\d+(?:st|nd|rd|th|bed|bhk|sqft|sqm|day|days|min|mins|hour|hours|hrs|month|months|year|years))$/;

export function isQuestionWord(folded: string): boolean {
  return QUESTION_WORDS.has(folded);
}

/** True when the words look like Arabic or Hindi in Latin letters, so that they are to be heard and not only read. */
export function isRomanised(words: readonly string[]): boolean {
  const signs = words.filter((word) => ROMANISED.has(word) || (ARABIZI.test(word) && !NO_ARABIZI.test(word)));
  return signs.length >= 1 && (signs.length >= 2 || signs.some((word) => /\d/.test(word)) || words.length <= 4);
}
