import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OptOutCommand } from '../../compliance/opt-out-words';
import type { ContactPurpose } from '../../compliance/rules/contact-question';
import type { TextChannel } from '../../voice/text.port';
import type { TextStatus } from './text-status';

export const TEXT_DIRECTIONS = ['INBOUND', 'OUTBOUND'] as const;

export type TextDirection = (typeof TEXT_DIRECTIONS)[number];

/** One text, to a person or from one. */
@Entity({ name: 'text_messages' })
export class TextMessage {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  /** Of an outbound one made before the carrier is asked; it is in the callback address. */
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** Null when the number is no lead's. */
  @Column({ type: 'uuid', name: 'lead_id', nullable: true })
  leadId!: string | null;

  /** The person's number, E.164. */
  @Column({ type: 'text' })
  phone!: string;

  /** Our side, E.164. */
  @Column({ type: 'text', name: 'our_number' })
  ourNumber!: string;

  @Column({ type: 'text' })
  channel!: TextChannel;

  @Column({ type: 'text' })
  direction!: TextDirection;

  /** What it was allowed as; null for inbound ones. */
  @Column({ type: 'text', nullable: true })
  purpose!: ContactPurpose | null;

  /** The project it was about; null counts as every subject. */
  @Column({ type: 'text', nullable: true })
  subject!: string | null;

  @Column({ type: 'text' })
  body!: string;

  /** What an inbound text orders. */
  @Column({ type: 'text', nullable: true })
  command!: OptOutCommand | null;

  /** The thread it was heard in; null for commands, for people who are no leads, and for what we send. */
  @Column({ type: 'uuid', name: 'conversation_id', nullable: true })
  conversationId!: string | null;

  /** The inbound text that the program answers by itself. */
  @Column({ type: 'uuid', name: 'reply_to_id', nullable: true })
  replyToId!: string | null;

  /** The sender's own key of the request to send it. */
  @Column({ type: 'text', name: 'request_key', nullable: true })
  requestKey!: string | null;

  @Column({ type: 'text' })
  provider!: string;

  /** The carrier's id; null until it has told us. */
  @Column({ type: 'text', name: 'provider_id', nullable: true })
  providerId!: string | null;

  @Column({ type: 'text' })
  status!: TextStatus;

  /** The carrier's error code. */
  @Column({ type: 'text', name: 'error_code', nullable: true })
  errorCode!: string | null;

  /** True when it was proved that it never reached the carrier, or that the carrier did not take it. */
  @Column({ type: 'boolean', name: 'not_sent' })
  notSent!: boolean;

  /** How long whoever asks the carrier may be silent. */
  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  /** When to look at the carrier's list for a text in UNKNOWN. */
  @Column({ type: 'timestamptz', name: 'reconcile_at', nullable: true })
  reconcileAt!: Date | null;

  /** When the carrier's list lacked it first. */
  @Column({ type: 'timestamptz', name: 'missing_since', nullable: true })
  missingSince!: Date | null;

  /** Written before the request leaves. */
  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true })
  sentAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'received_at', nullable: true })
  receivedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
