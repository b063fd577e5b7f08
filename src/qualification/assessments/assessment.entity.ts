import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LeadTemperature } from '../../leads/lead-temperature';
import type { NextAction, Signal } from '../rules/outcome';
import type { CriterionVerdict, Decision } from '../rules/score';
import type { Extractor } from './reading';

/** node-postgres hands numeric over as text. */
export const decimal = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

export const ASSESSMENT_STATUSES = ['PENDING', 'COMPLETED'] as const;
export type AssessmentStatus = (typeof ASSESSMENT_STATUSES)[number];

/** Legal moves; `-` is before it exists. The database holds the same table and refuses any other move. */
export const ASSESSMENT_MOVES: Readonly<Record<'-' | AssessmentStatus, readonly AssessmentStatus[]>> = {
  '-': ['PENDING'],
  PENDING: ['COMPLETED'],
  COMPLETED: [],
};

/** What one conversation showed; one per conversation. */
@Entity('assessments')
export class Assessment {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'id' })
  id!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  /** Null for conversations in writing. */
  @Column({ type: 'uuid', name: 'call_id', nullable: true })
  callId!: string | null;

  @Column({ type: 'uuid', name: 'conversation_id' })
  conversationId!: string;

  @Column({ type: 'uuid', name: 'campaign_id', nullable: true })
  campaignId!: string | null;

  @Column({ type: 'uuid', name: 'rubric_id', nullable: true })
  rubricId!: string | null;

  /** Version of the rubric it was scored by; null while pending and for the standard rubric. */
  @Column({ type: 'integer', name: 'rubric_version', nullable: true })
  rubricVersion!: number | null;

  @Column({ type: 'text', name: 'status' })
  status!: AssessmentStatus;

  @Column({ type: 'integer', name: 'attempts' })
  attempts!: number;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt!: Date;

  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  /** Kind of the last failure, never its text. */
  @Column({ type: 'text', name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column({ type: 'numeric', name: 'score', nullable: true, transformer: decimal })
  score!: number | null;

  @Column({ type: 'numeric', name: 'coverage', nullable: true, transformer: decimal })
  coverage!: number | null;

  /** The highest score that further answers could bring. */
  @Column({ type: 'numeric', name: 'ceiling', nullable: true, transformer: decimal })
  ceiling!: number | null;

  @Column({ type: 'text', name: 'decision', nullable: true })
  decision!: Decision | null;

  /** One for each criterion of that version; the score can be computed from them again. Null for assessments of before they were kept. */
  @Column({ type: 'jsonb', name: 'verdicts', nullable: true })
  verdicts!: readonly CriterionVerdict[] | null;

  @Column({ type: 'text', name: 'temperature', nullable: true })
  temperature!: LeadTemperature | null;

  @Column({ type: 'text', name: 'outcome_signal', nullable: true })
  outcomeSignal!: Signal | null;

  @Column({ type: 'timestamptz', name: 'callback_at', nullable: true })
  callbackAt!: Date | null;

  @Column({ type: 'text', name: 'next_action', nullable: true })
  nextAction!: NextAction | null;

  @Column({ type: 'text', name: 'notes', nullable: true })
  notes!: string | null;

  @Column({ type: 'text', name: 'language', nullable: true })
  language!: string | null;

  /** The model that read the transcript; null when none had to. */
  @Column({ type: 'text', name: 'model', nullable: true })
  model!: string | null;

  /** Null when there was nothing to read. */
  @Column({ type: 'text', name: 'extractor', nullable: true })
  extractor!: Extractor | null;

  /** Version of the instructions it was read by. */
  @Column({ type: 'text', name: 'extraction_version', nullable: true })
  extractionVersion!: string | null;

  /** Turns that were read so far, and those a model has read. */
  @Column({ type: 'integer', name: 'turns_read' })
  turnsRead!: number;

  @Column({ type: 'integer', name: 'turns_read_by_model' })
  turnsReadByModel!: number;

  /** True while rules alone have read the rest. */
  @Column({ type: 'boolean', name: 'provisional' })
  provisional!: boolean;

  /** When a model is asked to read that; null when none is any more. */
  @Column({ type: 'timestamptz', name: 'upgrade_due_at', nullable: true })
  upgradeDueAt!: Date | null;

  @Column({ type: 'integer', name: 'upgrade_attempts' })
  upgradeAttempts!: number;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'completed_at', nullable: true })
  completedAt!: Date | null;
}
