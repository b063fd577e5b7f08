import type { ReplyLanguage } from '../../conversations/languages/next-language';

/** Sentences the program says by itself, where a model is not asked, not to be had or not to be trusted. */
export interface ReplyLines {
  /** A person takes over. */
  readonly handover: string;
  /** Nothing on record answers the question. */
  readonly unknown: string;
  /** No model is to be had. */
  readonly holding: string;
  /** A message without words. */
  readonly unreadable: string;
  readonly optedOut: (company: string) => string;
  readonly whichTime: string;
  /** The day is named and the hour is not, or the other way round. Said back, so that the other half completes it. */
  readonly whichHour: (day: string) => string;
  readonly whichDay: (hour: string) => string;
  /** The slot that was asked for is taken. */
  readonly slotTaken: string;
  readonly booked: (when: string) => string;
  readonly ticketOpened: (number: string) => string;
  readonly noTickets: string;
  readonly ticketStatus: (tickets: readonly { readonly number: string; readonly status: TicketWord }[]) => string;
  /** Whether Arabic in Latin letters is preferred. */
  readonly askScript: string;
}

/** How far a ticket has come, as people are told. */
export type TicketWord = 'OPEN' | 'IN_PROGRESS' | 'RESOLVED' | 'CLOSED';

type LineLanguage = 'en' | 'ar' | 'hi' | 'es';

const STATUS: Readonly<Record<LineLanguage, Readonly<Record<TicketWord, string>>>> = {
  en: { OPEN: 'received', IN_PROGRESS: 'being worked on', RESOLVED: 'resolved', CLOSED: 'closed' },
  ar: { OPEN: 'مستلمة', IN_PROGRESS: 'قيد المعالجة', RESOLVED: 'تم حلها', CLOSED: 'مغلقة' },
  hi: { OPEN: 'प्राप्त', IN_PROGRESS: 'काम चल रहा है', RESOLVED: 'हल हो गया', CLOSED: 'बंद' },
  es: { OPEN: 'recibida', IN_PROGRESS: 'en curso', RESOLVED: 'resuelta', CLOSED: 'cerrada' },
};

const listed = (language: LineLanguage): ReplyLines['ticketStatus'] =>
  function told(tickets) {
    return tickets.map(({ number, status }) => `${number}: ${STATUS[language][status]}.`).join(' ');
  };

const LINES: Readonly<Record<LineLanguage, ReplyLines>> = {
  en: {
    handover: 'I am handing you over to a colleague, who will get back to you here. They can see what you wrote.',
    unknown: 'I do not know that for certain and will not guess. Shall I have a colleague answer you?',
    holding: 'Thank you for your message. A colleague will get back to you shortly.',
    unreadable:
      'I cannot open pictures, recordings or files. Please tell me in words, or shall I have a colleague look at it?',
    optedOut: (company) => `${company}: you will hear no more from us.`,
    whichTime: 'Which day and time would suit you?',
    whichHour: (day) => `At what time on ${day}?`,
    whichDay: (hour) => `On which day would ${hour} suit you?`,
    slotTaken: 'That time is not free any more. Which other day and time would suit you?',
    booked: (when) => `Done: you have an appointment on ${when}.`,
    ticketOpened: (number) => `I have noted it as ticket ${number}. We will look into it and get back to you.`,
    noTickets: 'I find no open ticket of yours. What can we help you with?',
    ticketStatus: listed('en'),
    askScript: 'Would you rather have Arabic letters or Latin ones?',
  },
  ar: {
    handover: 'سأحوّلك إلى أحد زملائي وسيتواصل معك هنا. يمكنه الاطلاع على ما كتبته.',
    unknown: 'لا أعرف ذلك على وجه اليقين ولن أخمّن. هل تريد أن يجيبك أحد الزملاء؟',
    holding: 'شكراً لرسالتك. سيتواصل معك أحد الزملاء قريباً.',
    unreadable: 'لا أستطيع فتح الصور أو التسجيلات أو الملفات. اكتب لي من فضلك، أم تفضّل أن يطّلع عليها أحد الزملاء؟',
    optedOut: (company) => `${company}: لن تصلك منا أي رسائل بعد الآن.`,
    whichTime: 'أي يوم وأي ساعة يناسبانك؟',
    whichHour: (day) => `في أي ساعة يوم ${day}؟`,
    whichDay: (hour) => `أي يوم يناسبك الساعة ${hour}؟`,
    slotTaken: 'لم يعد هذا الموعد متاحاً. أي يوم وساعة أخرى تناسبك؟',
    booked: (when) => `تم: موعدك يوم ${when}.`,
    ticketOpened: (number) => `سجّلت طلبك برقم ${number}. سنتابع الأمر ونعود إليك.`,
    noTickets: 'لا أجد لك أي طلب مفتوح. كيف يمكننا مساعدتك؟',
    ticketStatus: listed('ar'),
    askScript: 'هل تفضّل الكتابة بالحروف العربية أم اللاتينية؟',
  },
  hi: {
    handover: 'मैं आपको अपने सहकर्मी से जोड़ रहा हूँ, वे यहीं आपसे संपर्क करेंगे। आपने जो लिखा है वे देख सकते हैं।',
    unknown: 'यह मुझे पक्का नहीं पता और मैं अंदाज़ा नहीं लगाऊँगा। क्या कोई सहकर्मी आपको उत्तर दे?',
    holding: 'आपके संदेश के लिए धन्यवाद। हमारे सहकर्मी जल्द ही आपसे संपर्क करेंगे।',
    unreadable: 'मैं चित्र, रिकॉर्डिंग या फ़ाइलें नहीं खोल सकता। कृपया लिखकर बताएँ, या क्या कोई सहकर्मी इसे देखे?',
    optedOut: (company) => `${company}: अब हमारी ओर से आपको कोई संदेश नहीं आएगा।`,
    whichTime: 'आपके लिए कौन सा दिन और समय ठीक रहेगा?',
    whichHour: (day) => `${day} को किस समय?`,
    whichDay: (hour) => `किस दिन ${hour} बजे ठीक रहेगा?`,
    slotTaken: 'वह समय अब खाली नहीं है। कौन सा दूसरा दिन और समय ठीक रहेगा?',
    booked: (when) => `हो गया: आपकी अपॉइंटमेंट ${when} को है।`,
    ticketOpened: (number) => `मैंने इसे टिकट ${number} के रूप में दर्ज कर लिया है। हम देखकर आपको बताएँगे।`,
    noTickets: 'आपका कोई खुला टिकट नहीं मिला। हम आपकी क्या मदद कर सकते हैं?',
    ticketStatus: listed('hi'),
    askScript: 'Would you rather have Arabic letters or Latin ones?',
  },
  es: {
    handover: 'Le paso con un compañero, que le responderá aquí. Puede ver lo que ha escrito.',
    unknown: 'No lo sé con seguridad y no quiero adivinar. ¿Quiere que le responda un compañero?',
    holding: 'Gracias por su mensaje. Un compañero le responderá en breve.',
    unreadable: 'No puedo abrir imágenes, audios ni archivos. ¿Me lo escribe, o prefiere que lo vea un compañero?',
    optedOut: (company) => `${company}: no volverá a recibir mensajes nuestros.`,
    whichTime: '¿Qué día y a qué hora le viene bien?',
    whichHour: (day) => `¿A qué hora el ${day}?`,
    whichDay: (hour) => `¿Qué día le viene bien a las ${hour}?`,
    slotTaken: 'Esa hora ya no está libre. ¿Qué otro día y hora le viene bien?',
    booked: (when) => `Listo: tiene una cita el ${when}.`,
    ticketOpened: (number) => `Lo he anotado con el número ${number}. Lo revisaremos y le diremos.`,
    noTickets: 'No encuentro ninguna incidencia abierta suya. ¿En qué podemos ayudarle?',
    ticketStatus: listed('es'),
    askScript: 'Would you rather have Arabic letters or Latin ones?',
  },
};

/** The sentences for a language; what is written in Latin letters has those of its own script. */
export function replyLinesIn(language: ReplyLanguage): ReplyLines {
  return LINES[lineLanguageOf(language)];
}

function lineLanguageOf(language: ReplyLanguage): LineLanguage {
  if (language === 'ar-Latn') return 'ar';
  return language === 'hi-Latn' ? 'hi' : language;
}
