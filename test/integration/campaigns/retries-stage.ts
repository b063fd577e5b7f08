import { v7 as uuidv7 } from 'uuid';
import { CarrierEvents } from '../../../src/calls/following/carrier-events.service';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import type { CampaignPolicy } from '../../../src/campaigns/campaign-policy.service';
import { CampaignsModule } from '../../../src/campaigns/campaigns.module';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { ConclusionListener } from '../../../src/campaigns/conclusion.listener';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { EnrolmentsService } from '../../../src/campaigns/enrolments.service';
import { RetriesListener } from '../../../src/campaigns/retries/retries.listener';
import { LanguageModel } from '../../../src/language-models/language-model.port';
import { Carrier } from '../../../src/voice/carrier.port';
import { TextSender } from '../../../src/voice/text.port';
import type { StagedCampaign } from '../../support/builders/a-campaign';
import { ScriptedCarrier, sidOf, statusEvent } from '../../support/doubles/scripted-carrier';
import { ScriptedModel } from '../../support/doubles/scripted-model';
import { ScriptedTextSender } from '../../support/doubles/scripted-text-sender';
import { brokenInvariants } from '../../support/invariants';
import { startTestApp, type TestApp } from '../../support/test-app';

/** What must hold whatever the clock does: it leaps between tests, so that others see calls without news, and dials before their time. */
const OURS = [
  'attempts-within-cap',
  'attempts-equal-dialed-calls',
  'attempts-within-person-budget',
  'callbacks-are-settled',
  'fallback-texts-follow-last-attempts',
  'progress-equals-recount',
  'one-live-call-per-phone',
];

export interface RetriesStage {
  readonly app: TestApp;
  readonly carrier: ScriptedCarrier;
  readonly texts: ScriptedTextSender;
  as<T>(staged: StagedCampaign, work: () => Promise<T>): Promise<T>;
  /** One pass, and the dial of what it claimed; undefined when it claimed nobody. */
  dial(staged: StagedCampaign): Promise<string | undefined>;
  /** The same for everybody who was claimed. */
  dialAll(staged: StagedCampaign): Promise<string[]>;
  end(staged: StagedCampaign, callId: string, ending: 'NO_ANSWER' | 'BUSY' | 'FAILED'): Promise<void>;
  /** The person answers the phone. */
  pickUp(staged: StagedCampaign, callId: string): Promise<void>;
  /** Dialed and ended like this, and what follows in the other campaigns carried out. */
  call(staged: StagedCampaign, ending: 'NO_ANSWER' | 'BUSY' | 'FAILED'): Promise<string>;
  /** A conversation under way is over, and its assessment found a wish to be called then. */
  talk(staged: StagedCampaign, callId: string, callbackAt?: string): Promise<void>;
  /** The assessment alone, told once more. */
  assess(staged: StagedCampaign, callId: string, callbackAt?: string): Promise<void>;
  /** Another campaign of the same company over the same people. */
  another(staged: StagedCampaign, policy?: CampaignPolicy): Promise<StagedCampaign>;
  enrolment(staged: StagedCampaign): Promise<Record<string, unknown>>;
  broken(): Promise<string[]>;
}

export async function startRetriesStage(): Promise<RetriesStage> {
  const [carrier, texts] = [new ScriptedCarrier(), new ScriptedTextSender()];
  const app = await startTestApp({
    imports: [CampaignsModule],
    env: { ROLE: 'api' },
    overrides: [
      { token: Carrier, value: carrier },
      { token: LanguageModel, value: new ScriptedModel() },
      { token: TextSender, value: texts },
    ],
  });
  const as: RetriesStage['as'] = ({ tenantId }, work) => app.asTenant(tenantId, work);
  const enrolment = async ({ campaignId }: StagedCampaign): Promise<Record<string, unknown>> =>
    (await app.sql('select * from enrolments where campaign_id = $1', [campaignId]))[0] ?? {};
  const dialAll = (staged: StagedCampaign) =>
    as(staged, async () => {
      const claimed = await app.get(CampaignPacer).pace(staged.campaignId);
      for (const callId of claimed) await app.get(CallPlacer).place(callId);
      return claimed;
    });
  const report = (staged: StagedCampaign, callId: string, status: Parameters<typeof statusEvent>[1]) =>
    as(staged, async () => {
      const event = statusEvent(callId, status);
      const id = await app.get(CarrierEvents).store(callId, event);
      if (id) await app.get(CarrierEvents).apply(id, callId, event);
    });
  const end: RetriesStage['end'] = report;
  return {
    app,
    carrier,
    texts,
    as,
    dialAll,
    dial: async (staged) => (await dialAll(staged))[0],
    end,
    pickUp: (staged, callId) => report(staged, callId, 'IN_PROGRESS'),
    enrolment,
    call: async (staged, ending) => {
      const [callId] = await dialAll(staged);
      if (!callId) throw new Error('nobody was claimed');
      await end(staged, callId, ending);
      const { id: enrolmentId } = await enrolment(staged);
      const tried = { leadId: staged.leadIds[0] ?? '', enrolmentId: String(enrolmentId) };
      await as(staged, () => app.get(RetriesListener).restElsewhere(tried));
      return callId;
    },
    talk: async (staged, callId, callbackAt) => {
      await hangUp(app, staged, callId);
      await assess(app, staged, callId, callbackAt);
    },
    assess: (staged, callId, callbackAt) => assess(app, staged, callId, callbackAt),
    another: (staged, policy = {}) =>
      as(staged, async () => {
        const { id } = await app
          .get(CampaignsService)
          .create({ ...policy, name: 'Autumn', projectId: staged.projectId });
        await app.get(EnrolmentsService).add(id, { leadIds: staged.leadIds });
        await app.get(CampaignsService).start(id);
        return { ...staged, campaignId: id };
      }),
    broken: async () => {
      const broken = await brokenInvariants(app.config.database.ownerUrl ?? '', { now: app.clock.now() });
      return broken.map(({ name }) => name).filter((name) => OURS.includes(name));
    },
  };
}

async function hangUp(app: TestApp, staged: StagedCampaign, callId: string): Promise<void> {
  await app.sql(
    "update calls set status = 'COMPLETED', answered_at = $2, ended_at = $2, provider_call_id = $3 where id = $1",
    [callId, app.clock.now(), sidOf(callId)],
  );
  await app.sql("update enrolments set state = 'WRAP_UP', connected = true where campaign_id = $1", [
    staged.campaignId,
  ]);
}

async function assess(app: TestApp, staged: StagedCampaign, callId: string, callbackAt?: string): Promise<void> {
  await app.asTenant(staged.tenantId, () =>
    app.get(ConclusionListener).concludeCall({
      assessmentId: uuidv7(),
      callId,
      leadId: staged.leadIds[0] ?? '',
      campaignId: staged.campaignId,
      outcome: 'CALLBACK_REQUESTED',
      score: null,
      temperature: 'UNSCORED',
      nextAction: 'NURTURE',
      ...(callbackAt ? { callbackAt } : {}),
    }),
  );
}
