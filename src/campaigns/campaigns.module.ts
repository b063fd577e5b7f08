import { Global, Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module';
import { CallsModule } from '../calls/calls.module';
import { CallSlots } from '../calls/call-slots.port';
import { CampaignLedger } from '../calls/campaign-ledger.port';
import { ComplianceModule } from '../compliance/compliance.module';
import { LeadsModule } from '../leads/leads.module';
import { QueuesModule } from '../platform/queues/queues.module';
import { QualificationModule } from '../qualification/qualification.module';
import { TenantsModule } from '../tenants/tenants.module';
import { UsageModule } from '../usage/usage.module';
import { VoiceModule } from '../voice/voice.module';
import { CapacityBell } from './allocation/capacity-bell.service';
import { CapacityListener } from './allocation/capacity.listener';
import { CapacitySurvey } from './allocation/capacity-survey.service';
import { HandCallSlots } from './allocation/call-slots.service';
import { AutoCaller } from './auto-caller.service';
import { CampaignLife } from './campaign-life.service';
import { CampaignListener } from './campaign.listener';
import { CampaignPolicyReader } from './campaign-policy.service';
import { CampaignProgressResolver } from './campaign-progress.resolver';
import { CampaignSweep } from './campaign-sweep';
import { CAMPAIGNS_QUEUE, HOT_CAMPAIGNS_QUEUE } from './campaigns.jobs';
import { ComplianceListener } from './compliance.listener';
import { ConclusionListener } from './conclusion.listener';
import { CampaignsResolver } from './campaigns.resolver';
import { CampaignsService } from './campaigns.service';
import { CallConclusion } from './dialing/call-conclusion.service';
import { EnrolmentLedger } from './dialing/campaign-ledger.service';
import { CampaignBudgetResolver } from './budget/campaign-budget.resolver';
import { CampaignBudgetEditor } from './budget/campaign-budget.service';
import { CampaignClosing } from './dialing/campaign-closing.service';
import { CampaignObstacles } from './dialing/campaign-obstacles.service';
import { CampaignPacer } from './dialing/campaign-pacer.service';
import { CampaignSpeakers } from './dialing/campaign-speakers.service';
import { CampaignTerms } from './dialing/campaign-terms.service';
import { CapacityReader } from './dialing/capacity';
import { QueuedCallsListener } from './dialing/queued-calls.listener';
import { QueuedCallsSweep } from './dialing/queued-calls-sweep.service';
import { ClosedZonesSweep } from './dialing/closed-zones-sweep.service';
import { EnrolmentStore } from './dialing/enrolment-store.service';
import { FailureBreaker } from './dialing/failure-breaker.service';
import { LeadFollower } from './dialing/lead-follower.service';
import { LeadLedger } from './dialing/lead-ledger.service';
import { LiveCalls } from './dialing/live-calls.service';
import { OutcomeApplier } from './dialing/outcome-applier.service';
import { PacerAlarm } from './dialing/pacer-alarm.service';
import { PacerTools } from './dialing/pacer-tools.service';
import { PacingBell } from './dialing/pacing-bell.service';
import { PacingFacts } from './dialing/pacing-facts.service';
import { QueueFrontBook } from './dialing/queue-front-book.service';
import { PlatformSuppressionSweep } from './dialing/platform-suppression-sweep.service';
import { RevocationSweep } from './dialing/revocation-sweep.service';
import { SuppressionSweep } from './dialing/suppression-sweep.service';
import { DialingHealthService } from './health/dialing-health.service';
import { EnrolmentsService } from './enrolments.service';
import { AgentLimitListener } from './experiments/agent-limit.listener';
import { CampaignArms } from './experiments/campaign-arms.service';
import { ExperimentReader } from './experiments/experiment-reader.service';
import { ExperimentsResolver } from './experiments/experiments.resolver';
import { ForecastFacts } from './forecast/forecast-facts';
import { ForecastResolver } from './forecast/forecast.resolver';
import { ForecastService } from './forecast/forecast.service';
import { ForecastSupply } from './forecast/forecast-supply.service';
import { AlertListener } from './health/alert.listener';
import { BreakerSweep } from './health/breaker-sweep';
import { DueSurvey } from './health/due-survey.service';
import { DialingAlertsResolver } from './health/dialing-alerts.resolver';
import { DialingAlerts } from './health/dialing-alerts.service';
import { PersonRest } from './retries/person-rest.service';
import { RetriesListener } from './retries/retries.listener';
import { RetriesModule } from './retries/retries.module';
import { SimulationLedger } from './simulation/runs/simulation-ledger.service';
import { SimulationPeople } from './simulation/runs/simulation-people.service';
import { SimulationRunner } from './simulation/runs/simulation-runner.service';
import { SimulationScenario } from './simulation/runs/simulation-scenario.service';
import { SimulationTerms } from './simulation/runs/simulation-terms.service';
import { SIMULATIONS_QUEUE } from './simulation/runs/simulations.jobs';
import { SimulationsProcessor } from './simulation/runs/simulations.processor';
import { SimulationsResolver } from './simulation/runs/simulations.resolver';
import { SimulationsService } from './simulation/runs/simulations.service';
import { ProgressNews } from './progress/progress-news.service';
import { ProgressReader } from './progress/progress-reader.service';
import { LeadHours } from './speed-to-lead/lead-hours.service';
import { SpeedLedger } from './speed-to-lead/speed-ledger.service';
import { SpeedNews } from './speed-to-lead/speed-news.service';
import { SpeedReader } from './speed-to-lead/speed-reader.service';
import { SpeedSweep } from './speed-to-lead/speed-sweep';
import { SpeedTargets } from './speed-to-lead/speed-targets.service';
import { SpeedToLeadListener } from './speed-to-lead/speed-to-lead.listener';
import { SpeedToLeadResolver } from './speed-to-lead/speed-to-lead.resolver';
import { SpeedWatch } from './speed-to-lead/speed-watch.service';
import { StandingCampaigns } from './speed-to-lead/standing-campaigns.service';
import { ConversationsModule } from '../conversations/conversations.module';
import { MissedCallsModule } from '../intake/missed-calls/missed-calls.module';
import { CallBacks } from './dialing/call-backs.service';
import { IntakeListener } from './dialing/intake.listener';
import { PersonWishes } from './dialing/person-wishes.service';
import { ReplyStops } from './dialing/reply-stops.service';

/** Enrolments, pacing, retries, progress. Global for one thing: the calls room, further down, asks it for the CampaignLedger. */
@Global()
@Module({
  imports: [
    QueuesModule.forQueue(CAMPAIGNS_QUEUE),
    QueuesModule.forQueue(HOT_CAMPAIGNS_QUEUE),
    QueuesModule.forQueue(SIMULATIONS_QUEUE),
    AgentsModule,
    CallsModule,
    ComplianceModule,
    ConversationsModule,
    MissedCallsModule,
    LeadsModule,
    QualificationModule,
    RetriesModule,
    TenantsModule,
    UsageModule,
    VoiceModule,
  ],
  providers: [
    CampaignsResolver,
    CampaignBudgetResolver,
    CampaignBudgetEditor,
    CampaignProgressResolver,
    CampaignListener,
    ConclusionListener,
    ComplianceListener,
    CampaignSweep,
    CampaignsService,
    CampaignLife,
    CampaignPolicyReader,
    CampaignArms,
    ExperimentReader,
    ExperimentsResolver,
    AgentLimitListener,
    LeadHours,
    SpeedLedger,
    SpeedNews,
    SpeedReader,
    SpeedSweep,
    SpeedTargets,
    SpeedToLeadListener,
    SpeedToLeadResolver,
    SpeedWatch,
    StandingCampaigns,
    EnrolmentsService,
    AutoCaller,
    ForecastFacts,
    ForecastResolver,
    ForecastService,
    ForecastSupply,
    AlertListener,
    BreakerSweep,
    DialingAlerts,
    DialingAlertsResolver,
    DialingHealthService,
    DueSurvey,
    ProgressNews,
    ProgressReader,
    CallConclusion,
    CampaignClosing,
    CampaignObstacles,
    CampaignPacer,
    PacerAlarm,
    PacerTools,
    CapacityBell,
    CapacityListener,
    CapacitySurvey,
    HandCallSlots,
    { provide: CallSlots, useExisting: HandCallSlots },
    CampaignSpeakers,
    CampaignTerms,
    CapacityReader,
    EnrolmentStore,
    FailureBreaker,
    LeadFollower,
    LeadLedger,
    LiveCalls,
    OutcomeApplier,
    PersonRest,
    RetriesListener,
    PacingBell,
    PacingFacts,
    QueueFrontBook,
    SimulationLedger,
    SimulationPeople,
    SimulationRunner,
    SimulationScenario,
    SimulationTerms,
    SimulationsProcessor,
    SimulationsResolver,
    SimulationsService,
    SuppressionSweep,
    PlatformSuppressionSweep,
    RevocationSweep,
    ClosedZonesSweep,
    CallBacks,
    IntakeListener,
    PersonWishes,
    ReplyStops,
    QueuedCallsListener,
    QueuedCallsSweep,
    EnrolmentLedger,
    { provide: CampaignLedger, useExisting: EnrolmentLedger },
  ],
  exports: [CampaignsService, CallSlots, CampaignLedger],
})
export class CampaignsModule {}
