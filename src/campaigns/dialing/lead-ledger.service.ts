import { Injectable } from '@nestjs/common';
import type { Call } from '../../calls/call.entity';
import type { CallOutcome } from '../../calls/call-outcome';
import { LeadsService } from '../../leads/leads.service';
import { type LeadStage, verdictOfMove } from '../../leads/lead-stage';

/** What an assessment found about the person. */
export interface LeadFindings {
  readonly score: number | null;
  readonly temperature: 'HOT' | 'WARM' | 'COLD' | 'UNSCORED';
  readonly nextAction: string;
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
  constructor(private readonly leads: LeadsService) {}

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
    if (findings && outcome !== 'WRONG_NUMBER')
      await this.leads.recordScore(leadId, { score: findings.score, temperature: findings.temperature });
  }

  private async reached(leadId: string, moment: Date): Promise<void> {
    await this.leads.markContacted(leadId, moment);
    await this.leads.markPhone(leadId, 'REACHED');
    await this.walk(leadId, ['CONTACTED']);
  }

  /** Takes each step the lead's life cycle allows from where it stands; a lead already further on stays there. */
  private async walk(leadId: string, stages: readonly LeadStage[]): Promise<void> {
    for (const stage of stages) {
      const lead = await this.leads.get(leadId);
      if (verdictOfMove(lead.stage, stage) === 'MOVE') await this.leads.moveStage(leadId, stage);
    }
  }
}
