import type { ModelUsage } from './model-usage';

/** Tokens promised to one request; it ends by being settled, assumed or released, once. */
export interface Reservation {
  readonly id: string;
  /** Month it is charged to: that of its beginning. */
  readonly period: string;
  readonly purpose: string;
  readonly amount: number;
}

export interface ReservationRequest {
  readonly purpose: string;
  /** Upper bound, in tokens, of what the request can be charged for. */
  readonly amount: number;
  /** Milliseconds after which an unsettled reservation counts as spent; at least twice the time the request may take. */
  readonly holdMs?: number;
}

/** Whom spending belongs to. */
export interface Attribution {
  readonly callId?: string;
  readonly campaignId?: string;
}

/** What a finished request was charged for. */
export interface UsageRecord extends Attribution {
  readonly model: string;
  readonly usage: ModelUsage;
  readonly providerRequestId?: string;
}
