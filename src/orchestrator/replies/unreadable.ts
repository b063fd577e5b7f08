import { isWordless } from '../../conversations/texts/heard-words';

/** True when all that was written is pictures, recordings, files or places, or nothing at all. */
export function isUnreadable(messages: readonly { readonly text: string }[]): boolean {
  return messages.length > 0 && messages.every(({ text }) => isWordless(text));
}
