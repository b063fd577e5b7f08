import { type SpokenLanguage, spokenLanguageOf } from './languages';

/** Sentences the program says itself, without asking a model. */
export interface SpokenLines {
  /**
   * The truth about who speaks, whenever somebody asks. Owed on a clear question (Utah Code 13-77), and never to be denied
   * (10 M.R.S. 1500-DD; Pa. Act 47 of 2026).
   */
  readonly machine: (company: string) => string;
  readonly stillThere: string;
  readonly sayAgain: string;
  readonly apology: string;
  readonly nobodyThere: string;
  readonly wrapUp: string;
  /** The company has nothing left for talking: a full sentence, and no word about money. */
  readonly mustGo: string;
  readonly optedOut: string;
  /** To who asks for a person; where none can be rung. */
  readonly human: string;
  /** To who has not asked for the person they are handed over to; where none can be rung. */
  readonly handOver: string;
  readonly callback: string;
  readonly wrongNumber: string;
  readonly goodbye: string;
}

const LINES: Readonly<Record<SpokenLanguage, SpokenLines>> = {
  en: {
    machine: (company) => `I am an AI assistant of ${company}, not a human being.`,
    stillThere: 'Are you still there?',
    sayAgain: 'Sorry, could you say that again?',
    apology: 'I am sorry, we have a technical problem. We will try again another time. Goodbye.',
    nobodyThere: 'It seems I cannot hear you, so I will hang up now. Goodbye.',
    wrapUp: 'Thank you for taking so much time. That is all for now. Goodbye.',
    mustGo: 'I am sorry, I have to end our call here. Thank you for talking to me. Goodbye.',
    optedOut: 'Understood. We will not call you again. Goodbye.',
    human: 'Of course. I will ask a colleague to call you back. Thank you, goodbye.',
    handOver: 'I will ask a colleague to call you back and help you further. Thank you, goodbye.',
    callback: 'Of course, we will call you back then. Thank you, goodbye.',
    wrongNumber: 'Sorry, I have the wrong number. Goodbye.',
    goodbye: 'Thank you for your time. Goodbye.',
  },
  ar: {
    machine: (company) => `أنا مساعد ذكاء اصطناعي لدى ${company}، ولست إنسانا.`,
    stillThere: 'هل ما زلت معي؟',
    sayAgain: 'عذرا، هل يمكنك إعادة ما قلته؟',
    apology: 'نعتذر، لدينا مشكلة فنية. سنحاول مرة أخرى في وقت آخر. مع السلامة.',
    nobodyThere: 'يبدو أنني لا أسمعك، لذلك سأنهي المكالمة الآن. مع السلامة.',
    wrapUp: 'شكرا لك على وقتك. هذا كل شيء الآن. مع السلامة.',
    mustGo: 'عذرا، علي أن أنهي مكالمتنا هنا. شكرا لك على حديثك معي. مع السلامة.',
    optedOut: 'حسنا، لن نتصل بك مرة أخرى. مع السلامة.',
    human: 'بالتأكيد. سأطلب من أحد زملائي أن يتصل بك. شكرا لك، مع السلامة.',
    handOver: 'سأطلب من أحد زملائي أن يتصل بك ليساعدك أكثر. شكرا لك، مع السلامة.',
    callback: 'بالتأكيد، سنتصل بك في ذلك الوقت. شكرا لك، مع السلامة.',
    wrongNumber: 'عذرا، يبدو أن الرقم خاطئ. مع السلامة.',
    goodbye: 'شكرا لك على وقتك. مع السلامة.',
  },
  hi: {
    machine: (company) => `मैं ${company} का एक एआई सहायक हूँ, इंसान नहीं।`,
    stillThere: 'क्या आप अब भी लाइन पर हैं?',
    sayAgain: 'माफ़ कीजिए, क्या आप दोबारा कह सकते हैं?',
    apology: 'माफ़ कीजिए, हमें तकनीकी समस्या आ रही है। हम फिर कभी कोशिश करेंगे। अलविदा।',
    nobodyThere: 'लगता है मुझे आपकी आवाज़ नहीं आ रही, इसलिए मैं फ़ोन रख रहा हूँ। अलविदा।',
    wrapUp: 'इतना समय देने के लिए धन्यवाद। अभी के लिए इतना ही। अलविदा।',
    mustGo: 'माफ़ कीजिए, मुझे यह कॉल यहीं समाप्त करनी होगी। मुझसे बात करने के लिए धन्यवाद। अलविदा।',
    optedOut: 'ठीक है। हम आपको दोबारा कॉल नहीं करेंगे। अलविदा।',
    human: 'ज़रूर। मैं अपने किसी सहकर्मी से कहूँगा कि वे आपको कॉल करें। धन्यवाद, अलविदा।',
    handOver: 'मैं अपने किसी सहकर्मी से कहूँगा कि वे आपको कॉल करके आगे मदद करें। धन्यवाद, अलविदा।',
    callback: 'ज़रूर, हम आपको उस समय कॉल करेंगे। धन्यवाद, अलविदा।',
    wrongNumber: 'माफ़ कीजिए, गलत नंबर लग गया। अलविदा।',
    goodbye: 'आपके समय के लिए धन्यवाद। अलविदा।',
  },
  es: {
    machine: (company) => `Soy un asistente de inteligencia artificial de ${company}, no una persona.`,
    stillThere: '¿Sigue ahí?',
    sayAgain: 'Perdone, ¿puede repetirlo?',
    apology: 'Lo siento, tenemos un problema técnico. Lo intentaremos en otro momento. Adiós.',
    nobodyThere: 'Parece que no le oigo, así que voy a colgar. Adiós.',
    wrapUp: 'Gracias por dedicarme tanto tiempo. Eso es todo por ahora. Adiós.',
    mustGo: 'Lo siento, tengo que terminar aquí nuestra llamada. Gracias por hablar conmigo. Adiós.',
    optedOut: 'Entendido. No le volveremos a llamar. Adiós.',
    human: 'Por supuesto. Pediré a un compañero que le llame. Gracias, adiós.',
    handOver: 'Pediré a un compañero que le llame para seguir ayudándole. Gracias, adiós.',
    callback: 'Por supuesto, le llamaremos entonces. Gracias, adiós.',
    wrongNumber: 'Perdone, me he equivocado de número. Adiós.',
    goodbye: 'Gracias por su tiempo. Adiós.',
  },
};

/** The sentences for a BCP 47 tag. */
export function linesIn(tag: string): SpokenLines {
  return LINES[spokenLanguageOf(tag)];
}
