import { Injectable } from '@nestjs/common';
import { MessageHeard } from '../conversations/conversations.events';
import { ConversationsService } from '../conversations/conversations.service';
import { OnFact } from '../platform/events/on-fact.decorator';
import { Topics } from '../platform/pubsub/topics';
import { AssessmentsService } from '../qualification/assessments/assessments.service';
import { AssessmentCompleted, type CompletedAssessment } from '../qualification/qualification.events';
import { EscalationLists } from './escalation-lists.service';
import { EscalationRaised, type RaisedEscalation } from './escalations.events';
import { Escalations } from './escalations.service';
import { EscalationNews } from './escalations.topics';
import { handedOverAt, triggerOnCall } from './triggers/trigger-on-call';
import { triggerOfAssessment } from './triggers/trigger-of-assessment';

/** What calls and messages mean for those who take over. Every reaction may run twice. */
@Injectable()
export class EscalationListener {
  constructor(
    private readonly escalations: Escalations,
    private readonly lists: EscalationLists,
    private readonly assessments: AssessmentsService,
    private readonly conversations: ConversationsService,
    private readonly topics: Topics,
  ) {}

  @OnFact(EscalationRaised)
  async tellWatchers({ escalationId }: RaisedEscalation): Promise<void> {
    await this.topics.publish(EscalationNews, { escalationId });
  }

  /**
   * Hot or troubled leads escalate, once per call: not again when somebody was faster than the assessment. But who was given to a person
   * after the last one was done with them is waited for by nobody yet.
   */
  @OnFact(AssessmentCompleted)
  async escalateCall(completed: CompletedAssessment): Promise<void> {
    const { assessmentId, callId, leadId } = completed;
    const { outcomeSignal, model, score, conversationId } = await this.assessments.get(assessmentId);
    const isUnread = model === null && score === null;
    const turns = outcomeSignal === 'human_requested' ? await this.conversations.transcript(conversationId) : [];
    const trigger = triggerOfAssessment(completed, { signal: outcomeSignal, onCall: triggerOnCall(turns), isUnread });
    if (!trigger || (await this.lists.hadPeopleSince({ callId, conversationId }, handedOverAt(turns)))) return;
    await this.escalations.raise({ leadId, callId, conversationId, trigger, key: `assessment:${assessmentId}` });
  }

  /** A person has the conversation, and has resolved what it was about: who writes again must not write to nobody. */
  @OnFact(MessageHeard)
  async hearAgain(heard: { conversationId: string; leadId: string; seq: number }): Promise<void> {
    const { conversationId, leadId, seq } = heard;
    const conversation = await this.conversations.find(conversationId);
    if (conversation?.status !== 'ESCALATED') return;
    const last = (await this.lists.currentOfConversations([conversationId])).get(conversationId);
    if (last && last.status !== 'RESOLVED') return;
    await this.escalations.raise({
      leadId,
      conversationId,
      trigger: last?.trigger ?? 'MANUAL',
      reason: 'The person has written again.',
      key: `message:${conversationId}:${seq}`,
    });
  }
}
