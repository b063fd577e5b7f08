/** Languages the law's words are written in. */
export const DISCLOSURE_LANGUAGES = ['en', 'es', 'ar', 'hi'] as const;

export type DisclosureLanguage = (typeof DISCLOSURE_LANGUAGES)[number];

/** The key that means "do not call me again". */
export const OPT_OUT_KEY = '9';

/** Changes with every change of the sentences below; kept with each call. */
export const WORDING_VERSION = 1;

/** The sentences of a disclosure. Each stands alone, so that any of them may be left out or added. */
export interface DisclosureLines {
  /** Who calls, that it is a machine, and that it wants to sell. */
  readonly salesCall: (seller: string, agentName: string | null) => string;
  /** The same for a call that sells nothing. */
  readonly informationCall: (seller: string, agentName: string | null) => string;
  /** How to be called no more, at once and without talking to anybody. The word is one that `isOptOut` knows. */
  readonly optOutOffer: string;
  readonly artificialVoice: string;
  readonly about: (purpose: string) => string;
  /** Nothing is recorded today, or it is not known whether something is; what is said is always written down. */
  readonly mayBeRecorded: string;
  readonly isRecorded: string;
  readonly sellerList: (seller: string) => string;
  readonly callbackNumber: (digits: string) => string;
  readonly continueChoice: string;
  readonly permission: string;
}

const LINES: Readonly<Record<DisclosureLanguage, DisclosureLines>> = {
  en: {
    salesCall: (seller, agentName) =>
      `This is ${agentName ? `${agentName}, ` : ''}an AI assistant making a sales call on behalf of ${seller}.`,
    informationCall: (seller, agentName) =>
      `This is ${agentName ? `${agentName}, ` : ''}an AI assistant calling with information on behalf of ${seller}.`,
    optOutOffer: `To get no more calls, press ${OPT_OUT_KEY} or say stop.`,
    artificialVoice: 'You are hearing an artificial voice.',
    about: (purpose) => `It is about ${purpose}.`,
    mayBeRecorded: 'This call may be recorded and is transcribed.',
    isRecorded: 'This call is recorded and transcribed.',
    sellerList: (seller) => `You can also ask to be put on the do-not-call list of ${seller}.`,
    callbackNumber: (digits) => `You can reach us on ${digits}.`,
    continueChoice: 'Would you like to go on, end this call, or be removed from our list?',
    permission: 'May I go on?',
  },
  es: {
    salesCall: (seller, agentName) =>
      `Le habla ${agentName ? `${agentName}, ` : ''}un asistente de inteligencia artificial en una llamada de ventas de parte de ${seller}.`,
    informationCall: (seller, agentName) =>
      `Le habla ${agentName ? `${agentName}, ` : ''}un asistente de inteligencia artificial con información de parte de ${seller}.`,
    optOutOffer: `Para no recibir más llamadas, pulse ${OPT_OUT_KEY} o diga alto.`,
    artificialVoice: 'Está oyendo una voz artificial.',
    about: (purpose) => `El motivo es: ${purpose}.`,
    mayBeRecorded: 'Esta llamada puede grabarse y se transcribe.',
    isRecorded: 'Esta llamada se graba y se transcribe.',
    sellerList: (seller) => `También puede pedir que le incluyan en la lista de no llamar de ${seller}.`,
    callbackNumber: (digits) => `Puede llamarnos al ${digits}.`,
    continueChoice: '¿Desea continuar, terminar esta llamada o que le eliminemos de nuestra lista?',
    permission: '¿Me permite continuar?',
  },
  ar: {
    salesCall: (seller, agentName) =>
      `معك ${agentName ? `${agentName}، ` : ''}مساعد ذكاء اصطناعي في مكالمة مبيعات نيابة عن ${seller}.`,
    informationCall: (seller, agentName) =>
      `معك ${agentName ? `${agentName}، ` : ''}مساعد ذكاء اصطناعي يتصل بمعلومات نيابة عن ${seller}.`,
    optOutOffer: `لعدم تلقي مكالمات أخرى، اضغط ${OPT_OUT_KEY} أو قل توقف.`,
    artificialVoice: 'أنت تسمع صوتا اصطناعيا.',
    about: (purpose) => `الموضوع: ${purpose}.`,
    mayBeRecorded: 'قد تسجل هذه المكالمة ويكتب نصها.',
    isRecorded: 'تسجل هذه المكالمة ويكتب نصها.',
    sellerList: (seller) => `يمكنك أيضا أن تطلب إضافة رقمك إلى قائمة عدم الاتصال لدى ${seller}.`,
    callbackNumber: (digits) => `يمكنك الاتصال بنا على الرقم ${digits}.`,
    continueChoice: 'هل تود المتابعة، أم إنهاء هذه المكالمة، أم إزالة رقمك من قائمتنا؟',
    permission: 'هل تسمح لي بالمتابعة؟',
  },
  hi: {
    salesCall: (seller, agentName) =>
      `मैं ${agentName ? `${agentName}, ` : ''}${seller} की ओर से बिक्री के लिए कॉल कर रहा एक एआई सहायक हूँ।`,
    informationCall: (seller, agentName) =>
      `मैं ${agentName ? `${agentName}, ` : ''}${seller} की ओर से जानकारी देने के लिए कॉल कर रहा एक एआई सहायक हूँ।`,
    optOutOffer: `आगे कॉल न पाने के लिए ${OPT_OUT_KEY} दबाएँ या बोलें स्टॉप।`,
    artificialVoice: 'आप एक कृत्रिम आवाज़ सुन रहे हैं।',
    about: (purpose) => `विषय है: ${purpose}।`,
    mayBeRecorded: 'यह कॉल रिकॉर्ड की जा सकती है और लिखी जाती है।',
    isRecorded: 'यह कॉल रिकॉर्ड की जाती है और लिखी जाती है।',
    sellerList: (seller) => `आप ${seller} की कॉल न करने वाली सूची में अपना नंबर भी डलवा सकते हैं।`,
    callbackNumber: (digits) => `आप हमें ${digits} पर कॉल कर सकते हैं।`,
    continueChoice: 'क्या आप बात जारी रखना चाहेंगे, कॉल समाप्त करना चाहेंगे, या हमारी सूची से हटना चाहेंगे?',
    permission: 'क्या मैं आगे बात कर सकता हूँ?',
  },
};

export function disclosureLinesIn(language: DisclosureLanguage): DisclosureLines {
  return LINES[language];
}
