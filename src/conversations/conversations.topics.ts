import { declareTopic } from '../platform/pubsub/topic';

/** Turns of one conversation as they are said; the key is the conversation's id. The words are read from the database. */
export const TurnSpoken = declareTopic<{ readonly conversationId: string; readonly seq: number }>('turn-added');
