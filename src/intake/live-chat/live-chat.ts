import { z } from 'zod';
import { readBody } from '../read-body';

const text = (limit: number) => z.string().max(limit, `is longer than ${limit} characters.`).nullish();
const needed = (kind: string) => ({
  error: ({ input }: { input: unknown }) => (input === undefined ? 'is missing.' : `must be ${kind}.`),
});

/** Longest message of a chat, in characters. */
export const MAX_CHAT_TEXT = 4_000;

/** One message of the visitor of a web page. */
const chatMessage = z.strictObject({
  sessionId: z
    .string(needed('a string'))
    .regex(/^[A-Za-z0-9._~-]{16,80}$/, 'must have 16 to 80 letters, digits or . _ ~ - and be hard to guess.'),
  messageId: z
    .string(needed('a string'))
    .regex(/^[\x21-\x7e]{1,100}$/, 'must have 1 to 100 printable ASCII characters.'),
  text: z
    .string(needed('a string'))
    .max(MAX_CHAT_TEXT, `is longer than ${MAX_CHAT_TEXT} characters.`)
    .refine((words) => words.trim() !== '', 'must say something.'),
  phone: text(60),
  name: text(200),
  email: text(254),
  /** BCP 47, as the page knows it. */
  language: text(35),
  /** Address of the page. */
  page: text(2_000),
  /** Whoever holds the key knows that the visitor is the owner of the phone, having signed them in for example. */
  verified: z.boolean('must be true or false.').nullish(),
});

export type ChatMessage = z.infer<typeof chatMessage>;

/** @throws InvalidInput naming every field that cannot be used. */
export function readChatMessage(body: unknown): ChatMessage {
  return readBody(chatMessage, body);
}
