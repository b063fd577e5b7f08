import { Injectable } from '@nestjs/common';
import { DialGate, type DialDecision } from '../../compliance/dial-gate.service';
import { Carrier } from '../../voice/carrier.port';
import type { Call } from '../call.entity';
import { CampaignLedger } from '../campaign-ledger.port';

/** The gates of one attempt: the law's, and those of whoever asked for the call. Asked inside the transaction that takes it. */
@Injectable()
export class DialingGates {
  constructor(
    private readonly ledger: CampaignLedger,
    private readonly gate: DialGate,
    private readonly carrier: Carrier,
  ) {}

  async ask(call: Call, moment: Date): Promise<DialDecision> {
    const terms = await this.ledger.termsOf(call, moment);
    return this.gate.decide({
      leadId: call.leadId,
      phone: call.phone,
      zoneKey: call.zoneKey,
      moment,
      callId: call.id,
      ...(call.enrolmentId ? { enrolmentId: call.enrolmentId } : {}),
      ...(call.campaignId ? { campaignId: call.campaignId } : {}),
      ...(terms.windows ? { windows: terms.windows } : {}),
      conditions: this.carrier.isConfigured() ? terms.conditions : [NO_CARRIER, ...terms.conditions],
    });
  }
}

const NO_CARRIER = {
  verdict: 'DEFER',
  reason: 'CARRIER_NOT_CONFIGURED',
  explanation: 'No telephone carrier is configured.',
} as const;
