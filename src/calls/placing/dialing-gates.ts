import { Injectable } from '@nestjs/common';
import { ContactPolicy } from '../../compliance/contact-policy.service';
import { DialGate, type DialCondition, type DialDecision } from '../../compliance/dial-gate.service';
import type { Call } from '../call.entity';
import { CallEquipment, type MissingEquipment } from '../call-equipment.service';
import { CampaignLedger } from '../campaign-ledger.port';
import { LeadContactLookup } from '../lead-contact-lookup.service';

/** The gates of one attempt: the law's, and those of whoever asked for the call. Asked inside the transaction that takes it. */
@Injectable()
export class DialingGates {
  constructor(
    private readonly ledger: CampaignLedger,
    private readonly gate: DialGate,
    private readonly equipment: CallEquipment,
    private readonly contacts: LeadContactLookup,
    private readonly policy: ContactPolicy,
  ) {}

  /**
   * On a locked call. The lead is judged as it is now, not as it was when the call was claimed. A phone that may still ring `lingersMs`
   * after the moment must stop before its hours end.
   */
  async ask(call: Call, moment: Date, lingersMs: number): Promise<DialDecision> {
    const contact = await this.contacts.hold(call.leadId);
    const terms = await this.ledger.termsOf(call, moment);
    return this.gate.decide({
      ...contact,
      phone: call.phone,
      subject: call.projectId,
      callerId: call.fromNumber,
      moment,
      lingersMs,
      callId: call.id,
      purpose: terms.purpose,
      promised: terms.promised ?? false,
      ...(call.enrolmentId ? { enrolmentId: call.enrolmentId } : {}),
      ...(call.campaignId ? { campaignId: call.campaignId } : {}),
      ...(terms.windows ? { windows: terms.windows } : {}),
      conditions: [...this.equipment.missing().map(waitFor), ...terms.conditions],
    });
  }

  /**
   * Whether nobody may speak on a call that was allowed when it was dialed: the person or the platform has forbidden it since, the
   * company may not call there any more, or whoever asked for it has stopped it. Its hours may end while it rings.
   */
  async isForbiddenNow(call: Call, moment: Date): Promise<boolean> {
    const contact = await this.contacts.find(call.leadId);
    if (!contact) return true;
    const { id: callId, phone, projectId: subject, fromNumber: callerId, purpose } = call;
    const law = await this.policy.mayContact(
      { ...contact, phone, subject, callerId },
      { channel: 'AI_VOICE', purpose, callId },
    );
    if (law.verdict === 'DENY' || law.reason === 'EMERGENCY_HOLD') return true;
    const { conditions } = await this.ledger.termsOf(call, moment);
    return conditions.some(({ verdict }) => verdict === 'DENY');
  }
}

const WHAT_IS_MISSING: Readonly<Record<MissingEquipment, string>> = {
  CARRIER_NOT_CONFIGURED: 'No telephone carrier is configured.',
  MODEL_NOT_CONFIGURED: 'No language model is configured: nobody could speak.',
};

function waitFor(reason: MissingEquipment): DialCondition {
  return { verdict: 'DEFER', reason, explanation: WHAT_IS_MISSING[reason] };
}
