import { Injectable } from '@nestjs/common';
import { CallStuck, CarrierAccountChanged } from '../../calls/calls.events';
import type { FactDelivery } from '../../platform/events/fact';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { CampaignPaused } from '../campaigns.events';
import { CampaignsService } from '../campaigns.service';
import { PacingBell } from '../dialing/pacing-bell.service';
import type { AlertKind } from './dialing-alert.entity';
import { DialingAlerts } from './dialing-alerts.service';

const KIND_OF: Readonly<Record<string, AlertKind>> = {
  DOWN: 'CARRIER_DOWN',
  SLOWED: 'CARRIER_SLOWED',
  RECOVERED: 'CARRIER_RECOVERED',
};

/** Tells a company what the program has done, or cannot do, by itself. Every reaction may run twice. */
@Injectable()
export class AlertListener {
  constructor(
    private readonly alerts: DialingAlerts,
    private readonly campaigns: CampaignsService,
    private readonly pacing: PacingBell,
  ) {}

  /** Whoever pauses a campaign by hand knows of it. */
  @OnFact(CampaignPaused)
  async tellOfPause(
    { campaignId, reason }: { campaignId: string; reason: string },
    { eventId, occurredAt: at }: FactDelivery,
  ): Promise<void> {
    if (reason === 'USER') return;
    await this.alerts.raise({ key: `CAMPAIGN_PAUSED ${eventId}`, kind: 'CAMPAIGN_PAUSED', reason, campaignId, at });
  }

  @OnFact(CallStuck)
  async tellOfStuckCall(
    { callId, campaignId, reason }: { callId: string; campaignId?: string; reason: string },
    { occurredAt: at }: FactDelivery,
  ): Promise<void> {
    const about = { callId, ...(campaignId ? { campaignId } : {}) };
    await this.alerts.raise({ key: `CALL_STUCK ${callId}`, kind: 'CALL_STUCK', reason, ...about, at });
  }

  /** A company that calls nobody now need not know; the others go on at once when the carrier takes calls again. */
  @OnFact(CarrierAccountChanged)
  async followCarrier(
    { state, reason, since }: { state: string; reason: string | null; since: string },
    { eventId, occurredAt: at }: FactDelivery,
  ): Promise<void> {
    const active = await this.campaigns.active();
    const kind = KIND_OF[state];
    if (!kind || active.length === 0) return;
    await this.alerts.raise({ key: `${kind} ${since} ${eventId}`, kind, reason, at });
    if (state === 'RECOVERED') for (const campaignId of active) this.pacing.wake(campaignId);
  }
}
