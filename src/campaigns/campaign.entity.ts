import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CallingWindows } from '../compliance/calling-window';
import type { CampaignStatus, PauseReason } from './rules/campaign-status';

/** OUTREACH completes when its last lead is done; AUTO_CALL belongs to a project that calls new leads at once and never completes. */
export type CampaignKind = 'OUTREACH' | 'AUTO_CALL';

/** Why people are called: MARKETING sells, INFORMATIONAL offers nothing. The law asks more of the first. */
export type CampaignPurpose = 'MARKETING' | 'INFORMATIONAL';

@Entity('campaigns')
export class Campaign {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  kind!: CampaignKind;

  @Column({ type: 'text' })
  purpose!: CampaignPurpose;

  @Column({ type: 'uuid', name: 'project_id' })
  projectId!: string;

  @Column({ type: 'uuid', name: 'rubric_id', nullable: true })
  rubricId!: string | null;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  status!: CampaignStatus;

  @Column({ type: 'text', name: 'pause_reason', nullable: true })
  pauseReason!: PauseReason | null;

  @Column({ type: 'text' })
  guidance!: string;

  @Column({ type: 'text', name: 'from_number', nullable: true })
  fromNumber!: string | null;

  @Column({ type: 'jsonb', name: 'calling_windows' })
  callingWindows!: CallingWindows;

  @Column({ type: 'smallint', name: 'max_attempts' })
  maxAttempts!: number;

  @Column({ type: 'integer', name: 'max_concurrent_calls' })
  maxConcurrentCalls!: number;

  @Column({ type: 'integer', name: 'daily_call_limit' })
  dailyCallLimit!: number;

  /** Weight among the campaigns of the company when its calls are short. */
  @Column({ type: 'smallint' })
  share!: number;

  @Column({ type: 'smallint', name: 'ring_timeout_seconds' })
  ringTimeoutSeconds!: number;

  @Column({ type: 'integer', name: 'max_call_seconds' })
  maxCallSeconds!: number;

  /** As given; read it through `readRetryPolicy`. */
  @Column({ type: 'jsonb', name: 'retry_policy' })
  retryPolicy!: object;

  /** When a campaign paused by its failures may try one call; once it tries, from when on its calls are the trial. */
  @Column({ type: 'timestamptz', name: 'probe_at', nullable: true })
  probeAt!: Date | null;

  /** Pauses in a row because its calls failed. */
  @Column({ type: 'smallint', name: 'breaker_trips' })
  breakerTrips!: number;

  /** It makes one call at a time, to see whether calls succeed again. */
  @Column({ type: 'boolean', name: 'is_probing' })
  isProbing!: boolean;

  /** Calls dialed before this are forgiven. */
  @Column({ type: 'timestamptz', name: 'breaker_from', nullable: true })
  breakerFrom!: Date | null;

  /** What is texted, once, to who was not reached by the last attempt; null for nothing. `{name}` and `{company}` are filled in. */
  @Column({ type: 'text', name: 'fallback_text', nullable: true })
  fallbackText!: string | null;

  @Column({ type: 'timestamptz', name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;

  @Column({ type: 'timestamptz', name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;
}
