import { type SpokenLanguage, spokenLanguageOf } from '../talk/languages';

/** What the program says while a caller is put through. */
export interface TransferLines {
  /** To the caller, by the agent, before they wait. */
  readonly holdOn: string;
  /** To the caller, again and again. */
  readonly waiting: string;
  /** To the caller, when nobody takes the call. */
  readonly nobodyFree: string;
  /** To the caller, when it could not even be tried. */
  readonly cannot: string;
  /** To the colleague, before the summary. */
  readonly callFor: (company: string) => string;
  readonly pressOne: string;
  readonly declined: string;
  readonly gone: string;
  /** To the colleague who took the call. */
  readonly connecting: string;
  readonly caller: (name: string) => string;
  readonly somebody: string;
  readonly about: (project: string) => string;
  readonly said: (words: string) => string;
}

const LINES: Readonly<Record<SpokenLanguage, TransferLines>> = {
  en: {
    holdOn: 'Of course. I will try to reach a colleague now. Please stay on the line.',
    waiting: 'Please stay on the line, I am still trying to reach a colleague.',
    nobodyFree:
      'I am sorry, none of my colleagues is free right now. I have asked for somebody to call you back. Is there anything else I can help you with?',
    cannot: 'I am sorry, I could not put you through. I have asked for somebody to call you back. Shall we go on?',
    callFor: (company) => `This is the assistant of ${company}. I have somebody on the line for you.`,
    pressOne: 'Press 1 to take the call, or any other key to decline.',
    declined: 'All right. Goodbye.',
    gone: 'The call is no longer waiting. Goodbye.',
    connecting: 'Thank you. You are connected.',
    caller: (name) => `${name} asks for a person.`,
    somebody: 'A caller asks for a person.',
    about: (project) => `It is about ${project}.`,
    said: (words) => `They last said: ${words}`,
  },
  ar: {
    holdOn: 'بالتأكيد. سأحاول الآن الوصول إلى أحد زملائي. من فضلك ابق على الخط.',
    waiting: 'من فضلك ابق على الخط، ما زلت أحاول الوصول إلى أحد زملائي.',
    nobodyFree: 'عذرا، لا يوجد أحد من زملائي متاح الآن. طلبت أن يتصل بك أحدهم. هل هناك شيء آخر يمكنني مساعدتك فيه؟',
    cannot: 'عذرا، لم أتمكن من تحويلك. طلبت أن يتصل بك أحد زملائي. هل نتابع؟',
    callFor: (company) => `هذا مساعد ${company}. لدي شخص على الخط يريد التحدث معك.`,
    pressOne: 'اضغط 1 لاستلام المكالمة، أو أي مفتاح آخر للرفض.',
    declined: 'حسنا. مع السلامة.',
    gone: 'لم تعد المكالمة في الانتظار. مع السلامة.',
    connecting: 'شكرا. تم توصيلكما.',
    caller: (name) => `${name} يطلب التحدث مع شخص.`,
    somebody: 'متصل يطلب التحدث مع شخص.',
    about: (project) => `الموضوع هو ${project}.`,
    said: (words) => `آخر ما قاله: ${words}`,
  },
  hi: {
    holdOn: 'ज़रूर। मैं अभी किसी सहकर्मी से संपर्क करने की कोशिश करता हूँ। कृपया लाइन पर रहें।',
    waiting: 'कृपया लाइन पर रहें, मैं अब भी किसी सहकर्मी से संपर्क करने की कोशिश कर रहा हूँ।',
    nobodyFree:
      'माफ़ कीजिए, अभी कोई सहकर्मी उपलब्ध नहीं है। मैंने किसी से आपको कॉल करने के लिए कहा है। क्या मैं आपकी और कोई मदद कर सकता हूँ?',
    cannot: 'माफ़ कीजिए, मैं आपको जोड़ नहीं सका। मैंने किसी से आपको कॉल करने के लिए कहा है। क्या हम आगे बढ़ें?',
    callFor: (company) => `मैं ${company} का सहायक हूँ। लाइन पर कोई आपसे बात करना चाहता है।`,
    pressOne: 'कॉल लेने के लिए 1 दबाएँ, मना करने के लिए कोई और बटन।',
    declined: 'ठीक है। अलविदा।',
    gone: 'कॉल अब प्रतीक्षा में नहीं है। अलविदा।',
    connecting: 'धन्यवाद। आप जुड़ गए हैं।',
    caller: (name) => `${name} किसी व्यक्ति से बात करना चाहते हैं।`,
    somebody: 'कोई किसी व्यक्ति से बात करना चाहता है।',
    about: (project) => `बात ${project} के बारे में है।`,
    said: (words) => `उन्होंने आख़िर में कहा: ${words}`,
  },
  es: {
    holdOn: 'Por supuesto. Voy a intentar localizar a un compañero. Por favor, no cuelgue.',
    waiting: 'Por favor, no cuelgue. Sigo intentando localizar a un compañero.',
    nobodyFree: 'Lo siento, ahora mismo no hay nadie libre. He pedido que le llamen. ¿Puedo ayudarle con algo más?',
    cannot: 'Lo siento, no he podido pasarle. He pedido que le llamen. ¿Seguimos?',
    callFor: (company) => `Soy el asistente de ${company}. Tengo a una persona en la línea para usted.`,
    pressOne: 'Pulse 1 para tomar la llamada, o cualquier otra tecla para rechazarla.',
    declined: 'De acuerdo. Adiós.',
    gone: 'La llamada ya no está en espera. Adiós.',
    connecting: 'Gracias. Ya están conectados.',
    caller: (name) => `${name} pide hablar con una persona.`,
    somebody: 'Una persona pide hablar con alguien.',
    about: (project) => `Se trata de ${project}.`,
    said: (words) => `Lo último que dijo: ${words}`,
  },
};

/** The sentences for a BCP 47 tag. */
export function transferLinesIn(tag: string): TransferLines {
  return LINES[spokenLanguageOf(tag)];
}
