import { plainWords } from './plain-words';
import type { TalkScene } from './talk-scene';

/** Answers to "may I go on?" that are nothing but a no, in the normal form of `plainWords`. */
const NO: ReadonlySet<string> = new Set(
  [
    'no, nope, nah, no thanks, no thank you, not now, not interested, no im not interested, im not interested, end, end it',
    'end the call, end this call, end call, hang up, please end the call, please end this call, goodbye, bye, i would not, id rather not',
    'no gracias, ahora no, no me interesa, no quiero, terminar, termine, terminar la llamada, termine la llamada, cuelgue, adios',
    'لا, لا شكرا, كلا, ليس الان, لست مهتما, انهاء, انهاء المكالمه, انه المكالمه, مع السلامه, مش مهتم',
    'नहीं, नही, जी नहीं, नहीं धन्यवाद, अभी नहीं, समाप्त, कॉल समाप्त करें, कॉल समाप्त, फ़ोन रखिए, अलविदा, रुचि नहीं है, nahi, nahin, ji nahi',
  ].flatMap((line) => line.split(', ').map(plainWords)),
);

/** Answers that choose the third of what the question of Connecticut offers: to be removed from the list. */
const REMOVAL: readonly RegExp[] = [
  /(?:^| )(?:be |get |me |please )*remov(?:e|ed|al)(?: |$)/u,
  /(?:^| )(?:the )?(?:third|last) one(?: |$)/u,
  /(?:^| )(?:elimin\p{L}*|quit(?:ar|eme|enme)|borr(?:ar|eme|enme)|dar(?:me)? de baja)(?: |$)/u,
  /(?:^| )(?:ازاله|ازيل\p{L}*|احذف\p{L}*|حذف)(?: |$)/u,
  /(?:^| )(?:हट\p{L}*\p{M}*|हटा\p{L}*|हटना)/u,
];

/** True while the question whether to go on, which the law of the place asks first, has had no answer before this exchange. */
export function awaitsLeaveToGoOn(scene: TalkScene, exchange: number): boolean {
  const isAnswered = scene.turns.some((turn) => turn.speaker === 'LEAD' && turn.exchange < exchange);
  return asksToGoOn(scene) && !isAnswered;
}

/** True when the opening ended with that question, and the greeting has to wait. */
export function asksToGoOn({ turns }: TalkScene): boolean {
  const said = turns.find((turn) => turn.exchange === 0)?.disclosure?.elements ?? [];
  return said.some((element) => element === 'CONTINUE_CHOICE' || element === 'PERMISSION');
}

/** True for an answer to that question by which the person wants to be called no more. */
export function asksForRemoval(text: string): boolean {
  const said = plainWords(text);
  return !/(?:^| )(?:not|dont|no need to) (?:be )?remov/u.test(said) && REMOVAL.some((answer) => answer.test(said));
}

/** True for an answer that is nothing but a no; whatever says more is left to the conversation. */
export function declinesToGoOn(text: string): boolean {
  return NO.has(plainWords(text));
}
