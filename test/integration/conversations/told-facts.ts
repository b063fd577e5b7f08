import { Injectable } from '@nestjs/common';
import {
  ConversationEnded,
  type EndedConversation,
  MessageHeard,
  TurnAdded,
} from '../../../src/conversations/conversations.events';
import type { FactDelivery } from '../../../src/platform/events/fact';
import { OnFact } from '../../../src/platform/events/on-fact.decorator';
import { until } from '../../support/until';

interface About {
  readonly conversationId: string;
}

/** Facts as another room is told them, once each however often they are delivered. */
@Injectable()
export class ToldFacts {
  private readonly told = new Map<string, { name: string; payload: About }>();

  @OnFact(TurnAdded)
  async turnAdded(payload: About, { eventId }: FactDelivery): Promise<void> {
    this.told.set(eventId, { name: 'turn.added', payload });
  }

  @OnFact(MessageHeard)
  async messageHeard(payload: About, { eventId }: FactDelivery): Promise<void> {
    this.told.set(eventId, { name: 'message.heard', payload });
  }

  @OnFact(ConversationEnded)
  async conversationEnded(payload: EndedConversation, { eventId }: FactDelivery): Promise<void> {
    this.told.set(eventId, { name: 'conversation.ended', payload });
  }

  of(name: string, conversationId: string): object[] {
    const facts = [...this.told.values()].filter((fact) => fact.name === name);
    return facts.map(({ payload }) => payload).filter((payload) => payload.conversationId === conversationId);
  }

  /** The facts, when `count` have come; fails when they do not. */
  async until(name: string, conversationId: string, count: number): Promise<object[]> {
    await until(() => this.of(name, conversationId).length >= count);
    return this.of(name, conversationId);
  }
}
