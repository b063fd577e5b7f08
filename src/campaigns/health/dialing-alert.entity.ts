import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody should look at; each names what it is about where it is about one thing. */
export const ALERT_KINDS = [
  'CAMPAIGN_PAUSED',
  'CAMPAIGN_PROBING',
  'CAMPAIGN_RECOVERED',
  'CARRIER_DOWN',
  'CARRIER_SLOWED',
  'CARRIER_RECOVERED',
  'SPEED_TO_LEAD_MISSED',
  'CALL_STUCK',
] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

@Entity('dialing_alerts')
export class DialingAlert {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** Raised again under the same key it is the same alert. */
  @Column({ type: 'text', name: 'alert_key' })
  key!: string;

  @Column({ type: 'text' })
  kind!: AlertKind;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'uuid', name: 'campaign_id', nullable: true })
  campaignId!: string | null;

  @Column({ type: 'uuid', name: 'call_id', nullable: true })
  callId!: string | null;

  /** Where the leads come from that it is about. */
  @Column({ type: 'text', nullable: true })
  source!: string | null;

  @Column({ type: 'timestamptz' })
  at!: Date;
}
