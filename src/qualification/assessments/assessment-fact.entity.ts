import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CheckedFact, FactQuote, Rejection } from '../evidence/verify-facts';
import type { FieldValue, Money } from '../rules/criterion';
import { decimal } from './assessment.entity';

/** One thing a conversation told about the lead, with the words it rests on. */
@Entity('assessment_facts')
export class AssessmentFact implements CheckedFact {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'assessment_id' })
  assessmentId!: string;

  @PrimaryColumn({ type: 'text', name: 'field' })
  field!: string;

  @Column({ type: 'text', name: 'status' })
  status!: CheckedFact['status'];

  /** Null unless verified. */
  @Column({ type: 'jsonb', name: 'value', nullable: true })
  value!: FieldValue | null;

  /** Of a verified sum of money. */
  @Column({ type: 'jsonb', name: 'money', nullable: true })
  money!: Money | null;

  @Column({ type: 'text', name: 'raw', nullable: true })
  raw!: string | null;

  @Column({ type: 'text', name: 'quote', nullable: true })
  quote!: string | null;

  @Column({ type: 'jsonb', name: 'quotes' })
  quotes!: readonly FactQuote[];

  @Column({ type: 'integer', name: 'turn_seq', nullable: true })
  turnSeq!: number | null;

  @Column({ type: 'numeric', name: 'confidence', nullable: true, transformer: decimal })
  confidence!: number | null;

  @Column({ type: 'boolean', name: 'verified' })
  verified!: boolean;

  @Column({ type: 'text', name: 'rejection', nullable: true })
  rejection!: Rejection | null;
}
