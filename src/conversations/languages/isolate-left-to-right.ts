const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';
const RIGHT_TO_LEFT_MARK = '\u200f';
const MARKS = /[\u2066-\u2069\u200f]/gu;

const DIGIT = String.raw`[\d٠-٩۰-۹]`;
const FIGURE = String.raw`${DIGIT}+(?:[.,:/%-]${DIGIT}+)*`;
const MAIL = String.raw`[\p{L}\p{N}._%+-]+@[a-z0-9.-]+\.[a-z]{2,}`;
const LINK = String.raw`(?:https?:\/\/|www\.)[^\s،؛؟]+|(?:[a-z0-9_-]+\.)+[a-z]{2,}(?:[:/?#][^\s،؛؟]*)?(?![a-z])`;
/** A Latin word, or a reference with digits in front such as 4F9A-02C7. */
const WORD = String.raw`(?!${LINK})(?:\d+[./-])*\d*\p{Script=Latin}[\p{Script=Latin}\p{M}\p{N}'’&.+#/-]*`;

/** Addresses of mail and pages, runs of Latin words, telephone numbers, dates, amounts and figures of several parts. */
const RUN = new RegExp(
  [
    MAIL,
    `(${LINK})`,
    String.raw`${WORD}(?:[ ]+(?:${WORD}|${FIGURE}))*(?<![.])`,
    String.raw`\+?\(?${DIGIT}(?:${DIGIT}|[\s().-]){5,}${DIGIT}`,
    String.raw`\p{Sc}[ ]?${FIGURE}%?`,
    String.raw`${DIGIT}+(?:[.,:/%-]${DIGIT}+)+%?`,
  ].join('|'),
  'giu',
);
const BEGINS_WITH_LINK = new RegExp(String.raw`^\s*(?:${LINK})`, 'iu');

/**
 * An Arabic text with what reads from left to right set apart, so that its marks and signs stay where they belong: without it
 * "+971 50 123 4567" is shown with its parts in reverse (Unicode UAX 9, isolates). Addresses of pages stay bare: their letters keep them
 * in order, and phones take a mark behind one for a part of it. Texts without Arabic stay as they are; calling it twice changes nothing
 * more.
 */
export function isolateLeftToRight(text: string): string {
  if (!/\p{Script=Arabic}/u.test(text)) return text;
  const bare = withoutDirectionMarks(text);
  const isolated = bare.replace(RUN, (run: string, link: string | undefined) =>
    link === undefined ? `${FIRST_STRONG_ISOLATE}${run}${POP_DIRECTIONAL_ISOLATE}` : run,
  );
  // The first letters decide on which side a text begins.
  return BEGINS_WITH_LINK.test(bare) ? RIGHT_TO_LEFT_MARK + isolated : isolated;
}

/** The same text with none of the marks that `isolateLeftToRight` adds: what is compared and kept. */
export function withoutDirectionMarks(text: string): string {
  return text.replace(MARKS, '');
}
