import type { SpokenTurn } from '../evidence/verify-facts';

/** Longest turn and longest transcript shown to a model, in characters; the end of a conversation matters most. */
const MAX_TURN = 2_000;
const MAX_TRANSCRIPT = 60_000;

/**
 * The transcript as data: one line a turn, `[<turn>][LEAD] "text"` with the text as a JSON string, between two lines of a random mark
 * that nobody could have said. A turn never leaves its line nor its quotes, so no text can pass for a turn of its own.
 */
export function fencedTranscript(turns: readonly SpokenTurn[], fence: string): string {
  const lines: string[] = [];
  let room = MAX_TRANSCRIPT;
  for (const turn of [...turns].reverse()) {
    const line = `[${turn.seq}][${turn.speaker}] ${JSON.stringify(asOneLine(turn.text, fence))}`;
    room -= line.length + 1;
    if (room < 0) break;
    lines.unshift(line);
  }
  return [`<<<${fence}>>>`, ...lines, `<<<${fence}>>>`].join('\n');
}

function asOneLine(text: string, fence: string): string {
  return text
    .replaceAll(fence, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .trim()
    .slice(0, MAX_TURN);
}
