import { Column, Entity, PrimaryColumn } from 'typeorm';

/** PROMISED: said in a conversation. CONFIRMED: a calendar or a person has it too. KEPT: it took place. MISSED: the person did not come. */
export const APPOINTMENT_STATUSES = ['PROMISED', 'CONFIRMED', 'CANCELLED', 'KEPT', 'MISSED'] as const;
export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

/** Legal moves; `-` is before it exists. The database holds the same table and refuses any other move. */
export const APPOINTMENT_MOVES: Readonly<Record<'-' | AppointmentStatus, readonly AppointmentStatus[]>> = {
  '-': ['PROMISED'],
  PROMISED: ['CONFIRMED', 'CANCELLED', 'KEPT', 'MISSED'],
  CONFIRMED: ['CANCELLED', 'KEPT', 'MISSED'],
  CANCELLED: [],
  KEPT: [],
  MISSED: [],
};

/** A meeting promised to a lead. */
@Entity('appointments')
export class Appointment {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  @Column({ type: 'uuid', name: 'conversation_id', nullable: true })
  conversationId!: string | null;

  @Column({ type: 'uuid', name: 'call_id', nullable: true })
  callId!: string | null;

  @Column({ type: 'timestamptz', name: 'starts_at' })
  startsAt!: Date;

  @Column({ type: 'timestamptz', name: 'ends_at' })
  endsAt!: Date;

  /** IANA zone in which the time was agreed. */
  @Column({ type: 'text', name: 'time_zone' })
  timeZone!: string;

  /** How the person said it. */
  @Column({ type: 'text', nullable: true })
  words!: string | null;

  @Column({ type: 'text' })
  status!: AppointmentStatus;

  /** Which calendar keeps it. */
  @Column({ type: 'text' })
  calendar!: string;

  /** What that calendar calls it. */
  @Column({ type: 'text', name: 'calendar_reference', nullable: true })
  calendarReference!: string | null;

  @Column({ type: 'text', name: 'cancelled_because', nullable: true })
  cancelledBecause!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
