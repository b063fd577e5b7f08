import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Arrival } from './arrival';

/** How fast a new lead was called. */
@Entity('lead_speeds')
export class LeadSpeed {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  @Column({ type: 'uuid', name: 'project_id' })
  projectId!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'timestamptz', name: 'received_at' })
  receivedAt!: Date;

  /** Whether the person could have been called at once. */
  @Column({ type: 'boolean', name: 'in_hours' })
  inHours!: boolean;

  /** When the carrier was asked. */
  @Column({ type: 'timestamptz', name: 'asked_at', nullable: true })
  askedAt!: Date | null;

  /** Of the wait until then, the part within the hours, in milliseconds; bigint arrives as text. */
  @Column({ type: 'bigint', name: 'open_ms', nullable: true })
  openMs!: string | null;

  /** When the person, not a machine, answered. */
  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  excluded!: Arrival['excluded'];
}
