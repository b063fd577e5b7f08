import { declareFact } from '../platform/events/fact';

/** Something was said. `seq` is its place in the transcript. */
export const TurnAdded = declareFact<{
  readonly conversationId: string;
  readonly callId: string | null;
  readonly seq: number;
}>('turn.added');

/** A lead has written to us. Told once per message, however often it was delivered. */
export const MessageHeard = declareFact<{
  readonly conversationId: string;
  readonly leadId: string;
  readonly seq: number;
}>('message.heard');

export interface EndedConversation {
  readonly conversationId: string;
  readonly callId: string;
  readonly leadId: string;
  readonly campaignId?: string;
  readonly rubricId?: string;
  /** ISO 8601. */
  readonly endedAt: string;
  /** How many times the lead spoke; 0 when they hung up on the greeting. */
  readonly leadTurns: number;
}

/** A conversation is over and what was said decides what follows. */
export const ConversationEnded = declareFact<EndedConversation>('conversation.ended');
