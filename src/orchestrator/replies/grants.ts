import { currencyIn } from '../../qualification/evidence/currency-words';
import { normaliseText } from '../../qualification/evidence/normalise-text';

/** Words as they are compared here: accents and nukta, which many leave out, dropped. */
function plain(text: string): string {
  return normaliseText(text)
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u093c]/gu, '')
    .normalize('NFC');
}

/** Beginnings of words, as alternatives, over plain text. */
const beginnings = (alternatives: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{M}])(?:${alternatives.split(' ').map(plain).join('|')})`, 'u');

/** What Arabic writes in one with the word behind it. */
const AL = '(?:و|ف)?(?:ال|بال|لل|كال|ب|ل)?';

/** Words of prices, discounts and promises in the languages replies are written in. */
const GRANTS: readonly RegExp[] = [
  beginnings(
    'pric cost fees? only discount off(?![a-z]) free rebate refund reduc cheap sav(?:e|ing) pay rates?(?![a-z]) complimentary',
  ),
  beginnings('guarant promis confirm approv accept agree deliver deal(?![a-z]) offer sell'),
  beginnings(
    'precios?(?![a-z]) cuesta descuent rebaja gratis gratuit oferta ofrec tarifa acept garanti promet acordad trato(?=\\shecho) vend(?!edor) ahorr barat regal solo(?=\\s[\\d$€])',
  ),
  beginnings(`${AL}(?:سعر|اسعار|تكلف|خصم|حسم|تخفيض|مجان|ضمان|نضمن|اضمن|عرض|نعد|نؤكد|اؤكد|ندفع|تدفع|فقط)`),
  beginnings('कीमत दाम छूट मुफ्त गारंटी वादा पक्क ऑफर केवल सिर्फ लागत'),
  beginnings('[kq](?:i|ee)mat(?![a-z]) daam(?![a-z]) chhoo?t muft(?![a-z]) pakk[ai] sirf(?![a-z]) keval(?![a-z])'),
  beginnings('se3r si3r as3ar 5asm khasm 7asm bas(?![a-z]) mag+an maj+an ad?man fa2at'),
];

/** Says whose money it is: theirs. */
const THEIRS = beginnings(
  'your(?![a-z]) you(?=\\s(?:said|spoke|mentioned|wrote|have|named)) budget presupuesto ميزاني बजट आपक आपन mizani el?budget',
);

/** True for words that say what something costs, or grant something: a percentage does, and money that is not said to be the lead’s. */
export function grants(text: string): boolean {
  const said = plain(text);
  if (/\d\s*[%٪]/u.test(said) || GRANTS.some((words) => words.test(said))) return true;
  return currencyIn(normaliseText(text), undefined) !== undefined && !THEIRS.test(said);
}

/** Words of what only the company itself may hold out. */
const PROMISES: readonly RegExp[] = [
  beginnings(
    'discount rebate refund cashback guarant waiv binding complimentary half(?=[\\s-](?:the\\s|its\\s|of\\s|off|price)) free(?=\\s(?:of|for|month|year|trial|parking|service)|[.!,]|$)',
  ),
  /(?:percent|\d\s*[%٪])\s*off|for free|free-of-charge|on the house|money[- ]back(?![a-z])/u,
  /(?<![a-z])(?:no|without(?: any)?) (?:extra |additional )?charge|(?:at no|without(?: any)?) (?:extra |additional )?cost/u,
  beginnings('descuento rebaja reembols garanti bonificaci vinculante regal(?:os?|amos)(?![a-z])'),
  // Not as a call or a number is free.
  /(?<!(?:llama(?:da|das|r)|linea|numero|telefono)(?: es| son)? )(?<![a-z])(?:gratis|gratuit[oa]s?)(?! llamar)(?![a-z])/u,
  /(?<![a-z])(?:mitad (?:de|del) (?:su |el )?(?:precio|cost[eo])|sin (?:ningun )?(?:cost[eo]|cargo))(?![a-z])/u,
  /(?<![a-z])(?:devolv|devuelv|devoluci|reintegr)[a-z]*(?: (?:del?|les?|su|tu|el|la|tod[oa]|integr[oa]|complet[oa])){0,4} (?:dinero|pago|importe|deposito|monto)/u,
  beginnings(
    `${AL}(?:خصم|تخفيض|مجان|ضمان|نضمن|اضمن|استرداد|ملزم|كاش\\s?باك) ببلاش (?:ب)?(?:نصف|نص)(?=\\s(?:ال)?(?:سعر|ثمن))`,
  ),
  new RegExp(
    `(?<!\\p{L})${AL}حسم(?:ا|ات|يات)?(?!\\p{L}|\\s(?:ال)?(?:امر|قرار|موضوع))|(?<!\\p{L})بلاش(?=[.!,،]|$)`,
    'u',
  ),
  /(?<!\p{L})(?:(?:ب|من )?دون|بلا|من غير) (?:اي )?(?:مقابل|رسوم|رسم|تكلفه|تكاليف|فلوس)(?!\p{L})/u,
  /(?<!\p{L})[سهح]?(?:[تني]?(?:رجع|عيد|رد)|[تني]سترد|[تني]ستعيد|استرجاع|استعاده|اعاده|ارجاع)(?:لك|لكم)? (?:(?:لك|لكم|اليك|كل|كامل|جميع) ){0,3}(?:(?:ال)?(?:فلوس|اموال|مبلغ|مبالغ|نقود|مصاري)|المال)/u,
  beginnings(
    'छूट मुफ्त गारंटी वादा आधे(?=\\s(?:दाम|कीमत)) डिस्काउंट रिफंड रियायत कैशबैक नि[ः:]?\\s?शुल्क बिना\\s(?:किसी\\s)?(?:शुल्क|चार्ज|पैसे|फीस) (?:शुल्क|फीस|चार्ज)\\sमाफ पैस[ेा]\\s(?:पूरे\\s)?वापस',
  ),
  beginnings(
    '5asm khasm 7asm mag+an maj+an be?balash noss(?=\\s(?:el\\s)?(?:se3r|taman)) be?doo?n\\smo2abel chhoo?t muft aadhe(?=\\s(?:daam|dam)) nishulk bina\\s(?:kisi\\s)?(?:charge|shulk|paise) paise?\\s(?:poore\\s)?[wv]apas',
  ),
  // Not as people and hours are free.
  /(?<!\p{L})(?<!(?:आप|तुम|मैं|हम|वह|वो|कोई|कौन|कब|जब|कल|आज|अभी|सुबह|शाम|दोपहर|रात|बजे|बाद|समय|टाइम|स्लॉट|टीम|टोल) )फ्री(?= (?:है|होगा|होगी|रहेगा|रहेगी|में)(?![\p{L}\p{M}])| (?:मिल|दे|पार्किंग|सर्विस|सेवा|ट्रायल|महीन|साल)|[.!,।]|$)/u,
  /(?<![a-z])(?<!(?:aap|tum|main|hum|woh?|koi|kaun|kab|jab|kal|aaj|abhi|subah|shaam|dopahar|raat|baje|baad|time|slot|team|toll) )free(?= (?:hai|hoga|hogi|rahega|rahegi|mein|mile?g[ai]|denge)(?![a-z]))/u,
];

/** True for words that hold out a discount, something free of charge, a refund or a guarantee. */
export function promises(text: string): boolean {
  const said = plain(text);
  return PROMISES.some((words) => words.test(said));
}
