import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContactChannel } from '../rules/contact-question';
import type { ConsentEvidence, ConsentPurpose, ConsentType } from './consent-terms';

/**
 * One entry of the ledger: a permission a person gave, or one taken back. Written once; the database refuses every change. Whether a
 * grant holds at a moment is for the calling rules to say.
 */
@Entity('consents')
export class Consent {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** E.164. Consent goes with the number, whichever lead has it. */
  @Column({ type: 'text' })
  phone!: string;

  @Column({ type: 'text' })
  kind!: 'GRANT' | 'REVOCATION';

  /** Null for a revocation. */
  @Column({ type: 'text', nullable: true })
  type!: ConsentType | null;

  /** Legal name of the company the consent names; empty for a revocation. */
  @Column({ type: 'text' })
  seller!: string;

  @Column({ type: 'text', array: true })
  channels!: ContactChannel[];

  @Column({ type: 'text', array: true })
  purposes!: ConsentPurpose[];

  /** How it was signed, for example `esign_checkbox`; null when it was not. */
  @Column({ type: 'text', nullable: true })
  signature!: string | null;

  @Column({ type: 'boolean', name: 'discloses_automated_voice' })
  disclosesAutomatedVoice!: boolean;

  @Column({ type: 'boolean', name: 'discloses_not_condition' })
  disclosesNotCondition!: boolean;

  /** The person asked to be called. */
  @Column({ type: 'boolean', name: 'invited_call' })
  invitedCall!: boolean;

  /** Set on a written opt-in that was given again after an opt-out, which it lifts. */
  @Column({ type: 'timestamptz', name: 'reopt_in_at', nullable: true })
  reoptInAt!: Date | null;

  /** What is taken back; null for a grant. */
  @Column({ type: 'text', nullable: true })
  scope!: 'ALL' | 'MARKETING' | null;

  /** How the person took it back; null for a grant. */
  @Column({ type: 'text', nullable: true })
  method!: string | null;

  /** When it was given or taken back. */
  @Column({ type: 'timestamptz', name: 'occurred_at' })
  occurredAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  /** Exactly what the person read, or heard; empty when nobody kept it. */
  @Column({ type: 'text', name: 'text_shown' })
  textShown!: string;

  /** SHA-256 of the text in UTF-8, hexadecimal; the database computes it. */
  @Column({ type: 'text', name: 'text_hash' })
  textHash!: string;

  /** Where the entry comes from, for example WEB_FORM, CSV or API. */
  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'uuid', name: 'lead_id', nullable: true })
  leadId!: string | null;

  @Column({ type: 'jsonb' })
  evidence!: ConsentEvidence;

  /** SHA-256 of all that was agreed to or taken back with its evidence, hexadecimal; the database computes it. */
  @Column({ type: 'text', name: 'evidence_hash' })
  evidenceHash!: string;

  @Column({ type: 'timestamptz', name: 'recorded_at' })
  recordedAt!: Date;

  /** Kind and id of who recorded it. */
  @Column({ type: 'text', name: 'recorded_by' })
  recordedBy!: string;
}
