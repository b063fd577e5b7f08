import { Injectable } from '@nestjs/common';
import { CallingPolicyChanged, EmergencyHoldChanged, PlatformSuppressionAdded } from '../compliance/compliance.events';
import { OnFact } from '../platform/events/on-fact.decorator';
import { CampaignsService } from './campaigns.service';
import { ClosedZonesSweep } from './dialing/closed-zones-sweep.service';
import { PlatformSuppressionSweep } from './dialing/platform-suppression-sweep.service';
import { PacingBell } from './dialing/pacing-bell.service';

/** What changes whom a company may call at all. Every reaction may run twice. */
@Injectable()
export class ComplianceListener {
  constructor(
    private readonly suppressions: PlatformSuppressionSweep,
    private readonly closedZones: ClosedZonesSweep,
    private readonly campaigns: CampaignsService,
    private readonly pacing: PacingBell,
  ) {}

  @OnFact(PlatformSuppressionAdded)
  async endSuppressed({ platformSuppressionId }: { platformSuppressionId: string }): Promise<void> {
    await this.suppressions.endEnrolmentsOf(platformSuppressionId);
  }

  @OnFact(CallingPolicyChanged)
  async planAnew(): Promise<void> {
    for (const campaignId of await this.campaigns.active()) this.pacing.wake(campaignId);
    await this.closedZones.hangUpRinging();
  }

  @OnFact(EmergencyHoldChanged)
  async planUnderHold(): Promise<void> {
    await this.planAnew();
  }
}
