/** What an agent can be asking, or saying, from the called person's point of view. */
export type Topic =
  'budget' | 'timeline' | 'decision' | 'location' | 'callback' | 'permission' | 'need' | 'farewell' | 'statement';

/** In order: the more telling word wins. "What is your budget for the apartment you need?" is about budget. */
const questions: readonly (readonly [Topic, RegExp])[] = [
  [
    'budget',
    /\b(budget|price range|price in mind|spend|afford|how much|invest|cost|financ\w+)\b|ميزاني|كم تنوي|السعر|बजट/i,
  ],
  [
    'timeline',
    /\b(timeline|time ?frame|time line|how soon|how quickly|by when|when (are|do|would|were|will|did|should))\b|متى|موعد الشراء|المدة|कब/i,
  ],
  ['decision', /\b(decisions?|decides?|decide|deciding|who else|anyone else|sign off|approve)\b|القرار|يقرر|फैसला/i],
  ['location', /\b(where|location|area|neighbou?rhood|district|city|part of town)\b|منطقة|المنطقة|أين|موقع|कहाँ/i],
  ['callback', /\b(call (you )?back|better time|another time|what time|which day)\b|نتصل بك|وقت آخر/i],
  [
    'permission',
    /\b(good time|speak(ing)? (with|to)|talking to|a (quick |few )?(minute|moment)|two minutes|do you have time|can you hear)\b|وقت مناسب|هل أتحدث/i,
  ],
  [
    'need',
    /\b(looking for|need|needs|interested|interest|help you|tell me|require\w*|challenge\w*|brings|problem|what (kind|type|sort|made))\b|تبحث|تحتاج|مهتم|ماذا|चाहिए/i,
  ],
];

const farewell =
  /\b(good ?bye|bye|won't call (you )?again|will not call|have a (great|nice|good|lovely)|take care)\b|مع السلامة|إلى اللقاء|وداعا|अलविदा/i;

/** The topic of the last question asked; without a question, whether it was a farewell or plain talk. */
export function topicOf(heard: string): Topic {
  const sentences = heard.split(/(?<=[.!?؟।])\s+/u);
  const question = sentences.reverse().find((sentence) => /[?؟]\s*$/.test(sentence));
  if (question) {
    const known = questions.find(([, words]) => words.test(question));
    return known ? known[0] : (questions.find(([, words]) => words.test(heard))?.[0] ?? 'need');
  }
  if (farewell.test(heard)) return 'farewell';
  const demand = /\b(tell me|please (say|share|describe)|let me know)\b/i.test(heard);
  return (demand && questions.find(([, words]) => words.test(heard))?.[0]) || 'statement';
}

/** The key an agent asks to press ("press 1 to speak with someone"), if any. */
export function keyAskedFor(heard: string): string | null {
  const asked = /\b(?:press|pulse) (?:the )?(\d)\b|اضغط (\d)|(\d) दबाएँ/iu.exec(heard);
  return asked?.slice(1).find(Boolean) ?? null;
}
