import { validateRequest } from 'twilio';
import type { RawWebhook } from '../../carrier.port';

const FORM = /^application\/x-www-form-urlencoded\b/i;

/**
 * True when Twilio signed exactly this request: HMAC-SHA1 over the public URL and every posted parameter, unknown and repeated
 * ones included, so they are read from the bytes and not from anything that has been filtered
 * (twilio.com/docs/usage/security#validating-requests). Only the account we dial from may speak.
 */
export function isSignedBy(account: { accountSid: string; authToken: string }, webhook: RawWebhook): boolean {
  const signature = single(webhook.headers['x-twilio-signature']);
  if (!signature || !hasFormBody(webhook)) return false;
  const parameters = parametersOf(webhook.rawBody);
  if (parameters['AccountSid'] !== account.accountSid) return false;
  return isSignature(account.authToken, signature, webhook.url, parameters);
}

/** The signature alone, whoever the account is. */
export function isSignature(
  authToken: string,
  signature: string,
  url: string,
  parameters: Readonly<Record<string, string | string[]>>,
): boolean {
  return URL.canParse(url) && validateRequest(authToken, signature, url, parameters);
}

/** Every parameter of a form body; a repeated name has all of its values. */
export function parametersOf(rawBody: Buffer): Record<string, string | string[]> {
  const values = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(rawBody.toString('utf8'))) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]);
  }
  return Object.fromEntries(values);
}

function hasFormBody({ headers, rawBody }: RawWebhook): boolean {
  return rawBody.length === 0 || FORM.test(single(headers['content-type']) ?? '');
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? undefined : value;
}
