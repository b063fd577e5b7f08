import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CallOutcome } from './call-outcome';
import type { CallStatus } from './call-status';

/** Why the carrier was asked to cancel a call that did not ring yet. */
export type StopReason = 'WINDOW_CLOSED' | 'CAMPAIGN_PAUSED' | 'TENANT_PAUSED' | 'CAMPAIGN_STOPPED' | 'NOT_ALLOWED';

export const ATTENTION_REASONS = ['CARRIER_UNREACHABLE', 'CONTESTED', 'UNRESOLVED'] as const;

/** Why the program cannot find out what became of a call. */
export type AttentionReason = (typeof ATTENTION_REASONS)[number];

export type CallOrigin = 'CAMPAIGN' | 'AUTO_CALL' | 'MANUAL';

/** HOT: somebody waits for this call, who has just written or who asked for it by hand; it goes before the others. */
export type CallLane = 'NORMAL' | 'HOT';

/** One attempt on one phone; the id travels in every address the carrier calls back. */
@Entity('calls')
export class Call {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'lead_id' })
  leadId!: string;

  @Column({ type: 'uuid', name: 'enrolment_id', nullable: true })
  enrolmentId!: string | null;

  @Column({ type: 'uuid', name: 'campaign_id', nullable: true })
  campaignId!: string | null;

  @Column({ type: 'uuid', name: 'project_id', nullable: true })
  projectId!: string | null;

  @Column({ type: 'uuid', name: 'agent_id' })
  agentId!: string;

  @Column({ type: 'integer', name: 'agent_version' })
  agentVersion!: number;

  @Column({ type: 'uuid', name: 'rubric_id', nullable: true })
  rubricId!: string | null;

  @Column({ type: 'text' })
  guidance!: string;

  @Column({ type: 'text' })
  origin!: CallOrigin;

  @Column({ type: 'text' })
  lane!: CallLane;

  @Column({ type: 'smallint' })
  attempt!: number;

  /** Why the person is called; RESPONSIVE when the call answers their own request. */
  @Column({ type: 'text' })
  purpose!: 'MARKETING' | 'INFORMATIONAL' | 'RESPONSIVE';

  @Column({ type: 'text' })
  phone!: string;

  @Column({ type: 'text', name: 'from_number' })
  fromNumber!: string;

  /** Where the lead was when the call was claimed; from the decision to dial on, where it was then. */
  @Column({ type: 'text', name: 'zone_key' })
  zoneKey!: string;

  @Column({ type: 'text' })
  status!: CallStatus;

  @Column({ type: 'text', nullable: true })
  outcome!: CallOutcome | null;

  @Column({ type: 'text', name: 'ended_reason', nullable: true })
  endedReason!: string | null;

  @Column({ type: 'text', name: 'provider_call_id', nullable: true })
  providerCallId!: string | null;

  @Column({ type: 'smallint', name: 'ring_timeout_seconds' })
  ringTimeoutSeconds!: number;

  @Column({ type: 'integer', name: 'max_call_seconds' })
  maxCallSeconds!: number;

  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  @Column({ type: 'text', name: 'lease_owner', nullable: true })
  leaseOwner!: string | null;

  @Column({ type: 'timestamptz', name: 'window_closes_at', nullable: true })
  windowClosesAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'queued_at' })
  queuedAt!: Date;

  @Column({ type: 'timestamptz', name: 'dial_started_at', nullable: true })
  dialStartedAt!: Date | null;

  /** True from the decision to dial until the moment before the request leaves: nothing can have been dialed. */
  @Column({ type: 'boolean' })
  unsent!: boolean;

  /** The last moment at which the phone may begin to ring; null where no hours apply. */
  @Column({ type: 'timestamptz', name: 'ring_by', nullable: true })
  ringBy!: Date | null;

  @Column({ type: 'timestamptz', name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  /** When the carrier was asked to cancel it before it rang, and why. */
  @Column({ type: 'timestamptz', name: 'stop_requested_at', nullable: true })
  stopRequestedAt!: Date | null;

  @Column({ type: 'text', name: 'stop_reason', nullable: true })
  stopReason!: StopReason | null;

  @Column({ type: 'timestamptz', name: 'unknown_since', nullable: true })
  unknownSince!: Date | null;

  @Column({ type: 'timestamptz', name: 'reconcile_at', nullable: true })
  reconcileAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'missing_since', nullable: true })
  missingSince!: Date | null;

  /** When the carrier is asked for it by its id, and how often it was since it last moved. */
  @Column({ type: 'timestamptz', name: 'poll_at', nullable: true })
  pollAt!: Date | null;

  @Column({ type: 'smallint' })
  polls!: number;

  /** Since when the carrier says that it does not know the id. */
  @Column({ type: 'timestamptz', name: 'absent_since', nullable: true })
  absentSince!: Date | null;

  /** Since when a person has to look after it, and why. */
  @Column({ type: 'timestamptz', name: 'attention_since', nullable: true })
  attentionSince!: Date | null;

  @Column({ type: 'text', name: 'attention_reason', nullable: true })
  attentionReason!: AttentionReason | null;

  @Column({ type: 'timestamptz', name: 'ringing_at', nullable: true })
  ringingAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'boolean', name: 'not_placed' })
  notPlaced!: boolean;

  @Column({ type: 'text', name: 'answered_by', nullable: true })
  answeredBy!: string | null;

  @Column({ type: 'integer', name: 'duration_seconds', nullable: true })
  durationSeconds!: number | null;

  /** Millionths of the currency; bigint arrives as text. */
  @Column({ type: 'bigint', name: 'cost_micros', nullable: true })
  costMicros!: string | null;

  @Column({ type: 'char', length: 3, name: 'cost_currency', nullable: true })
  costCurrency!: string | null;

  @Column({ type: 'smallint', name: 'sip_code', nullable: true })
  sipCode!: number | null;

  @Column({ type: 'text', name: 'carrier_error_code', nullable: true })
  carrierErrorCode!: string | null;

  @Column({ type: 'timestamptz', name: 'details_due_at', nullable: true })
  detailsDueAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
