import { Injectable } from '@nestjs/common';
import type { Call } from '../../calls/call.entity';
import type { CallOutcome } from '../../calls/call-outcome';
import { LeadsService } from '../../leads/leads.service';
import type { LeadStage } from '../../leads/lead-stage';
import type { LeadTemperature } from '../../leads/lead-temperature';
import { LeadWorth } from '../../qualification/assessments/lead-worth.service';

/** What an assessment found about the person. */
export interface LeadFindings {
  readonly nextAction: string;
  /** By all that is known of them; undefined when nothing has been read. */
  readonly worth: { readonly score: number | null; readonly temperature: LeadTemperature } | undefined;
}

/** Stages a lead walks through to arrive where an outcome puts it. */
const WALK: Partial<Record<CallOutcome, readonly LeadStage[]>> = {
  QUALIFIED: ['CONTACTED', 'QUALIFYING', 'QUALIFIED'],
  UNQUALIFIED: ['CONTACTED', 'QUALIFYING', 'DISQUALIFIED'],
  NOT_INTERESTED: ['CONTACTED', 'QUALIFYING', 'DISQUALIFIED'],
  OPTED_OUT: ['CONTACTED', 'QUALIFYING', 'DISQUALIFIED'],
  CALLBACK_REQUESTED: ['CONTACTED', 'QUALIFYING'],
};

const NURTURED: readonly LeadStage[] = ['CONTACTED', 'QUALIFYING', 'NURTURING'];

/** Moves a lead with what its calls brought. */
@Injectable()
export class LeadLedger {
  constructor(
    private readonly leads: LeadsService,
    private readonly worth: LeadWorth,
  ) {}

  /**
   * What is to be noted of a lead after an assessment. Not what it was worth then: more may have been read since, and the same assessment
   * may be told of again. Ask before the lead is changed (`LeadWorth.now`).
   */
  async findings(leadId: string, nextAction: string): Promise<LeadFindings> {
    return { nextAction, worth: await this.worth.now(leadId) };
  }

  /** A call has its outcome. Only then is it known that a person, and no machine, picked up. */
  async callEnded(call: Call, outcome: CallOutcome, findings?: LeadFindings): Promise<void> {
    if (call.answeredAt && outcome !== 'VOICEMAIL') await this.reached(call.leadId, call.answeredAt);
    await this.concluded(call.leadId, outcome, findings);
  }

  /** `findings` are absent when the telephone network alone decided. */
  async concluded(leadId: string, outcome: CallOutcome, findings?: LeadFindings): Promise<void> {
    if (outcome === 'INVALID_NUMBER') await this.leads.markPhone(leadId, 'INVALID');
    if (outcome === 'WRONG_NUMBER') await this.leads.markPhone(leadId, 'WRONG_PERSON');
    const isNurtured = outcome === 'UNQUALIFIED' && findings?.nextAction !== 'CLOSE';
    await this.walk(leadId, isNurtured ? NURTURED : (WALK[outcome] ?? []));
    if (findings?.worth && outcome !== 'WRONG_NUMBER') await this.leads.recordScore(leadId, findings.worth);
  }

  private async reached(leadId: string, moment: Date): Promise<void> {
    await this.leads.markContacted(leadId, moment);
    await this.leads.markPhone(leadId, 'REACHED');
    await this.walk(leadId, ['CONTACTED']);
  }

  /** Takes each step the lead's life cycle allows from where it stands; a lead already further on stays there. */
  private async walk(leadId: string, stages: readonly LeadStage[]): Promise<void> {
    for (const stage of stages) await this.leads.moveIfAllowed(leadId, stage);
  }
}
