import { type DynamicModule, Module } from '@nestjs/common';
import { AgentsModule } from './agents/agents.module';
import { AuthModule } from './auth/auth.module';
import { CallsModule } from './calls/calls.module';
import { CampaignsModule } from './campaigns/campaigns.module';
import { ComplianceModule } from './compliance/compliance.module';
import { ConversationsModule } from './conversations/conversations.module';
import { DeliveryModule } from './conversations/delivery/delivery.module';
import { TextsModule } from './conversations/texts/texts.module';
import { EscalationModule } from './escalation/escalation.module';
import { HealthModule } from './health/health.module';
import { NotificationsModule } from './integrations/notifications/notifications.module';
import { WebhooksModule } from './integrations/webhooks/webhooks.module';
import { IntakeModule } from './intake/intake.module';
import { KnowledgeModule } from './knowledge/knowledge.module';
import { LanguageModelsModule } from './language-models/language-models.module';
import { LeadsModule } from './leads/leads.module';
import { OrchestratorModule } from './orchestrator/orchestrator.module';
import type { AppConfig } from './platform/config/config';
import { AppConfigModule } from './platform/config/config.module';
import { DatabaseModule } from './platform/database/database.module';
import { EventsModule } from './platform/events/events.module';
import { PlatformGraphqlModule } from './platform/graphql/platform-graphql.module';
import { PlatformHttpModule } from './platform/http/platform-http.module';
import { LoggingModule } from './platform/logging/logging.module';
import { MetricsModule } from './platform/metrics/metrics.module';
import { PubsubModule } from './platform/pubsub/pubsub.module';
import { QueuesModule } from './platform/queues/queues.module';
import { QualificationModule } from './qualification/qualification.module';
import { TenantsModule } from './tenants/tenants.module';
import { UsageModule } from './usage/usage.module';
import { VoiceModule } from './voice/voice.module';

/** Mechanism without a domain word; every room may use it. */
const platform = [
  LoggingModule,
  MetricsModule,
  DatabaseModule,
  EventsModule,
  QueuesModule,
  PubsubModule,
  PlatformHttpModule,
  PlatformGraphqlModule,
];

/** The rooms, lowest level first. */
const rooms = [
  TenantsModule,
  LeadsModule,
  UsageModule,
  ComplianceModule,
  HealthModule,
  AuthModule,
  IntakeModule,
  LanguageModelsModule,
  VoiceModule,
  KnowledgeModule,
  AgentsModule,
  ConversationsModule,
  TextsModule,
  CallsModule,
  QualificationModule,
  CampaignsModule,
  EscalationModule,
  NotificationsModule,
  WebhooksModule,
  DeliveryModule,
  OrchestratorModule,
];

/** The only file that lists every module. */
@Module({})
export class AppModule {
  static with(config: AppConfig): DynamicModule {
    return { module: AppModule, imports: [AppConfigModule.with(config), ...platform, ...rooms] };
  }
}
