import { z } from 'zod';
import { ACTIONS, type Action } from '../flows/flow';

/** Longest reply: a carrier takes 1,600 characters, and what has to be said beside needs room. */
export const MAX_REPLY = 1_000;

/** What a reply rests on, by its writer's own account. */
export const GROUNDS = ['PASSAGES', 'COMPANY', 'CONVERSATION', 'SMALL_TALK', 'NOT_KNOWN'] as const;

const cut = (length: number) => z.string().transform((text) => text.slice(0, length));

/** What a model answers when it writes a reply. */
export const replyShape = z.object({
  reply: cut(4_000),
  grounds: z.enum(GROUNDS),
  passages: z.array(z.number()).transform((numbers) => numbers.slice(0, 10)),
  action: z.enum(ACTIONS),
  quote: cut(500).nullable(),
});

export type ReplyDraft = z.infer<typeof replyShape>;

/** The same as a JSON schema for the provider, with the actions of one flow. */
export function replySchema(actions: readonly Action[]): object {
  return {
    type: 'object',
    properties: {
      reply: { type: 'string' },
      grounds: { type: 'string', enum: [...GROUNDS] },
      passages: { type: 'array', items: { type: 'integer' } },
      action: { type: 'string', enum: [...actions] },
      quote: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    },
    required: ['reply', 'grounds', 'passages', 'action', 'quote'],
    additionalProperties: false,
  };
}
