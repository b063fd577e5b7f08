import type { SpokenTurn } from '../evidence/verify-facts';

/** Longest turn and longest transcript shown to a model, in characters; the end of a conversation matters most. */
const MAX_TURN = 2_000;
const MAX_TRANSCRIPT = 60_000;

/**
 * The transcript as data: one line a turn, `[<turn>][LEAD] "text"` with the text as a JSON string, between two lines of a random mark
 * that nobody could have said. A turn never leaves its line nor its quotes, so no text can pass for a turn of its own.
 */
export function fencedTranscript(turns: readonly SpokenTurn[], fence: string): string {
  return [`<<<${fence}>>>`, ...lastThatFit(turns).map((turn) => lineOf(turn, fence)), `<<<${fence}>>>`].join('\n');
}

/** The last turns, as many as a transcript has room for. */
export function lastThatFit(turns: readonly SpokenTurn[]): readonly SpokenTurn[] {
  let room = MAX_TRANSCRIPT;
  const left = turns.findLastIndex((turn) => {
    room -= lineOf(turn, '').length + 1;
    return room < 0;
  });
  return turns.slice(left + 1);
}

function lineOf({ seq, speaker, text }: SpokenTurn, fence: string): string {
  return `[${seq}][${speaker}] ${JSON.stringify(asOneLine(text, fence))}`;
}

function asOneLine(text: string, fence: string): string {
  return text
    .replaceAll(fence, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .trim()
    .slice(0, MAX_TURN);
}
