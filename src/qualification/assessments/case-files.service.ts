import { Injectable } from '@nestjs/common';
import { RuleBook } from '../../compliance/rules/rule-book.service';
import { ConversationsService } from '../../conversations/conversations.service';
import { LeadsService } from '../../leads/leads.service';
import { TenantsService } from '../../tenants/tenants.service';
import type { SpokenTurn } from '../evidence/verify-facts';
import { RubricsService } from '../rubrics/rubrics.service';
import type { ScoringRules } from '../rules/criterion';
import { STANDARD_RUBRIC } from '../rules/standard-rubric';
import type { Assessment } from './assessment.entity';

/** All that an assessment needs to know. */
export interface AssessmentCase {
  readonly turns: readonly SpokenTurn[];
  readonly rules: ScoringRules;
  /** Null for the standard rubric. */
  readonly rubricVersion: number | null;
  readonly endedAt: Date;
  readonly timeZone: string;
}

/** Collects a conversation's record, the rules it is scored by, and where its lead lives. */
@Injectable()
export class CaseFiles {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly rubrics: RubricsService,
    private readonly leads: LeadsService,
    private readonly tenants: TenantsService,
    private readonly book: RuleBook,
  ) {}

  async of({ callId, conversationId, leadId, rubricId, createdAt }: Assessment): Promise<AssessmentCase> {
    const conversation = await this.conversations.findByCall(callId);
    const rubric = rubricId ? await this.rubrics.get(rubricId) : undefined;
    return {
      turns: await this.conversations.transcript(conversationId),
      rules: rubric ?? STANDARD_RUBRIC,
      rubricVersion: rubric?.version ?? null,
      endedAt: conversation?.endedAt ?? createdAt,
      timeZone: await this.zoneOf(leadId),
    };
  }

  /** What the lead said of itself, else the first zone its number and address allow, else the company's own. */
  private async zoneOf(leadId: string): Promise<string> {
    const lead = await this.leads.get(leadId);
    const { timeZones } = this.book.zoneOf(lead);
    return lead.timeZone ?? timeZones[0] ?? (await this.tenants.getCurrent()).timeZone;
  }
}
