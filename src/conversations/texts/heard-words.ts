import { cleanText } from '../../leads/clean-text';
import type { InboundText } from '../../voice/text.port';

/** What a text says as a turn: its words, then what is attached to it, which is not fetched: `[image/jpeg]`. Never empty. */
export function heardWords({ body, attachments }: Pick<InboundText, 'body' | 'attachments'>): string {
  const attached = attachments.map((kind) => `[${kind}]`).join(' ');
  return [cleanText(body), attached].filter(Boolean).join('\n') || '[empty message]';
}
