import { z } from 'zod';
import type { ReplyLanguage } from '../../conversations/languages/next-language';
import { FLOWS, type Flow } from '../../conversations/conversation-flow';
import type { ThreadLanguage } from './language-of-thread';

export const INTENTS = [...FLOWS, 'OPT_OUT', 'HUMAN'] as const;

/** What a lead wants with what it wrote. */
export type Intent = (typeof INTENTS)[number];

export const SENTIMENTS = ['POSITIVE', 'NEUTRAL', 'NEGATIVE', 'ANGRY'] as const;

export type Sentiment = (typeof SENTIMENTS)[number];

/** Where a message is led to. */
export interface Route {
  readonly intent: Intent;
  /** What the conversation is about from now on. */
  readonly flow: Flow;
  /** To answer in. */
  readonly language: ReplyLanguage;
  /** True when the answer has to ask which letters the lead prefers. */
  readonly asksScript: boolean;
  /** What the thread is written in so far; absent where it was routed before that was kept. */
  readonly remembered?: ThreadLanguage;
  readonly sentiment: Sentiment;
  /** How sure the router is, 0 to 1. */
  readonly confidence: number;
  /** True when the lead asks for something to be told. */
  readonly asks: boolean;
  /** RULES: no model was needed, or none was to be had. */
  readonly by: 'MODEL' | 'RULES';
}

/** What a model answers about a message. */
export const routeShape = z.object({
  intent: z.enum(INTENTS),
  sentiment: z.enum(SENTIMENTS),
  confidence: z.number().transform((sure) => Math.min(Math.max(sure, 0), 1)),
  asks_question: z.boolean(),
});

export type RouteAnswer = z.infer<typeof routeShape>;

/** The same as a JSON schema for the provider. */
export const ROUTE_SCHEMA: object = {
  type: 'object',
  properties: {
    intent: { type: 'string', enum: [...INTENTS] },
    sentiment: { type: 'string', enum: [...SENTIMENTS] },
    confidence: { type: 'number' },
    asks_question: { type: 'boolean' },
  },
  required: ['intent', 'sentiment', 'confidence', 'asks_question'],
  additionalProperties: false,
};

/** The flow an intent leads to; a wish to stop or for a person leaves the conversation where it is. */
export function flowOf(intent: Intent, current: Flow | null): Flow {
  return intent === 'OPT_OUT' || intent === 'HUMAN' ? (current ?? 'GENERAL') : intent;
}
