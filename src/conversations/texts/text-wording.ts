import { namesSeller } from '../../compliance/consents/seller-name';
import { NOT_AFTER_STOP } from '../../compliance/data/opt-out-phrases';
import type { DisclosureLanguage } from '../../compliance/disclosure/disclosure-lines';
import { isolateLeftToRight } from '../languages/isolate-left-to-right';
import { hasScript } from '../languages/scripts';

/** Longest text the carrier takes. */
export const MAX_TEXT = 1_600;

/** Sentences the program puts into texts. */
interface TextLines {
  /** How to get no more texts, and help. */
  readonly wayOut: string;
  /** Told once, with the first text of all. */
  readonly terms: string;
  /** The one confirmation of an opt-out; nothing in it may sell (47 CFR 64.1200(a)(12)). */
  readonly optedOut: (seller: string) => string;
  readonly help: (seller: string, callbackNumber: string | null) => string;
}

const LINES: Readonly<Record<DisclosureLanguage, TextLines>> = {
  en: {
    wayOut: 'Reply STOP to opt out, HELP for help.',
    terms: 'Msg frequency varies. Msg & data rates may apply.',
    optedOut: (seller) => `${seller}: you have opted out. We will not call or text you again.`,
    help: (seller, number) =>
      `${seller}: we text people who asked to hear from us.${number ? ` For help call ${number}.` : ''} Msg & data rates may apply. Reply STOP to opt out.`,
  },
  es: {
    wayOut: 'Responda STOP para no recibir más, HELP para ayuda.',
    terms: 'La frecuencia varía. Pueden aplicarse tarifas de mensajes y datos.',
    optedOut: (seller) => `${seller}: se ha dado de baja. No le volveremos a llamar ni a escribir.`,
    help: (seller, number) =>
      `${seller}: escribimos a quienes pidieron noticias nuestras.${number ? ` Ayuda: ${number}.` : ''} Pueden aplicarse tarifas de mensajes y datos. Responda STOP para no recibir más.`,
  },
  ar: {
    wayOut: 'أرسل STOP لإيقاف الرسائل أو HELP للمساعدة.',
    terms: 'يختلف عدد الرسائل وقد تطبق رسوم الرسائل والبيانات.',
    optedOut: (seller) => `${seller}: تم إلغاء اشتراكك. لن نتصل بك أو نراسلك مرة أخرى.`,
    help: (seller, number) =>
      `${seller}: نراسل من طلب أن نتواصل معه.${number ? ` للمساعدة اتصل على ${number}.` : ''} قد تطبق رسوم الرسائل والبيانات. أرسل STOP لإيقاف الرسائل.`,
  },
  hi: {
    wayOut: 'संदेश बंद करने के लिए STOP, सहायता के लिए HELP भेजें।',
    terms: 'संदेशों की संख्या बदल सकती है। संदेश और डेटा शुल्क लग सकते हैं।',
    optedOut: (seller) => `${seller}: आपकी सदस्यता समाप्त हो गई है। हम आपको दोबारा कॉल या संदेश नहीं करेंगे।`,
    help: (seller, number) =>
      `${seller}: हम उन्हें संदेश भेजते हैं जिन्होंने जानकारी माँगी थी।${number ? ` सहायता के लिए ${number} पर कॉल करें।` : ''} संदेश और डेटा शुल्क लग सकते हैं। बंद करने के लिए STOP भेजें।`,
  },
};

export interface TextOccasion {
  /** Registered legal name of the company. */
  readonly seller: string;
  readonly language: DisclosureLanguage;
  /** True for the first text of a conversation: it has to say who writes and how to be left alone. */
  readonly isOpening: boolean;
  /** True for the first text of all: it has to say how many follow and what they cost. */
  readonly isFirst: boolean;
}

/**
 * The text as it is sent. What its writer has said of what is owed stays as it is; what is missing is put to it, and no setting takes
 * it away (the rules of carriers for messages, CTIA 5.1 to 5.3; 47 CFR 64.1200(d)(4)).
 */
export function textAsSent(body: string, { seller, language, isOpening, isFirst }: TextOccasion): string {
  const lines = LINES[language];
  const text = body.trim();
  const named = isOpening && !namesSeller(text, seller) ? `${seller}: ${text}` : text;
  const owed = [...(isOpening && !offersWayOut(text) ? [lines.wayOut] : []), ...(isFirst ? [lines.terms] : [])];
  return [named, ...owed].join(' ');
}

/**
 * The words as the carrier gets them: an Arabic text with what reads from left to right set apart, unless that makes it too long. What is
 * stored and compared has no such marks.
 */
export function textOnTheWire(body: string): string {
  const isolated = isolateLeftToRight(body);
  return isolated.length <= MAX_TEXT ? isolated : body;
}

export function optOutConfirmation(seller: string, language: DisclosureLanguage): string {
  return LINES[language].optedOut(seller);
}

export function helpText(seller: string, language: DisclosureLanguage, callbackNumber: string | null): string {
  return LINES[language].help(seller, callbackNumber);
}

const VERB =
  'reply|respond|answer|text|txt|send|responda|responde|conteste|env[ií]e|env[ií]a|mande|أرسل|ارسل|أجب|اكتب|भेजें|लिखें|उत्तर दें';
/** What may stand between the verb and the word: `reply with the word "STOP"`. */
const LINK = 'with|back|us|to us|the|a|word|con|la|palabra|कृपया|كلمة';
const EDGE = '[^\\p{L}\\p{M}.!?؟।\\n]';
/** "Stop by our office" is a visit; a stop in traffic is none either. */
const NO_VISIT = `(?! (?!and |at any)(?:${NOT_AFTER_STOP.join('|')})(?![\\p{L}\\p{M}]))`;
const NOT_FORBIDDEN = "(?<!(?:do not|don['’]t|never|no need to) )";

/** "Reply STOP", "para no recibir más envíe STOP", "STOP to end": a verb that asks for an answer and the word, or what the word does. */
const OFFER = new RegExp(
  [
    `(?<![\\p{L}\\p{M}])${NOT_FORBIDDEN}(?:${VERB})(?:${EDGE}+(?:${LINK})){0,3}${EDGE}+(?:stop|alto|baja|توقف|स्टॉप)(?![\\p{L}\\p{M}])${NO_VISIT}`,
    `(?<![\\p{L}\\p{M}])(?:stop|स्टॉप)(?![\\p{L}\\p{M}])[^.!?।\\n]{0,25}(?:भेजें|लिखें)`,
    `(?<![\\p{L}\\p{M}])stop["'”’]? (?:at any ?time |any ?time )?(?:to|2) (?:opt out|unsubscribe|end|cancel|stop|quit)`,
  ].join('|'),
  'iu',
);

/** Reads a text strictly: a way out that is taken for none is merely offered twice. */
export function offersWayOut(text: string): boolean {
  return OFFER.test(text);
}

const SPANISH =
  /[¿¡ñ]|(?:^|[^\p{L}])(?:alto|para|parar|paren?|baja|basta|cancelar|cancelen?|detener|detenga|salir|quitar|quitenme|eliminar|no m[aá]s|por favor|gracias|ayuda|informaci[oó]n|hola|llamar|llamadas|mensajes|no llamen?|no escriban?)(?![\p{L}])/iu;

/** The language to answer a text in, judged by its letters and a few words. */
export function textLanguageOf(body: string): DisclosureLanguage {
  if (hasScript(body, 'ARABIC')) return 'ar';
  if (hasScript(body, 'DEVANAGARI')) return 'hi';
  return SPANISH.test(body) ? 'es' : 'en';
}
