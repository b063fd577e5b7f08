import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CallOutcome } from '../calls/call-outcome';
import type { EnrolmentState } from './rules/enrolment-state';
import type { EndReason } from './rules/retry-planner';

/** A lead in a campaign. */
@Entity('enrolments')
export class Enrolment {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'campaign_id' })
  campaignId!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  @Column({ type: 'text' })
  phone!: string;

  @Column({ type: 'text', name: 'zone_key' })
  zoneKey!: string;

  @Column({ type: 'text' })
  state!: EnrolmentState;

  @Column({ type: 'smallint' })
  priority!: number;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt!: Date;

  @Column({ type: 'smallint' })
  attempts!: number;

  /** How many attempts were allowed at the latest one; null before the first. */
  @Column({ type: 'smallint', name: 'attempts_allowed', nullable: true })
  attemptsAllowed!: number | null;

  @Column({ type: 'smallint', name: 'busy_count' })
  busyCount!: number;

  @Column({ type: 'smallint', name: 'failed_count' })
  failedCount!: number;

  @Column({ type: 'smallint', name: 'no_answer_count' })
  noAnswerCount!: number;

  @Column({ type: 'smallint', name: 'voicemail_count' })
  voicemailCount!: number;

  @Column({ type: 'boolean' })
  connected!: boolean;

  /** True while it is put off because of other calls to the same person. */
  @Column({ type: 'boolean', name: 'held_for_person' })
  heldForPerson!: boolean;

  /** From when on attempts of others counted at the latest attempt; null when no budget held that one. */
  @Column({ type: 'timestamptz', name: 'person_since', nullable: true })
  personSince!: Date | null;

  @Column({ type: 'text', name: 'last_outcome', nullable: true })
  lastOutcome!: CallOutcome | null;

  @Column({ type: 'text', nullable: true })
  outcome!: CallOutcome | null;

  @Column({ type: 'text', name: 'end_reason', nullable: true })
  endReason!: EndReason | null;

  @Column({ type: 'timestamptz', name: 'promised_at', nullable: true })
  promisedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
