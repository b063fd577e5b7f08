import type { ConsentSource } from './consent-terms';

/** Words, or what a typed client makes of them. */
type Flag = boolean | string | null;
type Moment = Date | string | null;
type Words = string | null;

/** A consent as a form, a file or a client describes it; nothing in it has been checked. Lists may be separated by commas or blanks. */
export interface SaidConsent {
  readonly source: ConsentSource;
  /** PEWC or PEC; told from the rest when left out. */
  readonly type?: Words | undefined;
  readonly text?: Words | undefined;
  /** SHA-256 of the text, hexadecimal; compared with ours. */
  readonly textHash?: Words | undefined;
  /** The company's legal name when left out. */
  readonly seller?: Words | undefined;
  /** Calls when left out, by people and by AI. */
  readonly channels?: readonly string[] | Words | undefined;
  /** Both when left out. */
  readonly purposes?: readonly string[] | Words | undefined;
  readonly signature?: Words | undefined;
  readonly automatedVoice?: Flag | undefined;
  readonly notConditionOfPurchase?: Flag | undefined;
  readonly invitedCall?: Flag | undefined;
  /** When it was given; now when left out, except in a file. */
  readonly at?: Moment | undefined;
  readonly expiresAt?: Moment | undefined;
  readonly pageUrl?: Words | undefined;
  readonly callId?: Words | undefined;
  readonly ip?: Words | undefined;
  readonly userAgent?: Words | undefined;
  readonly requestIp?: Words | undefined;
  readonly requestUserAgent?: Words | undefined;
  readonly certificate?: Words | undefined;
  readonly vendor?: Words | undefined;
  readonly language?: Words | undefined;
  readonly subject?: Words | undefined;
  readonly statedTimeZone?: Words | undefined;
  readonly statedAddress?: Words | undefined;
  readonly uncheckedByDefault?: Flag | undefined;
}

/** What a sender may say of a consent, the door apart. */
export type ConsentField = Exclude<keyof SaidConsent, 'source'>;
