import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EscalationStatus } from './escalation-life-cycle';
import type { EscalationTrigger } from './triggers/escalation-trigger';

/** A request for a human; one is open per conversation, and per lead where there is no conversation. */
@Entity('escalations')
export class Escalation {
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

  @Column({ type: 'text' })
  trigger!: EscalationTrigger;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** As `actorReference` writes it. */
  @Column({ type: 'text', name: 'raised_by' })
  raisedBy!: string;

  @Column({ type: 'text' })
  status!: EscalationStatus;

  /** How far the transcript went. */
  @Column({ type: 'integer', name: 'at_turn' })
  atTurn!: number;

  /** The member who has claimed it, or should. */
  @Column({ type: 'uuid', name: 'assignee_id', nullable: true })
  assigneeId!: string | null;

  @Column({ type: 'timestamptz', name: 'raised_at' })
  raisedAt!: Date;

  /** From when it waits for somebody: raised, or handed on by who had it. */
  @Column({ type: 'timestamptz', name: 'waiting_since' })
  waitingSince!: Date;

  @Column({ type: 'timestamptz', name: 'first_claimed_at', nullable: true })
  firstClaimedAt!: Date | null;

  /** By who has it now; null while it waits. */
  @Column({ type: 'timestamptz', name: 'claimed_at', nullable: true })
  claimedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'resolved_at', nullable: true })
  resolvedAt!: Date | null;

  /** As `actorReference` writes it. */
  @Column({ type: 'text', name: 'resolved_by', nullable: true })
  resolvedBy!: string | null;

  @Column({ type: 'text', nullable: true })
  resolution!: string | null;

  /** When the AI was given the conversation back. */
  @Column({ type: 'timestamptz', name: 'handed_back_at', nullable: true })
  handedBackAt!: Date | null;

  /** When the person was told that somebody calls back, and by when somebody should have. */
  @Column({ type: 'timestamptz', name: 'callback_promised_at', nullable: true })
  callbackPromisedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'callback_due_at', nullable: true })
  callbackDueAt!: Date | null;

  @Column({ type: 'smallint', name: 'reminders_sent' })
  remindersSent!: number;

  @Column({ type: 'timestamptz', name: 'remind_at', nullable: true })
  remindAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
