import { normaliseText, unmasked } from '../normalise-text';
import { ENGLISH_ORDERS } from './english-orders';
import { FOREIGN_ORDERS } from './foreign-orders';

const ORDERS: readonly RegExp[] = [...ENGLISH_ORDERS, ...FOREIGN_ORDERS];

/** A line that pretends to be somebody else's, or of a transcript: who spoke is known from the record, never from the text. */
const LABELLED =
  /(?:^|[\r\n\u2028\u2029])[\s\p{Cf}>*#-]*(?:\[\d+\]\s*)?\[?(?:agent|lead|system|assistant|user|developer|admin|الوكيل|النظام|المساعد|العميل|المستخدم|एजेंट|सिस्टम|सहायक|ग्राहक)\]?\s*[:：\]]/iu;

/** Notation of programs, forms and prompts, in whatever language its words are: tags, JSON, code, headings, worked examples. */
const NOTATION: readonly RegExp[] = [
  /<\/?[\p{L}_][\p{L}\p{N}_-]*(?:\s+[\p{L}_-]+\s*=[^>]*)?\/?>/u,
  /["'][\p{L}\p{M}_ ]{2,}["']\s*:\s*(?:["'[{]|\d|true|false|null)/u,
  /```|^\s*(?:def|function|class|import|SELECT|INSERT|UPDATE|DELETE)\b.*[(;:{*]/mu,
  /^\s*#{2,}\s|^\s*\[[A-Z_]{3,}\]/mu,
  /(?:(?:→|=>|->).*){2,}/su,
  /^\s*(?:SYSTEM|ADMIN|ROOT|ASSISTANT|DEVELOPER)\b\s*(?:>|:|-|\||=)/mu,
  /\b\w+_\w+\s*=\s*\S/u,
];

/** Turns the direction of the letters behind it about: what is read stands backwards in the text. */
const TURNED = '\u202e';
/** Nothing people write to a company looks so. */
const BASE64 = /[A-Za-z0-9+/]{16,}={0,2}/g;
const HEX = /(?:[0-9a-f]{2}[\s,]?){16,}/giu;
const PLAIN_TEXT = /^[\x20-\x7e\n]{8,}$/;

/**
 * True for words addressed to the machine and not to the conversation. Nothing said in the same breath counts as evidence: a
 * person may claim what they like about themselves, but not write their own assessment.
 */
export function instructsTheMachine(said: string): boolean {
  if (LABELLED.test(said) || hidesWords(said)) return true;
  if (NOTATION.some((marks) => marks.test(said))) return true;
  return isOrder(said) || (said.includes(TURNED) && isOrder(Array.from(said).reverse().join('')));
}

function isOrder(said: string): boolean {
  const text = unmasked(normaliseText(said));
  return ORDERS.some((pattern) => pattern.test(text));
}

/** Sentences in an encoding that only a machine reads. */
function hidesWords(said: string): boolean {
  const decoded = [
    ...(said.match(BASE64) ?? []).map((code) => Buffer.from(code, 'base64')),
    ...(said.match(HEX) ?? []).map((code) => Buffer.from(code.replace(/[\s,]/g, ''), 'hex')),
  ];
  return decoded.some((bytes) => {
    const text = bytes.toString('latin1');
    return PLAIN_TEXT.test(text) && / /.test(text.trim());
  });
}
