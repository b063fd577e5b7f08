import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module';
import { ComplianceModule } from '../compliance/compliance.module';
import { CONTACT_LOOKUP } from '../compliance/contact-lookup.port';
import { ConversationsModule } from '../conversations/conversations.module';
import { LanguageModelsModule } from '../language-models/language-models.module';
import { LeadsModule } from '../leads/leads.module';
import { QueuesModule } from '../platform/queues/queues.module';
import { TenantsModule } from '../tenants/tenants.module';
import { UsageModule } from '../usage/usage.module';
import { VoiceModule } from '../voice/voice.module';
import { CallEquipment } from './call-equipment.service';
import { CallEnder } from './call-ender.service';
import { CallMetrics } from './call-metrics';
import { CallListener } from './call.listener';
import { CallRelationsResolver, LeadCallsResolver } from './call-relations.resolver';
import { CallStore } from './call-store.service';
import { CALLS_QUEUE, HOT_CALLS_QUEUE } from './calls.jobs';
import { CallsProcessor } from './calls.processor';
import { CallsResolver } from './calls.resolver';
import { CallsService } from './calls.service';
import { CallAnswering } from './following/call-answering.service';
import { CallDetails } from './following/call-details.service';
import { AttentionResolver } from './attention/attention.resolver';
import { CallSettler } from './attention/call-settler.service';
import { CallsNeedingAttention } from './attention/calls-needing-attention.service';
import { CallRecordingsResolver } from './recordings/call-recordings.resolver';
import { CallRecordings } from './recordings/call-recordings.service';
import { StuckCalls } from './attention/stuck-calls.service';
import { CallPoller } from './following/call-poller.service';
import { CallStopper } from './following/call-stopper.service';
import { CarrierLook } from './following/carrier-look.service';
import { LookTimers } from './following/look-timers.service';
import { RingDeadlines } from './following/ring-deadlines.service';
import { CarrierLine } from './placing/carrier-line.service';
import { CarrierQueue } from './placing/carrier-queue';
import { CallFollower } from './following/call-follower.service';
import { CallReconciler } from './following/call-reconciler.service';
import { CallCare } from './following/call-care';
import { CallSweep } from './following/call-sweep';
import { CarrierEvents } from './following/carrier-events.service';
import { UnattendedCalls } from './following/unattended-calls';
import { LeadContactLookup } from './lead-contact-lookup.service';
import { ManualCalls } from './manual-calls.service';
import { AccountStarts } from './carrier-standing/account-starts.service';
import { AccountStore } from './carrier-standing/account-store.service';
import { CarrierAccountsResolver } from './carrier-standing/carrier-accounts.resolver';
import { CarrierStanding } from './carrier-standing/carrier-standing.service';
import { CallPlacer } from './placing/call-placer.service';
import { CarrierRate } from './placing/carrier-rate';
import { QueuedCalls } from './placing/queued-calls.service';
import { DialingGates } from './placing/dialing-gates';
import { TalkModule } from './talk/talk.module';
import { BackToAgent } from './transfers/back-to-agent.service';
import {
  CallTransferFieldResolver,
  CallTransferResolver,
  ColleagueCallResolver,
} from './transfers/call-transfer.resolver';
import { CallerDocuments } from './transfers/caller-documents.service';
import { CallerLine } from './transfers/caller-line.service';
import { LegAnswers } from './transfers/leg-answers.service';
import { LegCare } from './transfers/leg-care.service';
import { LegDocuments } from './transfers/leg-documents.service';
import { LegFollower } from './transfers/leg-follower.service';
import { LegRinger } from './transfers/leg-ringer.service';
import { OperatorTransfers } from './transfers/operator-transfers.service';
import { TransferTargetsResolver } from './transfers/targets/transfer-targets.resolver';
import { TransferDeskModule } from './transfers/transfer-desk.module';
import { TransferHands } from './transfers/transfer-hands';
import { TransferLife } from './transfers/transfer-life.service';
import { TransferNews } from './transfers/transfer-news.service';
import { TransferSteps } from './transfers/transfer-steps.service';
import { TransferSweep } from './transfers/transfer-sweep';
import { TransfersListener } from './transfers/transfers.listener';
import { TransfersProcessor } from './transfers/transfers.processor';
import { CallConversation } from './webhooks/call-conversation.service';
import { TwilioTransfersController } from './webhooks/twilio-transfers.controller';
import { TwilioWebhooksController } from './webhooks/twilio-webhooks.controller';

const TRANSFERS = [
  BackToAgent,
  CallerDocuments,
  CallerLine,
  CallTransferFieldResolver,
  CallTransferResolver,
  ColleagueCallResolver,
  LegAnswers,
  LegCare,
  LegDocuments,
  LegFollower,
  LegRinger,
  OperatorTransfers,
  TransferHands,
  TransferLife,
  TransferNews,
  TransferSteps,
  TransferSweep,
  TransfersListener,
  TransfersProcessor,
  TransferTargetsResolver,
];

/** One attempt: placing it, following it, its ledger. */
@Module({
  imports: [
    QueuesModule.forQueue(CALLS_QUEUE),
    QueuesModule.forQueue(HOT_CALLS_QUEUE),
    AgentsModule,
    ComplianceModule,
    ConversationsModule,
    LanguageModelsModule,
    LeadsModule,
    TalkModule,
    TenantsModule,
    TransferDeskModule,
    UsageModule,
    VoiceModule,
  ],
  controllers: [TwilioWebhooksController, TwilioTransfersController],
  providers: [
    CallsResolver,
    CallRelationsResolver,
    LeadCallsResolver,
    CallListener,
    CallMetrics,
    CallsProcessor,
    CallSweep,
    CallCare,
    CallsService,
    ManualCalls,
    CallStore,
    CallEnder,
    CallEquipment,
    AccountStarts,
    AccountStore,
    CarrierAccountsResolver,
    CarrierStanding,
    CallPlacer,
    CarrierRate,
    CarrierLine,
    CarrierQueue,
    CallPoller,
    CallStopper,
    CarrierLook,
    RingDeadlines,
    LookTimers,
    StuckCalls,
    AttentionResolver,
    CallSettler,
    CallsNeedingAttention,
    CallRecordings,
    CallRecordingsResolver,
    DialingGates,
    QueuedCalls,
    CallAnswering,
    CallDetails,
    CallFollower,
    CallReconciler,
    CarrierEvents,
    UnattendedCalls,
    CallConversation,
    ...TRANSFERS,
    LeadContactLookup,
    { provide: CONTACT_LOOKUP, useExisting: LeadContactLookup },
  ],
  exports: [
    CallEquipment,
    CarrierStanding,
    CallStopper,
    CallStore,
    CallsService,
    LeadContactLookup,
    QueuedCalls,
    TransferDeskModule,
  ],
})
export class CallsModule {}
