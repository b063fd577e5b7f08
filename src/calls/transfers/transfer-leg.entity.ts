import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LegStatus, LegVerdict } from './leg-status';

/** The call to one colleague; the id travels in every address the carrier calls back. */
@Entity('transfer_legs')
export class TransferLeg {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'transfer_id' })
  transferId!: string;

  @Column({ type: 'uuid', name: 'target_id' })
  targetId!: string;

  /** Their turn, from 1. */
  @Column({ type: 'smallint' })
  position!: number;

  @Column({ type: 'text' })
  phone!: string;

  @Column({ type: 'text', name: 'from_number' })
  fromNumber!: string;

  @Column({ type: 'text' })
  status!: LegStatus;

  @Column({ type: 'text', nullable: true })
  verdict!: LegVerdict | null;

  /** Why they were never rung; a code. */
  @Column({ type: 'text', nullable: true })
  skipped!: string | null;

  @Column({ type: 'text', name: 'provider_call_id', nullable: true })
  providerCallId!: string | null;

  @Column({ type: 'smallint', name: 'ring_timeout_seconds' })
  ringTimeoutSeconds!: number;

  @Column({ type: 'integer', name: 'max_call_seconds' })
  maxCallSeconds!: number;

  /** True until the moment before the request leaves: nothing can have been dialed. */
  @Column({ type: 'boolean' })
  unsent!: boolean;

  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  /** When the gate said yes. */
  @Column({ type: 'timestamptz', name: 'allowed_at', nullable: true })
  allowedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'dial_started_at', nullable: true })
  dialStartedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'unknown_since', nullable: true })
  unknownSince!: Date | null;

  @Column({ type: 'timestamptz', name: 'missing_since', nullable: true })
  missingSince!: Date | null;

  /** When the carrier is asked about it, and how often it was. */
  @Column({ type: 'timestamptz', name: 'look_at', nullable: true })
  lookAt!: Date | null;

  @Column({ type: 'smallint' })
  looks!: number;

  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'verdict_at', nullable: true })
  verdictAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
