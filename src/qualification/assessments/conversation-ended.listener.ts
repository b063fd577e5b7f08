import { Injectable } from '@nestjs/common';
import { ConversationEnded, type EndedConversation } from '../../conversations/conversations.events';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { AssessmentStore } from './assessment-store.service';

/** Plans the assessment of every conversation that ends. */
@Injectable()
export class ConversationEndedListener {
  constructor(private readonly store: AssessmentStore) {}

  @OnFact(ConversationEnded)
  async planAssessment(ended: EndedConversation): Promise<void> {
    await this.store.plan(ended);
  }
}
