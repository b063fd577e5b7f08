import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ComposedReply } from '../replies/composed-reply';
import type { Route } from '../routing/route';
import type { AnswerState, SkipReason } from './answer-life-cycle';

/** What the agent makes of the messages of a thread it has not answered yet. */
@Entity('answers')
export class Answer {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'id' })
  id!: string;

  @Column({ type: 'uuid', name: 'conversation_id' })
  conversationId!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  /** Place of the last message it answers. */
  @Column({ type: 'integer', name: 'exchange' })
  exchange!: number;

  @Column({ type: 'text', name: 'state' })
  state!: AnswerState;

  /** Times somebody has worked on the step it stands at. */
  @Column({ type: 'integer', name: 'attempts' })
  attempts!: number;

  /** Requests to send it so far. */
  @Column({ type: 'integer', name: 'sends' })
  sends!: number;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt!: Date;

  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  /** Kind of the last failure, never its text. */
  @Column({ type: 'text', name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column({ type: 'jsonb', name: 'route', nullable: true })
  route!: Route | null;

  @Column({ type: 'jsonb', name: 'reply', nullable: true })
  reply!: ComposedReply | null;

  /** The text it went out as, on channels of the carrier. */
  @Column({ type: 'uuid', name: 'text_id', nullable: true })
  textId!: string | null;

  /** What would be worth knowing next, in words to ask it with; null when nothing is. */
  @Column({ type: 'text', name: 'next_question', nullable: true })
  nextQuestion!: string | null;

  @Column({ type: 'text', name: 'skip_reason', nullable: true })
  skipReason!: SkipReason | null;

  /** When the first message it answers was heard. */
  @Column({ type: 'timestamptz', name: 'heard_at' })
  heardAt!: Date;

  @Column({ type: 'timestamptz', name: 'delivered_at', nullable: true })
  deliveredAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
