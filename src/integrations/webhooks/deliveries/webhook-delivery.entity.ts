import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SentEvent } from '../webhook-events';

export const WEBHOOK_DELIVERY_STATUSES = ['WAITING', 'DELIVERED', 'FAILED'] as const;
export type WebhookDeliveryStatus = (typeof WEBHOOK_DELIVERY_STATUSES)[number];

/** Legal moves; `-` is before it exists. The database holds the same table and refuses any other move. To WAITING again it is replayed. */
export const WEBHOOK_DELIVERY_MOVES: Readonly<Record<'-' | WebhookDeliveryStatus, readonly WebhookDeliveryStatus[]>> = {
  '-': ['WAITING'],
  WAITING: ['DELIVERED', 'FAILED'],
  DELIVERED: ['WAITING'],
  FAILED: ['WAITING'],
};

/** One event on its way to one endpoint. */
@Entity('webhook_deliveries')
export class WebhookDelivery {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'endpoint_id' })
  endpointId!: string;

  @Column({ type: 'text', name: 'message_id' })
  messageId!: string;

  @Column({ type: 'text' })
  event!: SentEvent;

  @Column({ type: 'text' })
  body!: string;

  @Column({ type: 'text' })
  status!: WebhookDeliveryStatus;

  /** All there were. */
  @Column({ type: 'integer' })
  attempts!: number;

  /** Those since it was planned, or last replayed. */
  @Column({ type: 'integer' })
  tries!: number;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt!: Date;

  @Column({ type: 'integer', name: 'last_status', nullable: true })
  lastStatus!: number | null;

  /** Code of the last failure. */
  @Column({ type: 'text', name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'settled_at', nullable: true })
  settledAt!: Date | null;
}

/** What one attempt came to. */
@Entity('webhook_attempts')
export class WebhookAttempt {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'delivery_id' })
  deliveryId!: string;

  @PrimaryColumn({ type: 'integer' })
  attempt!: number;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'integer', name: 'latency_ms' })
  latencyMs!: number;

  @Column({ type: 'integer', name: 'response_status', nullable: true })
  responseStatus!: number | null;

  @Column({ type: 'text', nullable: true })
  response!: string | null;

  @Column({ type: 'text', nullable: true })
  error!: string | null;
}
