export const CONVERSATION_STATUSES = ['ACTIVE', 'ESCALATED', 'ENDED'] as const;

/** ESCALATED: a person has it, and the agent is silent until it is handed back. */
export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number];

/** Channels a conversation is written on. */
export const THREAD_CHANNELS = ['SMS', 'WHATSAPP', 'LIVE_CHAT', 'WEB_FORM'] as const;

export type ThreadChannel = (typeof THREAD_CHANNELS)[number];

/** Where a conversation is held. */
export const CONVERSATION_CHANNELS = ['VOICE', ...THREAD_CHANNELS] as const;

export type ConversationChannel = (typeof CONVERSATION_CHANNELS)[number];

/** Legal moves; `-` is before it exists. The database holds the same table and refuses any other move. */
export const CONVERSATION_MOVES: Readonly<Record<'-' | ConversationStatus, readonly ConversationStatus[]>> = {
  '-': ['ACTIVE'],
  ACTIVE: ['ESCALATED', 'ENDED'],
  ESCALATED: ['ACTIVE', 'ENDED'],
  ENDED: [],
};
