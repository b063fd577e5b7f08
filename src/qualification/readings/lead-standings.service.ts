import { Injectable } from '@nestjs/common';
import { OptOuts } from '../../compliance/opt-outs.service';
import { ConversationsService } from '../../conversations/conversations.service';
import { LeadsService } from '../../leads/leads.service';
import { Outbox } from '../../platform/events/outbox';
import type { Verdict } from '../assessments/verdict';
import { QualifiedInWriting } from '../qualification.events';

export interface ReadLead {
  readonly leadId: string;
  readonly conversationId: string;
  readonly assessmentId: string;
  /** True for what rules alone have read. */
  readonly provisional: boolean;
  /** True where rules alone had read it before. */
  readonly wasProvisional: boolean;
}

/** Moves a lead with what is read of it outside the end of a call. Joins the open unit of work. */
@Injectable()
export class LeadStandings {
  constructor(
    private readonly leads: LeadsService,
    private readonly conversations: ConversationsService,
    private readonly optOuts: OptOuts,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Score, temperature and stage. What rules alone have read gives nobody up and leaves nobody to be nurtured; a plain wish to be left
   * alone counts whoever has read it. Strangers and machines have no score; one that rules gave them is taken back.
   */
  async apply(lead: ReadLead, verdict: Verdict): Promise<void> {
    const { leadId, provisional, wasProvisional } = lead;
    const { score, temperature, decision, outcome } = verdict;
    const isTheLead = outcome !== 'WRONG_NUMBER' && outcome !== 'VOICEMAIL';
    if (isTheLead || wasProvisional) await this.leads.recordScore(leadId, { score, temperature });
    if (!isTheLead) return;
    await this.leads.moveIfAllowed(leadId, 'QUALIFYING');
    if (outcome === 'QUALIFIED') return this.qualify(lead, verdict);
    if (outcome === 'OPTED_OUT') await this.optOut(lead);
    if (provisional) return;
    if (outcome === 'OPTED_OUT' || outcome === 'NOT_INTERESTED') await this.leads.moveIfAllowed(leadId, 'DISQUALIFIED');
    else if (decision === 'UNQUALIFIED') await this.leads.moveIfAllowed(leadId, 'NURTURING');
  }

  private async qualify({ leadId, conversationId, assessmentId }: ReadLead, verdict: Verdict): Promise<void> {
    if (!(await this.leads.moveIfAllowed(leadId, 'QUALIFIED'))) return;
    const { score, temperature, nextAction } = verdict;
    await this.outbox.record(QualifiedInWriting, {
      leadId,
      conversationId,
      assessmentId,
      score,
      temperature,
      nextAction,
    });
  }

  private async optOut({ leadId, conversationId }: ReadLead): Promise<void> {
    const { phone } = await this.leads.get(leadId);
    const { callId, channel } = await this.conversations.get(conversationId);
    const evidence = { ...(callId ? { callId } : {}), reason: 'Asked in a conversation not to be contacted again.' };
    await this.optOuts.optOut({ phone, leadId, method: callId ? 'SPOKEN' : channel, evidence });
  }
}
