import twilio from 'twilio';
import type { Clock } from '../../../platform/clock/clock';
import type { AppConfig, TwilioConfig } from '../../../platform/config/config';
import { TwilioRequestClient } from './twilio-request-client';

/** What an adapter needs to know beside the account. */
export interface Surroundings {
  readonly clock: Clock;
  /** Where Twilio reaches us. */
  readonly publicUrl: string;
  /** How far this program's clock is ahead of the world's, and so of Twilio's. */
  readonly clockOffsetMs: number;
}

export function surroundingsOf({ publicUrl, clockOffsetMs }: AppConfig, clock: Clock): Surroundings {
  return { clock, publicUrl, clockOffsetMs };
}

/** The official client, which repeats nothing by itself: a request sent twice would be two calls, or two texts. */
export function twilioClientOf(account: TwilioConfig): twilio.Twilio {
  return twilio(account.accountSid, account.authToken, {
    accountSid: account.accountSid,
    autoRetry: false,
    httpClient: new TwilioRequestClient(account),
  });
}
