import type { DialPermission } from '../compliance/dial-permission';

/** What to dial. `callId` is made before the carrier is asked and travels in every callback address. */
export interface PlaceCallRequest {
  readonly callId: string;
  readonly tenantId: string;
  /** E.164. */
  readonly to: string;
  /** E.164, a number the carrier lets us show. */
  readonly from: string;
  readonly ringTimeoutSeconds: number;
  /** The carrier ends the call after this many seconds of talk. */
  readonly maxCallSeconds: number;
}

/**
 * Why a carrier did not dial. NUMBER: the number itself; CONFIGURATION: what we show or where we call, for this one call; ACCOUNT: no call
 * at all is taken from this account; NOT_SENT: the request provably never left.
 */
export type RefusalCause = 'NUMBER' | 'BLOCKED' | 'CONFIGURATION' | 'ACCOUNT' | 'RATE_LIMITED' | 'NOT_SENT';

/**
 * ACCEPTED: it will dial. REFUSED: it proved that it will not. UNKNOWN: it may have dialed; asking again could ring twice, so
 * wait for a callback or look with `findCalls`.
 */
export type PlaceCallResult =
  | {
      readonly kind: 'ACCEPTED';
      readonly providerCallId: string;
      /** How long the carrier lets it wait before it dials, in milliseconds; absent when it did not say. */
      readonly queueMs?: number;
    }
  | {
      readonly kind: 'REFUSED';
      readonly outcome: 'INVALID_NUMBER' | 'FAILED';
      /** The carrier's own error code. */
      readonly code?: string;
      readonly cause: RefusalCause;
    }
  | { readonly kind: 'UNKNOWN'; readonly cause: 'TIMEOUT' | 'NETWORK' | 'SERVER_ERROR' };

export type CarrierStatus =
  'QUEUED' | 'INITIATED' | 'RINGING' | 'IN_PROGRESS' | 'COMPLETED' | 'NO_ANSWER' | 'BUSY' | 'FAILED' | 'CANCELED';

/** Who picked up, as the carrier's machine detection heard it; UNKNOWN is to be treated as a person. */
export type AnsweredBy = 'HUMAN' | 'MACHINE' | 'FAX' | 'UNKNOWN';

/** A call as the carrier sees it now. */
export interface CallSnapshot {
  readonly providerCallId: string;
  readonly to: string;
  readonly from: string;
  readonly status: CarrierStatus;
  /** When the carrier accepted it, in whole seconds, on this program's clock. */
  readonly createdAt: Date;
  /** When the carrier began to dial; absent while it waits in the carrier's queue, and for good if it never left it. */
  readonly startedAt?: Date;
  readonly durationSeconds?: number;
  /** What the carrier charges; absent until it has rated the call. Positive is a cost. */
  readonly price?: { readonly amountMicros: number; readonly currency: string };
  readonly answeredBy?: AnsweredBy;
}

export const RECORDING_STATUSES = ['IN_PROGRESS', 'PROCESSING', 'COMPLETED', 'ABSENT', 'DELETED'] as const;

/** ABSENT: nothing was recorded after all. DELETED: the sound is gone. */
export type RecordingStatus = (typeof RECORDING_STATUSES)[number];

/** What the carrier knows of a recording; the sound itself is not looked at. */
export interface RecordingSnapshot {
  readonly providerRecordingId: string;
  readonly status: RecordingStatus;
  readonly durationSeconds?: number;
  readonly channels?: number;
  /** On this program's clock. */
  readonly startedAt?: Date;
}

/** One thing a carrier told us of a call; `dedupeKey` is equal for copies of the same fact. */
export interface CarrierEvent {
  readonly provider: 'TWILIO';
  readonly providerCallId: string;
  readonly dedupeKey: string;
  readonly type: 'STATUS' | 'AMD';
  /** Absent when the carrier named a status this program does not know. */
  readonly status?: CarrierStatus;
  readonly answeredBy?: AnsweredBy;
  /** The carrier's own order of events of one call. */
  readonly sequence?: number;
  readonly occurredAt?: Date;
  readonly durationSeconds?: number;
  readonly sipCode?: number;
  readonly errorCode?: string;
  /** Why the carrier failed the call, where its error code says so. */
  readonly cause?: RefusalCause;
  /** What was posted, without phone numbers, names and places. */
  readonly payload: Record<string, string>;
}

/** A provider's request as it came in. */
export interface RawWebhook {
  /** The configured public URL followed by the request target: what the provider believes it called. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly form: Readonly<Record<string, string | string[]>>;
  readonly rawBody: Buffer;
}

/** What the carrier heard in one exchange; both parts may be empty. */
export interface Heard {
  readonly text: string;
  /** Of the speech recognition, 0 to 1. */
  readonly confidence?: number;
  /** Keys pressed. */
  readonly digits?: string;
}

/** What to do with a call that has been picked up. `language` is BCP 47, `voice` a name the carrier knows. */
export type AnswerPlan =
  | {
      /** Say it, then listen; what was heard comes back as `exchange + 1`. */
      readonly kind: 'GATHER';
      readonly say: string;
      readonly language: string;
      readonly voice: string;
      readonly exchange: number;
      readonly tenantId: string;
      readonly callId: string;
    }
  | { readonly kind: 'SAY_AND_HANG_UP'; readonly say: string; readonly language: string; readonly voice: string }
  | {
      /** Say it, then ask where the caller goes on: they are put through to a colleague. */
      readonly kind: 'SAY_AND_TRANSFER';
      readonly say: string;
      readonly language: string;
      readonly voice: string;
      readonly tenantId: string;
      readonly transferId: string;
    }
  | { readonly kind: 'HANG_UP' };

/** A telephone company. */
export abstract class Carrier {
  abstract readonly name: 'TWILIO';

  abstract isConfigured(): boolean;

  /** Which account at the carrier is used, by the carrier's own name for it. @throws CarrierNotConfigured */
  abstract readonly account: string;

  /** The number calls come from unless a campaign says otherwise; E.164. */
  abstract readonly fromNumber: string;

  /**
   * Asks the carrier, once, to dial. Never throws for what the carrier or the network does.
   * @throws PermissionMismatch, before any network, when the permission is for another call or number, or has expired.
   */
  abstract placeCall(request: PlaceCallRequest, permission: DialPermission): Promise<PlaceCallResult>;

  /** Ends a call in whatever stage it is. @throws CarrierUnavailable when the carrier did not say so. */
  abstract hangUp(providerCallId: string): Promise<'DONE' | 'ALREADY_ENDED'>;

  /**
   * Cancels a call that has not been picked up, in the carrier's queue or ringing; never touches a conversation. How the call stands
   * then; null when the carrier does not know it. @throws CarrierUnavailable
   */
  abstract cancel(providerCallId: string): Promise<CallSnapshot | null>;

  /** Recordings the account made of the call, oldest first; none where the carrier keeps none. @throws CarrierUnavailable */
  abstract recordingsOf(providerCallId: string): Promise<RecordingSnapshot[]>;

  /** Null when the carrier does not know the call. @throws CarrierUnavailable */
  abstract fetchCall(providerCallId: string): Promise<CallSnapshot | null>;

  /** Calls between two numbers accepted at or after `since`, newest first. @throws CarrierUnavailable */
  abstract findCalls(query: { to: string; from: string; since: Date }): Promise<CallSnapshot[]>;

  /** True when the webhook carries the carrier's proof of origin over its exact bytes. */
  abstract isAuthentic(webhook: RawWebhook): boolean;

  /** @throws BadUserInput when it does not say which call it is about. */
  abstract readEvent(webhook: RawWebhook): CarrierEvent;

  /**
   * A question of what to say next: on which carrier call, and after what was heard.
   * @throws BadUserInput when it does not say which call it is about.
   */
  abstract readHeard(webhook: RawWebhook): { providerCallId: string; heard: Heard };

  /** The document the carrier runs on the live call. */
  abstract render(plan: AnswerPlan): { contentType: string; body: string };
}
