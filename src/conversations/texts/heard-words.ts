import { cleanText } from '../../leads/clean-text';
import { type InboundText, UNTYPED_ATTACHMENTS } from '../../voice/text.port';

/** What a text of nothing at all is heard as. */
const NOTHING = 'empty message';

/** Marks of what is attached, of nothing, and no word beside; a media type as in RFC 6838. */
const MARKS = new RegExp(
  `^(?:\\[(?:${[...UNTYPED_ATTACHMENTS, NOTHING].join('|')}|[\\w!#$&^.*+-]+/[\\w!#$&^.*+-]+)\\]\\s*)+$`,
);

/** What a text says as a turn: its words, then what is attached to it, which is not fetched: `[image/jpeg]`. Never empty. */
export function heardWords({ body, attachments }: Pick<InboundText, 'body' | 'attachments'>): string {
  const attached = attachments.map((kind) => `[${kind}]`).join(' ');
  return [cleanText(body), attached].filter(Boolean).join('\n') || `[${NOTHING}]`;
}

/** True of what `heardWords` made of a text that had no words. */
export function isWordless(heard: string): boolean {
  return MARKS.test(heard.trim());
}
