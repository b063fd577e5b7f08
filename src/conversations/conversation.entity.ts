import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Flow } from './conversation-flow';
import type { ConversationChannel, ConversationStatus } from './conversation-life-cycle';

/** What was said with one lead on one occasion: a call has at most one, and each channel people write on one open thread, the chat one per unproven visitor. */
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

  /** The chat session whose visitor typed the lead's phone and may be anybody; null for what is the lead's own. */
  @Column({ type: 'text', name: 'unproven_session', nullable: true })
  unprovenSession!: string | null;

  /** Null where the lead's project has no agent to speak for it. */
  @Column({ type: 'uuid', name: 'agent_id', nullable: true })
  agentId!: string | null;

  @Column({ type: 'integer', name: 'agent_version', nullable: true })
  agentVersion!: number | null;

  @Column({ type: 'text', name: 'status' })
  status!: ConversationStatus;

  /** BCP 47 tag of the language last spoken. */
  @Column({ type: 'text', name: 'language', nullable: true })
  language!: string | null;

  @Column({ type: 'integer', name: 'turn_count' })
  turnCount!: number;

  /** What it is about, by the intent of what was written last; null for calls. */
  @Column({ type: 'text', name: 'flow', nullable: true })
  flow!: Flow | null;

  /** When the lead wrote last; null for calls. */
  @Column({ type: 'timestamptz', name: 'last_heard_at', nullable: true })
  lastHeardAt!: Date | null;

  /** Since when a person has it; null while the agent does. */
  @Column({ type: 'timestamptz', name: 'escalated_at', nullable: true })
  escalatedAt!: Date | null;

  /** Place of the last turn when a person gave it back to the agent last; null when none has. */
  @Column({ type: 'integer', name: 'handed_back_turn', nullable: true })
  handedBackTurn!: number | null;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
