import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContactChannel, ContactPurpose } from './rules/contact-question';

/** The receipt of one decision "may we contact this person now?"; never changed afterwards. */
@Entity('dial_checks')
export class DialCheck {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** Null for a text to a number that is no lead. */
  @Column({ type: 'uuid', name: 'lead_id', nullable: true })
  leadId!: string | null;

  @Column({ type: 'uuid', name: 'call_id', nullable: true })
  callId!: string | null;

  @Column({ type: 'uuid', name: 'enrolment_id', nullable: true })
  enrolmentId!: string | null;

  @Column({ type: 'uuid', name: 'campaign_id', nullable: true })
  campaignId!: string | null;

  @Column({ type: 'uuid', name: 'text_message_id', nullable: true })
  textId!: string | null;

  @Column({ type: 'text' })
  channel!: ContactChannel;

  @Column({ type: 'text' })
  purpose!: ContactPurpose;

  @Column({ type: 'text' })
  verdict!: 'ALLOW' | 'DEFER' | 'DENY';

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text' })
  explanation!: string;

  @Column({ type: 'text', name: 'zone_key' })
  zoneKey!: string;

  /** Every clock that was looked at. */
  @Column({ type: 'text', name: 'time_zones', array: true })
  timeZones!: string[];

  /** Rows of the rules that claim the person, in order of number, then address. */
  @Column({ type: 'text', array: true })
  jurisdictions!: string[];

  /** Dated rows that applied, for example `US-PA@2026-10-18`. */
  @Column({ type: 'text', name: 'rows_applied', array: true })
  rowsApplied!: string[];

  /** What the decision rested on, without personal data. */
  @Column({ type: 'jsonb' })
  facts!: object;

  @Column({ type: 'text', name: 'rules_version' })
  rulesVersion!: string;

  /** Set only for DEFER. */
  @Column({ type: 'timestamptz', name: 'next_allowed_at', nullable: true })
  nextAllowedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'decided_at' })
  decidedAt!: Date;
}
