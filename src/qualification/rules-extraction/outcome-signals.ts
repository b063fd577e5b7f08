import { isOptOut } from '../../compliance/opt-out-words';
import { instructsTheMachine } from '../evidence/orders/instructs-the-machine';
import type { SpokenTurn } from '../evidence/verify-facts';
import type { Signal } from '../rules/outcome';
import { strongerOf } from '../rules/outcome';

const PATTERNS: readonly (readonly [Signal, RegExp])[] = [
  [
    'wrong_number',
    /\bwrong (?:number|person)\b|\b(?:nobody|no one|no-one) (?:here )?(?:by|with|called) (?:that|this)|\b(?:there is|there's) no \p{L}+ here\b|\byou(?:'ve| have) (?:got|dialed) the wrong\b|(?:الرقم|رقم) (?:خطأ|غلط|خاطئ)|النمرة غلط|गलत नंबर|\b(?:galat number|wrong number hai|el ra2am ghalat|ra2am ghalat|nemra ghalat)\b/iu,
  ],
  [
    'voicemail',
    /\b(?:leave|record) (?:a |your )?message after\b|\bafter the (?:tone|beep)\b|\breached (?:my|the) (?:voice ?mail|mailbox)\b|\b(?:is|am) not available (?:right now|to take your call).{0,40}message\b|اترك رسالتك|بعد (?:الصافرة|سماع الصافرة)/iu,
  ],
  [
    'human_requested',
    /\b(?:real|actual|live) (?:person|human|agent)\b|\b(?:talk|speak|connect me|transfer me|put me through) (?:to|with) (?:a|an|your|the|some|one of your)?\s?(?:real |live )?(?:human|person|someone|somebody|manager|agent|representative|colleague|supervisor|sales ?person)\b|شخص حقيقي|(?:أكلم|اكلم|كلموني|حولني|أتكلم|اتكلم) (?:مع |على |لـ?)?(?:موظف|مدير|المدير|إنسان|انسان|مندوب)|(?:इंसान|मैनेजर|किसी) से बात|\b(?:insaan se baat|manager se baat|mowazaf|bani2adam)\b/iu,
  ],
  [
    'callback_requested',
    /\b(?:call|ring|phone|try|contact) (?:me|us)? ?(?:back|again|later|tomorrow|another time|next week|in (?:a|an|\d|two|half))\b|\bcall me (?:on|at|in|after|around|tonight|this|when)\b|\b(?:not a good time|bad time|busy (?:right )?now|in a meeting)\b|(?:اتصل|اتصلوا|كلمني|كلموني) (?:بي |فيني |علي )?(?:لاحقا|بعدين|بكرة|بكره|غدا|بعد|وقت|يوم|مرة)|مشغول الان|مشغول الآن|बाद में (?:कॉल|फोन|बात)|\b(?:baad mein (?:call|phone|baat)|kal call|kallemni (?:ba3dein|bokra)|kalemni ba3dein)\b/iu,
  ],
  [
    'not_interested',
    /\b(?:not|no longer|n't) (?:really )?(?:interested|looking (?:for|to))\b|\b(?:do not|don't) (?:want|need) (?:any|this|it|one|your)\b|\balready (?:bought|purchased|found|signed|have one)\b|غير مهتم|لست مهتم|مش مهتم|مو مهتم|ما يهمني|रुचि नहीं|नहीं चाहिए|दिलचस्पी नहीं|\b(?:mesh mohtam|msh mohtam|mesh 3ayez|nahi chahiye|interest nahi|zaroorat nahi)\b/iu,
  ],
];

/** What, beside facts, the lead's words call for, and the words that say when to call back. */
export function outcomeSignal(turns: readonly SpokenTurn[]): { signal: Signal; callbackText: string | null } {
  const lead = turns.filter(({ speaker, text }) => speaker === 'LEAD' && !instructsTheMachine(text));
  const signals = turns
    .filter(({ speaker }) => speaker === 'LEAD')
    .map(({ text }): Signal => (isOptOut(text) ? 'opt_out' : 'none'));
  const told = lead.map(({ text }) => PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'none');
  const callback = lead.findLast((_, at) => told[at] === 'callback_requested');
  return {
    signal: [...signals, ...told].reduce(strongerOf, 'none'),
    callbackText: callback?.text.slice(0, 300) ?? null,
  };
}
