import type { LeadTemperature } from '../leads/lead-temperature';
import { declareFact } from '../platform/events/fact';
import type { AssessedOutcome, NextAction } from './rules/outcome';

export interface CompletedAssessment {
  readonly assessmentId: string;
  readonly callId: string;
  readonly leadId: string;
  readonly campaignId?: string;
  readonly outcome: AssessedOutcome;
  /** ISO 8601; set when the outcome is CALLBACK_REQUESTED. */
  readonly callbackAt?: string;
  /** 0 to 100; null without any evidence. */
  readonly score: number | null;
  readonly temperature: LeadTemperature;
  readonly nextAction: NextAction;
}

/** A conversation has been read and scored; recorded once per call. */
export const AssessmentCompleted = declareFact<CompletedAssessment>('assessment.completed');

export interface LeadQualifiedInWriting {
  readonly leadId: string;
  readonly conversationId: string;
  readonly assessmentId: string;
  readonly score: number | null;
  readonly temperature: LeadTemperature;
  readonly nextAction: NextAction;
}

/** A lead has come to be qualified while writing; recorded when its stage moves. */
export const QualifiedInWriting = declareFact<LeadQualifiedInWriting>('correspondent.qualified');
