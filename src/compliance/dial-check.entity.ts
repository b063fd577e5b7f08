import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The receipt of one decision "may we contact this person now?"; never changed afterwards. */
@Entity('dial_checks')
export class DialCheck {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  @Column({ type: 'uuid', name: 'call_id', nullable: true })
  callId!: string | null;

  @Column({ type: 'uuid', name: 'enrolment_id', nullable: true })
  enrolmentId!: string | null;

  @Column({ type: 'uuid', name: 'campaign_id', nullable: true })
  campaignId!: string | null;

  @Column({ type: 'text' })
  channel!: string;

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

  @Column({ type: 'text', name: 'rules_version' })
  rulesVersion!: string;

  /** Set only for DEFER. */
  @Column({ type: 'timestamptz', name: 'next_allowed_at', nullable: true })
  nextAllowedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'decided_at' })
  decidedAt!: Date;
}
