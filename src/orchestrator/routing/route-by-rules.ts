import type { Flow } from '../../conversations/conversation-flow';
import type { Intent } from './route';

/** Words of leads who need help with what they have, and of those who want to have something. Written for lower case text. */
const SUPPORT =
  /\b(problem|issue|broken|not working|doesn'?t work|complain|complaint|refund|invoice|receipt|my (order|contract|booking|payment|account|ticket|case)|ticket|repair|leak|cancel my|delay(ed)?|wrong bill|maintenance|support|status of)\b|مشكل|شكوى|عطل|معطل|لا يعمل|ما يشتغل|استرداد|فاتوره|فاتورة|تذكرتي|صيانة|समस्या|शिकायत|खराब|रिफंड|बिल|मरम्मत|\b(mushkila|mushkela|moshkela|3otl|shakwa)\b/iu;
const SALES =
  /\b(price|cost|how much|buy|rent|interested|available|availability|viewing|visit|tour|demo|meeting|appointment|offer|quote|budget|bedrooms?|discount|brochure|book)\b|سعر|بكم|كم (ثمن|سعر)|شراء|اشتري|أشتري|إيجار|ايجار|مهتم|متاح|متوفر|زياره|زيارة|موعد|ميزانيه|ميزانية|कीमत|दाम|खरीद|किराया|दिलचस्पी|रुचि|उपलब्ध|मिलना|बजट|\b(bkam|se3r|kam el|3ayez ashteri|aba|kitna|kharid)\b/iu;
const ASKS =
  /[?؟]|^\s*(what|when|where|who|why|how|which|is|are|do|does|can|could|will|would|may)\b|^\s*(ما|متى|أين|اين|كيف|هل|كم|من|لماذا|وين|شو|ايش)(?!\p{L})|^\s*(क्या|कब|कहाँ|कहां|कैसे|कौन|कितन)/iu;

/** What a message is about, judged by its words alone: what nothing speaks for stays in the flow it was in. */
export function intentByRules(text: string, current: Flow | null): Intent {
  const [needsHelp, wantsToBuy] = [SUPPORT.test(text), SALES.test(text)];
  if (needsHelp !== wantsToBuy) return needsHelp ? 'SUPPORT' : 'SALES';
  if (needsHelp) return current ?? 'SUPPORT';
  return current ?? 'GENERAL';
}

/** True when a message asks for something to be told. */
export function asksByRules(text: string): boolean {
  return ASKS.test(text);
}
