import { Column, Entity, PrimaryColumn } from 'typeorm';

export type IntakeChannel = 'WEB_FORM' | 'LIVE_CHAT' | 'MISSED_CALL';

/** What a person sent us, kept as it came: later proof of what was said and agreed to. */
@Entity('intake_events')
export class IntakeEvent {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  channel!: IntakeChannel;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  @Column({ type: 'text', name: 'form_name', nullable: true })
  formName!: string | null;

  @Column({ type: 'jsonb' })
  payload!: object;

  @Column({ type: 'timestamptz', name: 'received_at' })
  receivedAt!: Date;
}
