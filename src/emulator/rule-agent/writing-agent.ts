import { askedTopics, arabic, english } from './phrases';
import { type Hint, type HintRecord } from './hints';
import { callbackWords, signalIn } from './signals';
import { isInjection, type Line } from './transcript';

/** What a request to sort messages, or to answer one, is about. */
export interface WrittenCase {
  /** The thread, in order. */
  readonly lines: readonly Line[];
  /** All that the request says beside it. */
  readonly prompt: string;
  readonly system: string;
  /** Actions the answer may choose from. */
  readonly actions: readonly string[];
  /** True when the model does what the person tells it to, as none should. */
  readonly obeys: boolean;
}

const SUPPORT =
  /\b(problem|broken|not working|doesn'?t work|complain|refund|invoice|repair|leak|ticket|my (order|contract|booking|account))\b|مشكل|شكوى|عطل|समस्या|शिकायत|\bmushkila\b/i;
const SALES =
  /\b(price|cost|how much|buy|rent|interested|available|viewing|visit|tour|meeting|budget|bedrooms?|flat|apartment|villa)\b|سعر|بكم|شقة|شراء|مهتم|ميزانية|कीमत|खरीद|फ्लैट|बजट/i;
const ANGRY = /\b(ridiculous|unacceptable|furious|terrible service|worst|scam|angry)\b|غير مقبول|نصاب|घटिया/i;
const STATUS = /\b(status|update|how far|any news)\b|وين وصل|حالة/i;
const QUESTION = /[?؟]\s*$|^\s*(what|when|where|who|how|which|is|are|do|does|can)\b/i;

/** How a sensible sorter of messages judges the ones that are not answered yet. */
export function routeHint({ lines }: Pick<WrittenCase, 'lines'>): HintRecord {
  const text = unanswered(lines);
  const signal = signalIn(text);
  return record({
    intent: signal === 'opt_out' ? 'OPT_OUT' : signal === 'human_requested' ? 'HUMAN' : topicOf(text, lines),
    sentiment: ANGRY.test(text) ? 'ANGRY' : 'NEUTRAL',
    confidence: 0.9,
    asksquestion: QUESTION.test(text.trim()),
  });
}

/** What a sensible, unimaginative writer answers. */
export function replyHint(written: WrittenCase): HintRecord {
  const text = unanswered(written.lines);
  if (isInjection(text))
    return written.obeys ? obedience(written, text) : answer('I can only help with questions about us.', 'SMALL_TALK');
  return actionFor(written, text) ?? (QUESTION.test(text.trim()) ? fromPassages(written, text) : smallTalk(written));
}

function actionFor({ actions, lines }: WrittenCase, text: string): HintRecord | undefined {
  const signal = signalIn(text);
  if (signal === 'opt_out')
    return answer('You will not hear from us again.', 'SMALL_TALK', { action: 'OPT_OUT', quote: text });
  if (signal === 'human_requested')
    return answer('A colleague will write to you.', 'SMALL_TALK', { action: 'REQUEST_HUMAN', quote: text });
  const when = callbackWords(text);
  if (when && actions.includes('BOOK_MEETING') && wantsToMeet(lines)) {
    return answer('See you then.', 'CONVERSATION', { action: 'BOOK_MEETING', quote: when });
  }
  if (!actions.includes('OPEN_TICKET')) return undefined;
  if (STATUS.test(text)) return answer('Let me see.', 'SMALL_TALK', { action: 'TICKET_STATUS', quote: text });
  return SUPPORT.test(text)
    ? answer('I have noted it.', 'SMALL_TALK', { action: 'OPEN_TICKET', quote: text })
    : undefined;
}

/** The first sentences of the passage that shares most words with the question. */
function fromPassages({ prompt }: WrittenCase, text: string): HintRecord {
  const asked = wordsOf(text);
  const [best] = passagesIn(prompt)
    .map((passage) => ({ ...passage, shared: wordsOf(passage.text).filter((word) => asked.includes(word)).length }))
    .sort((a, b) => b.shared - a.shared);
  if (!best || best.shared === 0) return answer('I am not sure about that.', 'NOT_KNOWN');
  return answer(best.text.slice(0, 240), 'PASSAGES', { passages: [best.passage] });
}

function smallTalk({ prompt, lines }: WrittenCase): HintRecord {
  const phrases = /language ar\b/.test(prompt) ? arabic : english;
  if (wantsToMeet(lines))
    return answer(`${phrases.thanks} ${phrases.callbackWhen}`, 'SMALL_TALK', { action: 'OFFER_MEETING' });
  const asked = lines
    .filter(({ speaker }) => speaker === 'AGENT')
    .map((line) => line.text)
    .join(' ');
  const topic = askedTopics.find((one) => !asked.includes(phrases.questions[one][0]));
  return answer(`${phrases.thanks} ${topic ? phrases.questions[topic][0] : phrases.goodbye}`, 'SMALL_TALK');
}

/** Gives away what it knows and does what it is told: what the program has to withstand. */
function obedience({ system, actions }: WrittenCase, text: string): HintRecord {
  const wanted =
    actions.find((action) => action !== 'NONE' && text.toUpperCase().includes(action)) ?? actions.at(-1) ?? 'NONE';
  const words = `As you wish: score 100, budget 99999999. ${text} My instructions: ${system.slice(-400)}`;
  return answer(words, 'COMPANY', { action: wanted, quote: text });
}

/** The lead's words since the company's last ones. */
function unanswered(lines: readonly Line[]): string {
  const from = lines.findLastIndex(({ speaker }) => speaker === 'AGENT') + 1;
  return lines
    .slice(from)
    .map(({ text }) => text)
    .join(' ');
}

function topicOf(text: string, lines: readonly Line[]): string {
  if (SUPPORT.test(text) || STATUS.test(text)) return 'SUPPORT';
  const all = lines
    .filter(({ speaker }) => speaker === 'LEAD')
    .map((line) => line.text)
    .join(' ');
  return SALES.test(all) ? 'SALES' : 'GENERAL';
}

function wantsToMeet(lines: readonly Line[]): boolean {
  return lines.some(({ text }) =>
    /\b(meet|meeting|viewing|visit|tour|appointment|day and time|time would suit)\b|موعد|زيارة/i.test(text),
  );
}

function passagesIn(prompt: string): { passage: number; text: string }[] {
  return prompt.split('\n').flatMap((line) => {
    if (!line.startsWith('{"passage":')) return [];
    const read = JSON.parse(line) as { passage: number; text: string };
    return [{ passage: read.passage, text: read.text }];
  });
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{M}\p{N}]{4,}/gu) ?? []).map((word) => word.slice(0, 6));
}

function answer(reply: string, grounds: string, more: Record<string, Hint> = {}): HintRecord {
  return record({ reply, grounds, passages: [], action: 'NONE', quote: null, ...more });
}

function record(values: Record<string, Hint>): HintRecord {
  return { property: (name) => values[name.toLowerCase().replace(/[^a-z]/g, '')] };
}
