import type { ModelUsage } from './model-usage';

/** Whom spending belongs to. */
export interface Attribution {
  readonly callId?: string | null;
  readonly campaignId?: string | null;
  readonly conversationId?: string | null;
  readonly leadId?: string | null;
}

/** What one request to one model can cost at most. */
export interface WorstCase {
  /** Model the request goes to: what is charged for should nobody hear of its end. */
  readonly model: string;
  /** Upper bound, in tokens, of what the request can be charged for. */
  readonly amount: number;
  /** The same in millionths of a US dollar; when absent, `amount` at the model's dearest price. */
  readonly micros?: number;
}

export interface ReservationRequest extends Attribution, WorstCase {
  readonly purpose: string;
  /** What to ask instead once so much of a budget is used that the cheaper model answers. */
  readonly cheaper?: WorstCase;
  /** Milliseconds after which an unsettled reservation counts as spent; at least twice the time the request may take. */
  readonly holdMs?: number;
}

/** Tokens and money promised to one request; it ends by being settled, assumed or released, once. */
export interface Reservation extends Attribution {
  readonly id: string;
  /** Month it is charged to: that of its beginning. */
  readonly period: string;
  /** Day it is counted to, `2026-11-21`. */
  readonly day: string;
  readonly purpose: string;
  /** Model the request goes to. */
  readonly model: string;
  /** The model it would have gone to had a budget not been near its end. */
  readonly inPlaceOf?: string | null;
  /** Tokens. */
  readonly amount: number;
  /** Millionths of a US dollar. */
  readonly micros: number;
}

/** What a finished request was charged for. */
export interface UsageRecord {
  /** Model that answered. */
  readonly model: string;
  readonly usage: ModelUsage;
  readonly providerRequestId?: string;
}
