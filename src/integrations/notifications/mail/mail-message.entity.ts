import { Column, Entity, PrimaryColumn } from 'typeorm';

export const MAIL_KINDS = [
  'ESCALATION_RAISED',
  'ESCALATION_REMINDER',
  'CALLBACK_PROMISED',
  'WEBHOOK_DISABLED',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];
export type EscalationMailKind = Exclude<MailKind, 'WEBHOOK_DISABLED'>;

/** NOT_CONFIGURED: there is no mail server. REFUSED: it will not take it. GIVEN_UP: tried too long, or nobody needs it any more. */
export const MAIL_STATUSES = ['WAITING', 'SENT', 'REFUSED', 'GIVEN_UP', 'NOT_CONFIGURED'] as const;
export type MailStatus = (typeof MAIL_STATUSES)[number];

/** Legal moves; `-` is before it exists. The database holds the same table and refuses any other move. */
export const MAIL_MOVES: Readonly<Record<'-' | MailStatus, readonly MailStatus[]>> = {
  '-': ['WAITING', 'NOT_CONFIGURED'],
  WAITING: ['SENT', 'REFUSED', 'GIVEN_UP'],
  SENT: [],
  REFUSED: [],
  GIVEN_UP: [],
  NOT_CONFIGURED: [],
};

/** One message to one recipient; the words are made when it is sent. */
@Entity('mail_messages')
export class MailMessage {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', name: 'mail_key' })
  key!: string;

  @Column({ type: 'text' })
  kind!: MailKind;

  /** What it is about: one of the two. */
  @Column({ type: 'uuid', name: 'escalation_id', nullable: true })
  escalationId!: string | null;

  @Column({ type: 'uuid', name: 'webhook_endpoint_id', nullable: true })
  webhookEndpointId!: string | null;

  @Column({ type: 'text' })
  recipient!: string;

  @Column({ type: 'text' })
  status!: MailStatus;

  @Column({ type: 'integer' })
  attempts!: number;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt!: Date;

  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  /** Class of the last failure, never its text. */
  @Column({ type: 'text', name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'settled_at', nullable: true })
  settledAt!: Date | null;
}
