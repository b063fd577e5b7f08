import { Column, Entity, PrimaryColumn } from 'typeorm';

/** PENDING: ahead. KEPT: dialed in time. LATE: dialed, too late. MISSED: its time has passed undialed. CANCELLED: not owed any more. */
export const CALLBACK_STATUSES = ['PENDING', 'KEPT', 'LATE', 'MISSED', 'CANCELLED'] as const;

export type CallbackStatus = (typeof CALLBACK_STATUSES)[number];

/** Legal moves; the database holds the same table and refuses every other. A missed one is called still, late. */
export const CALLBACK_MOVES: Readonly<Record<CallbackStatus | '-', readonly CallbackStatus[]>> = {
  '-': ['PENDING'],
  PENDING: ['KEPT', 'LATE', 'MISSED', 'CANCELLED'],
  KEPT: [],
  LATE: [],
  MISSED: ['LATE'],
  CANCELLED: [],
};

/** A time a person was promised to be called at. */
@Entity('callbacks')
export class Callback {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'campaign_id' })
  campaignId!: string;

  @Column({ type: 'uuid', name: 'enrolment_id' })
  enrolmentId!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  /** The call in which it was promised. */
  @Column({ type: 'uuid', name: 'promised_by' })
  promisedBy!: string;

  @Column({ type: 'timestamptz', name: 'promised_at' })
  promisedAt!: Date;

  /** Its first lawful moment. */
  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt!: Date;

  /** The rule that moved it, as code; null when nothing did. */
  @Column({ type: 'text', name: 'moved_because', nullable: true })
  movedBecause!: string | null;

  /** Dialed after this it is late. */
  @Column({ type: 'timestamptz', name: 'missed_after' })
  missedAfter!: Date;

  @Column({ type: 'text' })
  status!: CallbackStatus;

  /** The call that was made for it. */
  @Column({ type: 'uuid', name: 'call_id', nullable: true })
  callId!: string | null;

  @Column({ type: 'timestamptz', name: 'called_at', nullable: true })
  calledAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
