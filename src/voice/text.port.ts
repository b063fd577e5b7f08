import type { TextPermission } from '../compliance/text-permission';
import type { RawWebhook, RefusalCause } from './carrier.port';

export const TEXT_CHANNELS = ['SMS', 'WHATSAPP'] as const;

export type TextChannel = (typeof TEXT_CHANNELS)[number];

/** What to send. `textId` is made before the carrier is asked and travels in the callback address. */
export interface SendTextRequest {
  readonly textId: string;
  readonly tenantId: string;
  readonly channel: TextChannel;
  /** E.164. */
  readonly to: string;
  /** E.164, a number of ours on this channel. */
  readonly from: string;
  /** At most 1,600 characters. */
  readonly body: string;
}

/** Why a carrier did not take a text. OPTED_OUT: the person told the carrier itself to stop texts of this number. */
export type TextRefusalCause = RefusalCause | 'OPTED_OUT';

/**
 * ACCEPTED: it will send. REFUSED: it proved that it will not. UNKNOWN: it may have sent; asking again could send twice, so wait for
 * a callback or look with `findTexts`.
 */
export type SendTextResult =
  | { readonly kind: 'ACCEPTED'; readonly providerTextId: string }
  | { readonly kind: 'REFUSED'; readonly cause: TextRefusalCause; readonly code?: string }
  | { readonly kind: 'UNKNOWN'; readonly cause: 'TIMEOUT' | 'NETWORK' | 'SERVER_ERROR' };

/** How far a text has come, by what the carrier says. UNDELIVERED and FAILED are ends; READ is told by WhatsApp only. */
export type CarrierTextStatus = 'ACCEPTED' | 'SENT' | 'DELIVERED' | 'READ' | 'UNDELIVERED' | 'FAILED';

/** A text as the carrier sees it now, or as it told us. */
export interface TextNews {
  readonly providerTextId: string;
  /** Absent when the carrier named a status this program does not know. */
  readonly status?: CarrierTextStatus;
  readonly errorCode?: string;
  /** The error code says that the person told the carrier itself to stop texts of this number. */
  readonly isOptedOut: boolean;
}

export interface TextSnapshot extends TextNews {
  readonly body: string;
  /** When the carrier accepted it, in whole seconds, on this program's clock. */
  readonly createdAt: Date;
}

/** What is attached and has no media type: something of a kind nobody named, a place. */
export const UNTYPED_ATTACHMENTS = ['file', 'location'] as const;

/** A text a person sent us. */
export interface InboundText {
  readonly providerTextId: string;
  readonly channel: TextChannel;
  /** The person, E.164. */
  readonly from: string;
  /** Our number, E.164. */
  readonly to: string;
  readonly body: string;
  /** Media types of what is attached, for example `image/jpeg`, or one of UNTYPED_ATTACHMENTS. At most 10. */
  readonly attachments: readonly string[];
  /** What the person calls themselves; told by WhatsApp only. */
  readonly senderName?: string;
  /** What the carrier itself took the text for, and has answered already. */
  readonly handledAs?: 'OPT_OUT' | 'HELP' | 'RESUME';
}

/** A carrier of texts. */
export abstract class TextSender {
  abstract readonly name: 'TWILIO';

  /** The number texts of this channel come from, E.164; null when the channel is not configured. */
  abstract numberFor(channel: TextChannel): string | null;

  /**
   * Asks the carrier, once, to send. Never throws for what the carrier or the network does.
   * @throws PermissionMismatch, before any network, when the permission is for another text or number, or has expired.
   */
  abstract send(request: SendTextRequest, permission: TextPermission): Promise<SendTextResult>;

  /** Texts between two numbers accepted at or after `since`, newest first. @throws CarrierUnavailable */
  abstract findTexts(query: { channel: TextChannel; to: string; from: string; since: Date }): Promise<TextSnapshot[]>;

  /** @throws BadUserInput when it does not say which text it is about. */
  abstract readNews(webhook: RawWebhook): TextNews;

  /** @throws BadUserInput when it is no text of a person to us. */
  abstract readInbound(webhook: RawWebhook): InboundText;
}
