import type { ColleaguePermission } from '../compliance/colleague-permission';
import type { PlaceCallResult, RawWebhook } from './carrier.port';

/** A colleague to ring. `legId` is made before the carrier is asked and travels in every address it calls back. */
export interface RingColleagueRequest {
  readonly tenantId: string;
  readonly legId: string;
  /** E.164. */
  readonly to: string;
  /** E.164, a number the carrier lets us show. */
  readonly from: string;
  readonly ringTimeoutSeconds: number;
  /** The carrier ends the call after this many seconds. */
  readonly maxCallSeconds: number;
}

/** `language` is BCP 47, `voice` a name the carrier knows. */
export interface SpokenWords {
  readonly say: string;
  readonly language: string;
  readonly voice: string;
}

/** What to do with the caller, or with a colleague, while they are put together. */
export type BridgePlan =
  | {
      /** The caller waits in the transfer's room, or talks there. */
      readonly kind: 'HOLD';
      readonly tenantId: string;
      readonly transferId: string;
      /** Before they go in. */
      readonly words?: SpokenWords;
    }
  | {
      /** What the caller hears while nobody is in the room; asked for again and again. */
      readonly kind: 'WAIT';
      readonly tenantId: string;
      readonly transferId: string;
      readonly words: SpokenWords;
    }
  | {
      /** Says the words and waits for one key. */
      readonly kind: 'ASK';
      readonly tenantId: string;
      readonly legId: string;
      readonly words: SpokenWords;
    }
  | {
      /** The colleague goes into the room; both calls end when one of the two leaves. */
      readonly kind: 'JOIN';
      readonly tenantId: string;
      readonly transferId: string;
      readonly words?: SpokenWords;
    }
  | { readonly kind: 'HANG_UP'; readonly words?: SpokenWords };

/** Something that happened in a room. */
export interface RoomEvent {
  readonly type: 'STARTED' | 'ENDED' | 'JOINED' | 'LEFT' | 'OTHER';
  /** Of the one who joined or left. */
  readonly providerCallId?: string;
}

/** Where a live call is to go on: at what this program says about the transfer then. */
export interface Redirection {
  readonly tenantId: string;
  readonly transferId: string;
  /** How long the whole call may last, from its beginning. */
  readonly maxCallSeconds: number;
}

/** Puts a caller and a colleague together. */
export abstract class CallBridge {
  /**
   * Asks the carrier, once, to ring. Never throws for what the carrier or the network does.
   * @throws PermissionMismatch, before any network, when the permission is for another call or number, or has expired.
   */
  abstract ring(request: RingColleagueRequest, permission: ColleaguePermission): Promise<PlaceCallResult>;

  /**
   * Cuts into a live call and lets it go on elsewhere. Asking twice leads to the same place.
   * @throws CarrierUnavailable when the carrier did not say so.
   */
  abstract redirect(providerCallId: string, to: Redirection): Promise<'DONE' | 'NOT_LIVE'>;

  /** Lets a live call last so many seconds from its beginning. @throws CarrierUnavailable */
  abstract setLimit(providerCallId: string, maxCallSeconds: number): Promise<'DONE' | 'NOT_LIVE'>;

  abstract readRoomEvent(webhook: RawWebhook): RoomEvent;

  /** The document the carrier runs. */
  abstract render(plan: BridgePlan): { contentType: string; body: string };
}
