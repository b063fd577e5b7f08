import { Column, Entity, PrimaryColumn } from 'typeorm';
import { decimal } from '../assessments/assessment.entity';
import type { Extractor } from '../assessments/reading';
import type { CheckedFact, FactQuote } from '../evidence/verify-facts';
import type { FieldValue, Money } from '../rules/criterion';

/**
 * One thing known of a lead. What a conversation showed is kept with its assessment, rejected claims and all; this is what holds
 * of the person over all conversations, and what held before.
 */
@Entity('lead_facts')
export class LeadFact {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'id' })
  id!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  @Column({ type: 'text', name: 'field' })
  field!: string;

  @Column({ type: 'text', name: 'status' })
  status!: Exclude<CheckedFact['status'], 'NOT_MENTIONED'>;

  /** Null for what the person would not speak about. */
  @Column({ type: 'jsonb', name: 'value', nullable: true })
  value!: FieldValue | null;

  @Column({ type: 'jsonb', name: 'money', nullable: true })
  money!: Money | null;

  @Column({ type: 'jsonb', name: 'quotes' })
  quotes!: readonly FactQuote[];

  @Column({ type: 'uuid', name: 'conversation_id' })
  conversationId!: string;

  /** The turn in which the lead said it. */
  @Column({ type: 'integer', name: 'turn_seq' })
  turnSeq!: number;

  @Column({ type: 'numeric', name: 'confidence', nullable: true, transformer: decimal })
  confidence!: number | null;

  @Column({ type: 'text', name: 'extractor' })
  extractor!: Extractor;

  @Column({ type: 'text', name: 'extraction_version' })
  extractionVersion!: string;

  @Column({ type: 'text', name: 'model', nullable: true })
  model!: string | null;

  @Column({ type: 'timestamptz', name: 'said_at' })
  saidAt!: Date;

  @Column({ type: 'timestamptz', name: 'recorded_at' })
  recordedAt!: Date;

  /** Null while it is what holds. */
  @Column({ type: 'timestamptz', name: 'superseded_at', nullable: true })
  supersededAt!: Date | null;

  /** What holds instead; null for what a better reader of the same conversation did not find there. */
  @Column({ type: 'uuid', name: 'superseded_by', nullable: true })
  supersededBy!: string | null;
}
