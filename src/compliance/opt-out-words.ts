import { FILLERS, NOT_AFTER_STOP, OPT_OUT_KEYWORDS, OPT_OUT_PHRASES } from './data/opt-out-phrases';

const keywords: ReadonlySet<string> = new Set(OPT_OUT_KEYWORDS);
const notAfterStop: ReadonlySet<string> = new Set(NOT_AFTER_STOP);
const phrases = new RegExp(`(?:^| )(?:${OPT_OUT_PHRASES.join('|')})(?: |$)`, 'u');
const filler = `(?:${FILLERS.join('|')})`;
const fillersBefore = new RegExp(`^(?:${filler} )+`, 'u');
const fillersAfter = new RegExp(`(?: ${filler})+$`, 'u');

/**
 * True when a message or an utterance asks not to be contacted any more, in English, Spanish, Arabic or Hindi. It is asked before any
 * model sees the text and acted on at once: consent may be revoked "in any reasonable manner", and a caller may not insist on one
 * (47 CFR 64.1200(a)(10)). A wish about when ("don't call me before six"), a visit ("stop by my office") or its opposite ("don't
 * stop") is no opt-out; nor is a lack of interest.
 */
export function isOptOut(text: string): boolean {
  const said = normalise(text);
  if (said === '') return false;
  return keywords.has(said) || isKeyword(withoutFillers(said)) || phrases.test(said);
}

function isKeyword(said: string): boolean {
  if (keywords.has(said)) return true;
  const [first = '', second = ''] = said.split(' ');
  return first === 'stop' ? !notAfterStop.has(second) : keywords.has(withoutRepeats(said));
}

function withoutFillers(said: string): string {
  return said.replace(fillersBefore, '').replace(fillersAfter, '');
}

/** "cancel cancel cancel" is "cancel". */
function withoutRepeats(said: string): string {
  return [...new Set(said.split(' '))].join(' ');
}

/**
 * Lower case; accents, vowel marks, hamza and nukta dropped; Arabic letter variants made one; apostrophes closed (`don't` is `dont`);
 * every other mark is a space.
 */
function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u093c]|\p{Cf}/gu, '')
    .replace(/['’‘ʼ`´]/gu, '')
    .replace(/[\u0649\u06cc]/gu, '\u064a')
    .replace(/\u0629/gu, '\u0647')
    .replace(/\u06a9/gu, '\u0643')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
