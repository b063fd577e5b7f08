import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DisclosureRecord } from '../compliance/disclosure/disclosure';

/** HUMAN: somebody of the company who took over. */
export const SPEAKERS = ['LEAD', 'AGENT', 'HUMAN'] as const;

export type Speaker = (typeof SPEAKERS)[number];

/** numeric arrives as text. */
export const decimal = {
  to: (value: number | null): number | null => value,
  from: (value: string | number | null): number | null => (value === null ? null : Number(value)),
};

/** One thing said. There is one per exchange and speaker, however often the carrier repeats itself. */
@Entity({ name: 'turns' })
export class Turn {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'conversation_id' })
  conversationId!: string;

  /** Place in the transcript, from 1, without gaps. */
  @PrimaryColumn({ type: 'integer', name: 'seq' })
  seq!: number;

  /** On a call the number of the gather this belongs to, 0 for the opening; in writing the `seq` of the message this is, or answers. */
  @Column({ type: 'integer', name: 'exchange' })
  exchange!: number;

  @Column({ type: 'text', name: 'speaker' })
  speaker!: Speaker;

  @Column({ type: 'text', name: 'text' })
  text!: string;

  /** BCP 47. */
  @Column({ type: 'text', name: 'language', nullable: true })
  language!: string | null;

  /** Of the speech recognition, 0 to 1. */
  @Column({ type: 'numeric', precision: 4, scale: 3, name: 'confidence', nullable: true, transformer: decimal })
  confidence!: number | null;

  /** The language model that wrote it. */
  @Column({ type: 'text', name: 'model', nullable: true })
  model!: string | null;

  /** What the agent did beside talking, for example `END_CALL:DONE`. */
  @Column({ type: 'text', name: 'action', nullable: true })
  action!: string | null;

  /** What the opening words had to say and did; null for every other turn. */
  @Column({ type: 'jsonb', name: 'disclosure', nullable: true })
  disclosure!: DisclosureRecord | null;

  /** The sender's own id of a written message. */
  @Column({ type: 'text', name: 'message_key', nullable: true })
  messageKey!: string | null;

  @Column({ type: 'timestamptz', name: 'spoken_at' })
  spokenAt!: Date;
}
