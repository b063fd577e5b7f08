/** What a lead's words call for, beyond facts. */
export type Signal =
  'none' | 'callback_requested' | 'not_interested' | 'wrong_number' | 'voicemail' | 'opt_out' | 'human_requested';

/** In order: an opt-out outweighs everything said beside it. */
const patterns: readonly (readonly [Signal, RegExp])[] = [
  [
    'opt_out',
    /\b(stop calling|do(n't| not) (ever )?call|never call|take me off|remove (me|my number)|unsubscribe|opt(ing)? out)\b|لا تتصل|توقفوا? عن الاتصال|احذف رقمي|फिर कभी कॉल मत/i,
  ],
  [
    'wrong_number',
    /\bwrong (number|person)\b|\b(nobody|no one|no-one) (here )?(by|with|called)\b|الرقم خطأ|رقم خاطئ|गलत नंबर/i,
  ],
  [
    'voicemail',
    /\b(leave|record) (a |your )?message\b|\bafter the (tone|beep)\b|\breached (my|the) (voice ?mail|mailbox)\b/i,
  ],
  [
    'human_requested',
    /\b(real|actual|live) (person|human)\b|\b(talk|speak) (to|with) (a |an |your |the )?(human|person|someone|somebody|manager|agent|representative|colleague)\b|\bhuman\b.{0,12}\bplease\b|شخص حقيقي|موظف|مدير|इंसान से/i,
  ],
  [
    'callback_requested',
    /\b(call|ring|phone|try) (me |us )?(back|again|later|tomorrow|another time)\b|\bcall me (on|at|in|next)\b|\bcall.{0,20}\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|اتصل بي|اتصلوا بي|बाद में कॉल/i,
  ],
  [
    'not_interested',
    /\bnot interested\b|\bno,? thank(s| you)\b|\bdon't (want|need) (any|this|it)\b|غير مهتم|لست مهتما/i,
  ],
];

export function signalIn(text: string): Signal {
  return patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? 'none';
}

/** The weightiest signal in several utterances, with the utterance. */
export function strongestSignal<T extends { text: string }>(lines: readonly T[]): { signal: Signal; line: T | null } {
  for (const [signal, pattern] of patterns) {
    const line = lines.find(({ text }) => pattern.test(text));
    if (line) return { signal, line };
  }
  return { signal: 'none', line: null };
}

const when =
  /\b(?:(?:on |next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening))?(?:,? (?:at|after|before|around) [\w:]+(?: ?(?:am|pm|o'clock))?)?|(?:tomorrow|tonight|today|next week|next month)(?: (?:morning|afternoon|evening))?(?:,? (?:at|after|before|around) [\w:]+(?: ?(?:am|pm|o'clock))?)?|in (?:an?|\d+|two|three|few|a few) (?:minutes?|hours?|days?|weeks?)|(?:at|after|before|around) (?:\d[\w:]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|noon)(?: ?(?:am|pm|o'clock))?)\b/i;
const whenArabic =
  /(?:يوم )?(?:الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|غدا)(?: (?:بعد|قبل)? ?الساعة [^\s.،؟]+)?/;

/** The words that say when to call, exactly as spoken; null when none do. */
export function callbackWords(text: string): string | null {
  const found = when.exec(text) ?? whenArabic.exec(text);
  return found ? found[0].replace(/^on /i, '').trim() : null;
}

export type Language = 'en' | 'ar' | 'mixed' | 'other';

/** By script: Arabic letters, Latin letters, both in earnest, or neither. */
export function languageOf(text: string): Language {
  const arabic = (text.match(/\p{Script=Arabic}/gu) ?? []).length;
  const latin = (text.match(/\p{Script=Latin}/gu) ?? []).length;
  const all = (text.match(/\p{L}/gu) ?? []).length;
  if (all === 0) return 'en';
  if (arabic > 0.9 * all) return 'ar';
  if (arabic > 0.1 * all) return 'mixed';
  return latin > 0.5 * all ? 'en' : 'other';
}
