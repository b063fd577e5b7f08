import { createHmac } from 'node:crypto';

/** Form parameters of a webhook; a name may occur more than once. */
export type WebhookParams = Record<string, string | readonly string[]>;

/**
 * The value of `X-Twilio-Signature`: HMAC-SHA1 with the account's auth token over the exact URL, without fragment,
 * followed by each form parameter's name and value, sorted by name, repeated values deduplicated and sorted.
 * (twilio.com/docs/usage/security#validating-requests)
 */
export function sign(authToken: string, url: string, params: WebhookParams = {}): string {
  const base = Object.keys(params)
    .sort()
    .map((name) => {
      const value = params[name] ?? '';
      const values = typeof value === 'string' ? [value] : [...new Set(value)].sort();
      return values.map((one) => name + one).join('');
    })
    .join('');
  return createHmac('sha1', authToken)
    .update(url + base, 'utf8')
    .digest('base64');
}
