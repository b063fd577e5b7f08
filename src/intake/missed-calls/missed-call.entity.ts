import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MissedCallPolicy } from '../../tenants/tenant.entity';

/** A call of a person to the company that nobody took. */
@Entity('missed_calls')
export class MissedCall {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  /** The person's, E.164. */
  @Column({ type: 'text' })
  phone!: string;

  /** Its sender's own id of the call. */
  @Column({ type: 'text', name: 'source_call_id' })
  sourceCallId!: string;

  @Column({ type: 'text', name: 'called_number', nullable: true })
  calledNumber!: string | null;

  @Column({ type: 'timestamptz', name: 'called_at' })
  calledAt!: Date;

  /** What the company wanted done about it. */
  @Column({ type: 'text' })
  reaction!: MissedCallPolicy;

  /** When it is to be texted back, or again; null when nothing waits. */
  @Column({ type: 'timestamptz', name: 'text_due_at', nullable: true })
  textDueAt!: Date | null;

  /** Texts that provably never left. */
  @Column({ type: 'integer', name: 'text_sends' })
  textSends!: number;

  @Column({ type: 'timestamptz', name: 'received_at' })
  receivedAt!: Date;
}
