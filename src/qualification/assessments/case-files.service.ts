import { Injectable } from '@nestjs/common';
import { RuleBook } from '../../compliance/rules/rule-book.service';
import type { Conversation } from '../../conversations/conversation.entity';
import { ConversationsService } from '../../conversations/conversations.service';
import type { Turn } from '../../conversations/turn.entity';
import { LeadsService } from '../../leads/leads.service';
import { TenantsService } from '../../tenants/tenants.service';
import type { Home } from '../evidence/currency-words';
import type { SpokenTurn } from '../evidence/verify-facts';
import { RubricsService, type ScoringBasis } from '../rubrics/rubrics.service';
import type { Assessment } from './assessment.entity';

/** By what a lead is scored, and where it lives. */
export interface ScoringTerms extends ScoringBasis {
  readonly timeZone: string;
  readonly home: Home;
}

/** All that an assessment needs to know. */
export interface AssessmentCase extends ScoringTerms {
  readonly turns: readonly SpokenTurn[];
  readonly endedAt: Date;
  /** Place of the last turn when a person gave the conversation back; null when none has. */
  readonly handedBackTurn: number | null;
}

/** Whoever speaks for the company counts as its agent: what they say is an offer, never a claim of the lead. */
export function asSpoken(turn: Turn): SpokenTurn {
  const { seq, text, confidence, action, spokenAt } = turn;
  return { seq, text, confidence, action, spokenAt, speaker: turn.speaker === 'LEAD' ? 'LEAD' : 'AGENT' };
}

function lastHeard(turns: readonly SpokenTurn[]): Date | undefined {
  return turns.findLast(({ speaker }) => speaker === 'LEAD')?.spokenAt;
}

/** When each turn was spoken, by its place. */
export function spokenAtOf(turns: readonly SpokenTurn[]): ReadonlyMap<number, Date> {
  return new Map(turns.flatMap(({ seq, spokenAt }) => (spokenAt ? [[seq, spokenAt] as const] : [])));
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

  /** @param known the conversation, where it has been read already. */
  async of(
    assessment: Pick<Assessment, 'conversationId' | 'leadId' | 'rubricId' | 'createdAt'>,
    known?: Conversation,
  ): Promise<AssessmentCase> {
    const { conversationId, createdAt } = assessment;
    const conversation = known ?? (await this.conversations.find(conversationId));
    const turns = (await this.conversations.transcript(conversationId)).map(asSpoken);
    // Who writes is silent for long before a thread ends.
    const ended = conversation?.callId ? conversation.endedAt : lastHeard(turns);
    return {
      turns,
      endedAt: ended ?? createdAt,
      handedBackTurn: conversation?.handedBackTurn ?? null,
      ...(await this.termsOf(assessment)),
    };
  }

  /** What conversations with a lead are scored by, and where the lead lives. @throws NotFound, LeadNotFound */
  async termsOf({ leadId, rubricId }: Pick<Assessment, 'leadId' | 'rubricId'>): Promise<ScoringTerms> {
    return { ...(await this.rubrics.newest(rubricId)), ...(await this.placeOf(leadId)) };
  }

  private async placeOf(leadId: string): Promise<{ timeZone: string; home: Home }> {
    const lead = await this.leads.get(leadId);
    const tenant = await this.tenants.getCurrent();
    return {
      timeZone: this.book.clockOf(lead, tenant.timeZone),
      home: { country: tenant.defaultCountry, currency: tenant.currency },
    };
  }
}
