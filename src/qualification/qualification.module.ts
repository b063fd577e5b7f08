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
import { FactExtractor } from './extraction/fact-extractor.service';
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
  exports: [RubricsService, AssessmentsService],
})
export class QualificationModule {}
