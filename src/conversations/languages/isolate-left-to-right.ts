const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/** Addresses of pages and mail, telephone numbers, dates and figures of several parts, and runs of Latin words. */
const RUN = new RegExp(
  [
    String.raw`(?:https?:\/\/|www\.)[^\s\u2068\u2069]+[\p{L}\p{N}/]`,
    String.raw`[\p{L}\p{N}._%+-]+@[a-z0-9.-]+\.[a-z]{2,}`,
    String.raw`\+?\(?\d[\d\s().-]{5,}\d`,
    String.raw`\d+(?:[.,:/%-]\d+)+%?`,
    String.raw`\p{Script=Latin}[\p{Script=Latin}\p{M}\p{N}'’&.+#/-]*(?:[ ]+(?:\p{Script=Latin}|\d)[\p{Script=Latin}\p{M}\p{N}'’&.+#/-]*)*(?<![.])`,
  ].join('|'),
  'giu',
);

/**
 * An Arabic text with what reads from left to right set apart, so that its marks and signs stay where they belong: without it
 * "+971 50 123 4567" is shown with its parts in reverse (Unicode UAX 9, isolates). Texts without Arabic stay as they are; calling it
 * twice changes nothing more.
 */
export function isolateLeftToRight(text: string): string {
  if (!/\p{Script=Arabic}/u.test(text)) return text;
  const bare = text.replace(/[\u2066-\u2069]/gu, '');
  return bare.replace(RUN, (run) => `${FIRST_STRONG_ISOLATE}${run}${POP_DIRECTIONAL_ISOLATE}`);
}
