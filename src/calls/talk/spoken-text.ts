import { speakable } from '../../voice/speakable';

const SENTENCE_END = /[.!?؟।](?=\s|$)/gu;

/**
 * A model's answer as it can be spoken: no markup, at most `limit` characters. An answer that was cut short loses the sentence
 * that was cut, unless it has no other.
 */
export function spokenText(answer: string, limit: number, cutShort = false): string {
  const plain = answer
    .replace(/```[\s\S]*?(```|$)/g, ' ')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:[-*•]|#{1,6})\s+/gm, '')
    .replace(/[*_`#~|<>]/g, ' ');
  const text = speakable(plain, limit);
  return cutShort ? wholeSentences(text) : text;
}

/** What a person said or typed: one line, at most `limit` characters, nothing that could pass for a mark. */
export function heardText(text: string, limit: number): string {
  return text
    .replace(/[\p{C}<>]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, limit)
    .trim();
}

function wholeSentences(text: string): string {
  const last = [...text.matchAll(SENTENCE_END)].at(-1);
  return last ? text.slice(0, last.index + 1) : text;
}
