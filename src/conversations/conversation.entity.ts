import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConversationChannel, ConversationStatus } from './conversation-life-cycle';

/** What was said with one lead on one occasion; a call has at most one. */
@Entity({ name: 'conversations' })
export class Conversation {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'id' })
  id!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  @Column({ type: 'uuid', name: 'call_id', nullable: true })
  callId!: string | null;

  @Column({ type: 'text', name: 'channel' })
  channel!: ConversationChannel;

  @Column({ type: 'uuid', name: 'agent_id' })
  agentId!: string;

  @Column({ type: 'integer', name: 'agent_version' })
  agentVersion!: number;

  @Column({ type: 'text', name: 'status' })
  status!: ConversationStatus;

  /** BCP 47 tag of the language last spoken. */
  @Column({ type: 'text', name: 'language', nullable: true })
  language!: string | null;

  @Column({ type: 'integer', name: 'turn_count' })
  turnCount!: number;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
