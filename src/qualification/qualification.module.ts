import { Module } from '@nestjs/common';
import { ComplianceModule } from '../compliance/compliance.module';
import { ConversationsModule } from '../conversations/conversations.module';
import { LanguageModelsModule } from '../language-models/language-models.module';
import { LeadsModule } from '../leads/leads.module';
import { QueuesModule } from '../platform/queues/queues.module';
import { TenantsModule } from '../tenants/tenants.module';
import { AssessmentStore } from './assessments/assessment-store.service';
import { AssessmentSweep } from './assessments/assessment-sweep.service';
import { AssessmentProcessor } from './assessments/assessment.processor';
import { AssessmentsResolver } from './assessments/assessments.resolver';
import { AssessmentsService } from './assessments/assessments.service';
import { Assessor } from './assessments/assessor.service';
import { CaseFiles } from './assessments/case-files.service';
import { ConversationAssessmentResolver } from './assessments/conversation-assessment.resolver';
import { ConversationEndedListener } from './assessments/conversation-ended.listener';
import { LeadAssessmentResolver } from './assessments/lead-assessment.resolver';
import { LeadWorth } from './assessments/lead-worth.service';
import { FactExtractor } from './extraction/fact-extractor.service';
import { LeadFactStore } from './facts/lead-fact-store.service';
import { FactListsResolver, LeadFactsResolver } from './facts/lead-facts.resolver';
import { LeadFacts } from './facts/lead-facts.service';
import { CallQuestions } from './readings/call-questions.service';
import { LeadStandings } from './readings/lead-standings.service';
import { ReadingUpgrades } from './readings/reading-upgrades.service';
import { TextAssessor } from './readings/text-assessor.service';
import { ThreadReader } from './readings/thread-reader.service';
import { ThreadStore } from './readings/thread-store.service';
import { Rescorer } from './rescoring/rescorer.service';
import { RescoringSweep } from './rescoring/rescoring-sweep.service';
import { RescoringsResolver } from './rescoring/rescorings.resolver';
import { RescoringsService } from './rescoring/rescorings.service';
import { RubricsResolver } from './rubrics/rubrics.resolver';
import { RubricsService } from './rubrics/rubrics.service';

/** Rubrics, and the assessment of conversations by them. */
@Module({
  imports: [
    QueuesModule.forQueue('qualification'),
    ComplianceModule,
    ConversationsModule,
    LanguageModelsModule,
    LeadsModule,
    TenantsModule,
  ],
  providers: [
    RubricsService,
    RubricsResolver,
    FactExtractor,
    LeadFactStore,
    LeadFacts,
    LeadFactsResolver,
    LeadWorth,
    FactListsResolver,
    CallQuestions,
    LeadStandings,
    ThreadReader,
    ThreadStore,
    TextAssessor,
    ReadingUpgrades,
    RescoringsService,
    Rescorer,
    RescoringSweep,
    RescoringsResolver,
    AssessmentStore,
    AssessmentsService,
    CaseFiles,
    Assessor,
    AssessmentProcessor,
    AssessmentSweep,
    ConversationEndedListener,
    AssessmentsResolver,
    LeadAssessmentResolver,
    ConversationAssessmentResolver,
  ],
  exports: [RubricsService, AssessmentsService, CallQuestions, LeadFacts, LeadWorth, TextAssessor],
})
export class QualificationModule {}
