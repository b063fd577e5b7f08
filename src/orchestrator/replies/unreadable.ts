/** How a message without words is kept: the kinds of what was attached. */
const ATTACHMENT = /^(?:\[[\w.+-]+\/[\w.+*-]+\]\s*)+$/u;

/** True when all that was written is pictures, recordings or files. */
export function isUnreadable(messages: readonly { readonly text: string }[]): boolean {
  return messages.length > 0 && messages.every(({ text }) => ATTACHMENT.test(text.trim()));
}
