export const CONVERSATION_STATUSES = ['ACTIVE', 'ENDED'] as const;

export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number];

/** Where a conversation is held. */
export const CONVERSATION_CHANNELS = ['VOICE'] as const;

export type ConversationChannel = (typeof CONVERSATION_CHANNELS)[number];

/** Legal moves; `-` is before it exists. The database holds the same table and refuses any other move. */
export const CONVERSATION_MOVES: Readonly<Record<'-' | ConversationStatus, readonly ConversationStatus[]>> = {
  '-': ['ACTIVE'],
  ACTIVE: ['ENDED'],
  ENDED: [],
};
