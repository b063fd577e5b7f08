import type { ModelUsage } from './model-usage';

/** Whom spending belongs to. */
export interface Attribution {
  readonly callId?: string | null;
  readonly campaignId?: string | null;
}

/** Tokens promised to one request; it ends by being settled, assumed or released, once. */
export interface Reservation extends Attribution {
  readonly id: string;
  /** Month it is charged to: that of its beginning. */
  readonly period: string;
  readonly purpose: string;
  /** Model the request goes to. */
  readonly model: string;
  readonly amount: number;
}

export interface ReservationRequest extends Attribution {
  readonly purpose: string;
  /** Model the request goes to: what is charged for should nobody hear of its end. */
  readonly model: string;
  /** Upper bound, in tokens, of what the request can be charged for. */
  readonly amount: number;
  /** Milliseconds after which an unsettled reservation counts as spent; at least twice the time the request may take. */
  readonly holdMs?: number;
}

/** What a finished request was charged for. */
export interface UsageRecord {
  /** Model that answered. */
  readonly model: string;
  readonly usage: ModelUsage;
  readonly providerRequestId?: string;
}
