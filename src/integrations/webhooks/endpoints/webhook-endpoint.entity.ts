import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WebhookEvent } from '../webhook-events';

export const WEBHOOK_ENDPOINT_STATUSES = ['ACTIVE', 'DISABLED', 'REMOVED'] as const;
export type WebhookEndpointStatus = (typeof WEBHOOK_ENDPOINT_STATUSES)[number];

/** Legal moves; `-` is before it exists. The database holds the same table and refuses any other move. */
export const WEBHOOK_ENDPOINT_MOVES: Readonly<Record<'-' | WebhookEndpointStatus, readonly WebhookEndpointStatus[]>> = {
  '-': ['ACTIVE'],
  ACTIVE: ['DISABLED', 'REMOVED'],
  DISABLED: ['ACTIVE', 'REMOVED'],
  REMOVED: [],
};

/** GONE: the receiver said so. ONLY_FAILURES: for days nothing has arrived. */
export const DISABLED_BECAUSE = ['GONE', 'ONLY_FAILURES', 'BY_HAND'] as const;
export type DisabledBecause = (typeof DISABLED_BECAUSE)[number];

/** Where a company wants to be told what happens. */
@Entity('webhook_endpoints')
export class WebhookEndpoint {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  url!: string;

  @Column({ type: 'text', array: true })
  events!: WebhookEvent[];

  /** Sealed; null once it is removed. */
  @Column({ type: 'text', nullable: true })
  secret!: string | null;

  /** Sealed; signs beside the other until `previousUntil`. */
  @Column({ type: 'text', name: 'previous_secret', nullable: true })
  previousSecret!: string | null;

  @Column({ type: 'timestamptz', name: 'previous_until', nullable: true })
  previousUntil!: Date | null;

  @Column({ type: 'text' })
  status!: WebhookEndpointStatus;

  @Column({ type: 'text', name: 'disabled_because', nullable: true })
  disabledBecause!: DisabledBecause | null;

  /** The first failure since the last success, and how many there were. */
  @Column({ type: 'timestamptz', name: 'failing_since', nullable: true })
  failingSince!: Date | null;

  @Column({ type: 'integer' })
  failures!: number;

  @Column({ type: 'timestamptz', name: 'throttled_until', nullable: true })
  throttledUntil!: Date | null;

  @Column({ type: 'boolean', name: 'is_slow' })
  isSlow!: boolean;

  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  @Column({ type: 'timestamptz', name: 'attended_at', nullable: true })
  attendedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
