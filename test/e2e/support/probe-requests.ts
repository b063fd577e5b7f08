import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { TEST_TWILIO } from '../../support/test-config';

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body when it is JSON. */
  readonly json: unknown;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData | Uint8Array<ArrayBuffer>;
}

export async function ask(url: string, { method = 'POST', headers = {}, body }: RawRequest = {}): Promise<RawAnswer> {
  const response = await fetch(url, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** A form as the carrier posts it, signed by the account's token unless told. */
export function carrierForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  authToken: string = TEST_TWILIO.TWILIO_AUTH_TOKEN,
): RawRequest {
  const form = { AccountSid: TEST_TWILIO.TWILIO_ACCOUNT_SID, ApiVersion: '2010-04-01', ...fields };
  return {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': getExpectedTwilioSignature(authToken, url, form),
    },
    body: new URLSearchParams(form).toString(),
  };
}
