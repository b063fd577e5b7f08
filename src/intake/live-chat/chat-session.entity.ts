import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A chat of a web page and the person it belongs to. */
@Entity('chat_sessions')
export class ChatSession {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  /** The page's own id of it. */
  @PrimaryColumn({ type: 'text', name: 'session_id' })
  sessionId!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  /** Where it was heard last; null until something was. */
  @Column({ type: 'uuid', name: 'conversation_id', nullable: true })
  conversationId!: string | null;

  /** Its first turn there: unless it is verified it is shown nothing of before. */
  @Column({ type: 'integer', name: 'first_seq', nullable: true })
  firstSeq!: number | null;

  /** Whether the company knows that its visitor is that person, and not somebody who typed their number. */
  @Column({ type: 'boolean', name: 'verified' })
  verified!: boolean;

  /** Who brought its first message, for example `API_KEY:<id>`; null for sessions from before that was kept. */
  @Column({ type: 'text', name: 'opened_by', nullable: true })
  openedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'opened_at' })
  openedAt!: Date;
}
