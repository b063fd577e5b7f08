import { Column, Entity, PrimaryColumn } from 'typeorm';

export const TICKET_STATUSES = ['OPEN', 'IN_PROGRESS', 'RESOLVED', 'CLOSED'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

export const TICKET_PRIORITIES = ['LOW', 'NORMAL', 'HIGH'] as const;
export type TicketPriority = (typeof TICKET_PRIORITIES)[number];

/** Legal moves; `-` is before it exists. The database holds the same table and refuses any other move. To OPEN again it is reopened. */
export const TICKET_MOVES: Readonly<Record<'-' | TicketStatus, readonly TicketStatus[]>> = {
  '-': ['OPEN'],
  OPEN: ['IN_PROGRESS', 'RESOLVED', 'CLOSED'],
  IN_PROGRESS: ['OPEN', 'RESOLVED', 'CLOSED'],
  RESOLVED: ['OPEN', 'CLOSED'],
  CLOSED: ['OPEN'],
};

/** Something a person needs done, raised from a conversation or by hand. */
@Entity('tickets')
export class Ticket {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  @Column({ type: 'uuid', name: 'conversation_id', nullable: true })
  conversationId!: string | null;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text' })
  description!: string;

  @Column({ type: 'text' })
  priority!: TicketPriority;

  @Column({ type: 'text' })
  status!: TicketStatus;

  @Column({ type: 'uuid', name: 'assignee_id', nullable: true })
  assigneeId!: string | null;

  @Column({ type: 'text', name: 'open_key', nullable: true })
  openKey!: string | null;

  /** As `actorReference` writes it. */
  @Column({ type: 'text', name: 'opened_by' })
  openedBy!: string;

  @Column({ type: 'timestamptz', name: 'opened_at' })
  openedAt!: Date;

  @Column({ type: 'timestamptz', name: 'resolved_at', nullable: true })
  resolvedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
