import { Global, Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module';
import { ComplianceModule } from '../compliance/compliance.module';
import { ConversationsModule } from '../conversations/conversations.module';
import { DeliveryModule } from '../conversations/delivery/delivery.module';
import { EscalationModule } from '../escalation/escalation.module';
import { KnowledgeModule } from '../knowledge/knowledge.module';
import { LanguageModelsModule } from '../language-models/language-models.module';
import { LeadsModule } from '../leads/leads.module';
import { QueuesModule } from '../platform/queues/queues.module';
import { QualificationModule } from '../qualification/qualification.module';
import { QuestionGuide } from '../calls/talk/question-guide.port';
import { AnswerMetrics } from './answers/answer-metrics.service';
import { AnswerProcessor } from './answers/answer.processor';
import { AnswerStore } from './answers/answer-store.service';
import { AnswerSweep } from './answers/answer-sweep.service';
import { Answerer } from './answers/answerer.service';
import { MessageHeardListener } from './answers/message-heard.listener';
import { TextNeverSentListener } from './answers/text-never-sent.listener';
import { TextUndeliveredListener } from './answers/text-undelivered.listener';
import { AssessStep } from './answers/steps/assess-step.service';
import { ComposeStep } from './answers/steps/compose-step.service';
import { DeliverStep } from './answers/steps/deliver-step.service';
import { DeliveryOutcomes } from './answers/steps/delivery-outcomes.service';
import { AnsweringCalls } from './answers/steps/answering-calls.service';
import { Overtaking } from './answers/steps/overtaking.service';
import { RouteStep } from './answers/steps/route-step.service';
import { CallGuide } from './calls/call-guide.service';
import { Citations } from './citations/citations.service';
import { TurnCitationsResolver } from './citations/turn-citations.resolver';
import { ConversationFlows } from './flows/conversation-flows.service';
import { FlowActions } from './flows/flow-actions.service';
import { ReplyComposer } from './replies/reply-composer.service';
import { ReplyWriter } from './replies/reply-writer.service';
import { MessageRouter } from './routing/message-router.service';
import { SceneLoader } from './scenes/scene-loader.service';

/**
 * Answers what people write: finds out what they want, decides what to say and do, says it, and reads what they told. Global for one
 * thing: the calls room, further down, asks it what is worth asking next.
 */
@Global()
@Module({
  imports: [
    AgentsModule,
    ComplianceModule,
    ConversationsModule,
    DeliveryModule,
    EscalationModule,
    KnowledgeModule,
    LanguageModelsModule,
    LeadsModule,
    QualificationModule,
    QueuesModule.forQueue('answers'),
  ],
  providers: [
    AnswerMetrics,
    AnswerProcessor,
    AnswerStore,
    AnswerSweep,
    Answerer,
    Citations,
    TurnCitationsResolver,
    AssessStep,
    ComposeStep,
    ConversationFlows,
    DeliverStep,
    DeliveryOutcomes,
    FlowActions,
    MessageHeardListener,
    MessageRouter,
    AnsweringCalls,
    Overtaking,
    ReplyComposer,
    ReplyWriter,
    RouteStep,
    SceneLoader,
    TextNeverSentListener,
    TextUndeliveredListener,
    CallGuide,
    { provide: QuestionGuide, useExisting: CallGuide },
  ],
  exports: [QuestionGuide],
})
export class OrchestratorModule {}
