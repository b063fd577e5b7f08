import type { DisclosureLanguage } from '../../compliance/disclosure/disclosure-lines';

/** Sells nothing: it answers a call, and says what can be done. The name of the company and the way out are added by what sends it. */
const WORDS: Readonly<Record<DisclosureLanguage, string>> = {
  en: 'Sorry we missed your call. How can we help? Just reply to this message.',
  es: 'Sentimos no haber atendido su llamada. ¿En qué podemos ayudarle? Responda a este mensaje.',
  ar: 'نعتذر لعدم تمكننا من الرد على مكالمتك. كيف يمكننا مساعدتك؟ يمكنك الرد على هذه الرسالة.',
  hi: 'क्षमा करें, हम आपकी कॉल नहीं ले सके। हम आपकी क्या सहायता कर सकते हैं? इस संदेश का उत्तर दें।',
};

/** In the language of who speaks for the company, given as BCP 47; English where the program knows no words in it. */
export function textBackWords(language: string | undefined): { text: string; language: DisclosureLanguage } {
  const [tag = ''] = (language ?? '').toLowerCase().split('-');
  const known = isKnown(tag) ? tag : 'en';
  return { text: WORDS[known], language: known };
}

function isKnown(tag: string): tag is DisclosureLanguage {
  return tag in WORDS;
}
