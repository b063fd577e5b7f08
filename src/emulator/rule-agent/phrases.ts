/** What the talking agent asks for, in this order. */
export const askedTopics = ['need', 'budget', 'timeline', 'decision', 'location'] as const;
export type AskedTopic = (typeof askedTopics)[number];

export interface Phrasebook {
  greeting: string;
  /** Said before a question. */
  thanks: string;
  /** First and second way of asking. */
  questions: Record<AskedTopic, readonly [string, string]>;
  optOut: string;
  wrongNumber: string;
  voicemail: string;
  human: string;
  humanAgain: string;
  callback: (when: string) => string;
  callbackWhen: string;
  notInterested: string;
  onlyFacts: string;
  complete: string;
  goodbye: string;
  holdOn: string;
}

export const english: Phrasebook = {
  greeting: 'Hello, thank you for your enquiry.',
  thanks: 'Thank you.',
  questions: {
    need: ['What are you looking for?', 'In a few words, what do you need?'],
    budget: ['What budget do you have in mind?', 'Could you give me a rough figure for your budget?'],
    timeline: ['How soon would you like to go ahead?', 'When would you want to move, roughly?'],
    decision: ['Do you make the decision yourself?', 'Who else would decide on this with you?'],
    location: ['Which area would you prefer?', 'Is there a part of town, a location you like best?'],
  },
  optOut: "I'm sorry to have bothered you. I won't call again. Goodbye.",
  wrongNumber: "I'm sorry, I must have the wrong number. Goodbye.",
  voicemail: 'I will try again another time. Goodbye.',
  human: 'Of course. A colleague of mine will call you back very soon. Goodbye.',
  humanAgain: 'As I said, a colleague will call you. Thank you, goodbye.',
  callback: (when) => `Of course. We will call you back: ${when}. Thank you, goodbye.`,
  callbackWhen: 'Of course. What time would suit you for a call back?',
  notInterested: 'I understand. Thank you for your time. Goodbye.',
  onlyFacts: 'I can only note what you tell me about yourself.',
  complete: 'Thank you, that is all I need. We will send you the details. Goodbye.',
  goodbye: 'Thank you for your time. Goodbye.',
  holdOn: 'One moment, please.',
};

export const arabic: Phrasebook = {
  greeting: 'مرحبا، شكرا لاهتمامك.',
  thanks: 'شكرا لك.',
  questions: {
    need: ['عن ماذا تبحث؟', 'باختصار، ماذا تحتاج؟'],
    budget: ['ما هي ميزانيتك؟', 'هل يمكنك أن تعطيني رقما تقريبيا للميزانية؟'],
    timeline: ['متى تود البدء؟', 'متى تريد الانتقال تقريبا؟'],
    decision: ['هل القرار لك وحدك؟', 'من يشاركك القرار؟'],
    location: ['أي منطقة تفضل؟', 'هل هناك منطقة تحبها أكثر؟'],
  },
  optOut: 'نعتذر عن الإزعاج. لن نتصل مرة أخرى. مع السلامة.',
  wrongNumber: 'عذرا، يبدو أن الرقم خطأ. مع السلامة.',
  voicemail: 'سأحاول في وقت آخر. مع السلامة.',
  human: 'بالتأكيد. سيعاود أحد زملائي الاتصال بك قريبا جدا. مع السلامة.',
  humanAgain: 'سيتصل بك أحد الزملاء قريبا جدا. شكرا، مع السلامة.',
  callback: (when) => `بالتأكيد. سنعاود الاتصال: ${when}. شكرا، مع السلامة.`,
  callbackWhen: 'بالتأكيد. ما هو وقت مناسب لنتصل بك؟',
  notInterested: 'أتفهم ذلك. شكرا لوقتك. مع السلامة.',
  onlyFacts: 'يمكنني فقط تسجيل ما تخبرني به عن نفسك.',
  complete: 'شكرا، هذا كل ما أحتاجه. سنرسل لك التفاصيل. مع السلامة.',
  goodbye: 'شكرا لوقتك. مع السلامة.',
  holdOn: 'لحظة من فضلك.',
};
