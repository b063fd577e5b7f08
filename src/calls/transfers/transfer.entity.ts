import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TransferResult, TransferState } from './transfer-state';

/** One attempt to put a caller through to a colleague. */
@Entity('transfers')
export class Transfer {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'call_id' })
  callId!: string;

  @Column({ type: 'text' })
  state!: TransferState;

  @Column({ type: 'text', nullable: true })
  result!: TransferResult | null;

  @Column({ type: 'text' })
  reason!: string;

  /** Spoken to each colleague before they are asked. */
  @Column({ type: 'text' })
  summary!: string;

  /** BCP 47 tag of the summary. */
  @Column({ type: 'text' })
  language!: string;

  @Column({ type: 'text', name: 'requested_by' })
  requestedBy!: string;

  /** The leg that took the call. */
  @Column({ type: 'uuid', name: 'leg_id', nullable: true })
  legId!: string | null;

  /** How long the call could last before it was allowed to last longer. */
  @Column({ type: 'integer', name: 'call_seconds' })
  callSeconds!: number;

  /** Times the carrier was asked to move the caller since the state was entered. */
  @Column({ type: 'smallint' })
  moves!: number;

  /** Times the caller fell out of the room. */
  @Column({ type: 'smallint' })
  falls!: number;

  /** Since when the carrier knows how long the call may last. */
  @Column({ type: 'timestamptz', name: 'limit_set_at', nullable: true })
  limitSetAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'entered_at', nullable: true })
  enteredAt!: Date | null;

  /** The exchange in which the agent spoke to the caller again. */
  @Column({ type: 'integer', name: 'return_exchange', nullable: true })
  returnExchange!: number | null;

  @Column({ type: 'timestamptz', name: 'returned_at', nullable: true })
  returnedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'connected_at', nullable: true })
  connectedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'settled_at', nullable: true })
  settledAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** When somebody has to look at it next; set as long as it is open. */
  @Column({ type: 'timestamptz', name: 'act_at', nullable: true })
  actAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
