import { currencyIn } from '../../qualification/evidence/currency-words';
import { normaliseText } from '../../qualification/evidence/normalise-text';

/** Beginnings of words, as alternatives, over normalised text. */
const beginnings = (alternatives: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{M}])(?:${alternatives.split(' ').map(normaliseText).join('|')})`, 'u');

/** Words of prices, discounts and promises in the languages replies are written in. */
const GRANTS: readonly RegExp[] = [
  beginnings(
    'pric cost fees? only discount off(?![a-z]) free rebate refund reduc cheap sav(?:e|ing) pay rates?(?![a-z])',
  ),
  beginnings('guarant promis confirm approv accept agree deliver deal(?![a-z]) offer sell'),
  beginnings('(?:ال|بال|ب|و|ل)?(?:سعر|اسعار|تكلف|خصم|تخفيض|مجان|ضمان|نضمن|اضمن|عرض|نعد|نؤكد|اؤكد|ندفع|تدفع|فقط)'),
  beginnings('कीमत दाम छूट मुफ्त गारंटी वादा पक्क ऑफर केवल सिर्फ लागत'),
  beginnings('[kq](?:i|ee)mat(?![a-z]) daam(?![a-z]) chhoo?t muft(?![a-z]) pakk[ai] sirf(?![a-z]) keval(?![a-z])'),
  beginnings('se3r si3r as3ar 5asm khasm bas(?![a-z]) maggan ad?man fa2at'),
];

/** Says whose money it is: theirs. */
const THEIRS = beginnings(
  'your(?![a-z]) you(?=\\s(?:said|spoke|mentioned|wrote|have|named)) budget ميزاني बजट आपक आपन mizani el?budget',
);

/** True for words that say what something costs, or grant something: a percentage does, and money that is not said to be the lead’s. */
export function grants(text: string): boolean {
  const said = normaliseText(text);
  if (/\d\s*[%٪]/u.test(said) || GRANTS.some((words) => words.test(said))) return true;
  return currencyIn(said, undefined) !== undefined && !THEIRS.test(said);
}

/** Words of what only the company itself may hold out. */
const PROMISES: readonly RegExp[] = [
  beginnings(
    'discount rebate refund cashback guarant waiv binding half(?=\\s(?:the\\s|its\\s|of\\s|off|price)) free(?=\\s(?:of|for|month|year|trial|parking|service)|[.!,]|$)',
  ),
  /(?:percent|\d\s*[%٪])\s*off|for free|no charge|at no cost/u,
  beginnings(
    '(?:ال|بال|ب|و|ل)?(?:خصم|تخفيض|مجان|ضمان|نضمن|اضمن|استرداد|ملزم) (?:ب)?(?:نصف|نص)(?=\\s(?:ال)?(?:سعر|ثمن))',
  ),
  beginnings('छूट मुफ्त गारंटी वादा आधे(?=\\s(?:दाम|कीमत)) डिस्काउंट रिफंड'),
  beginnings('5asm khasm maggan noss(?=\\s(?:el\\s)?(?:se3r|taman)) chhoo?t muft aadhe(?=\\s(?:daam|dam))'),
];

/** True for words that hold out a discount, something free of charge, a refund or a guarantee. */
export function promises(text: string): boolean {
  const said = normaliseText(text);
  return PROMISES.some((words) => words.test(said));
}
