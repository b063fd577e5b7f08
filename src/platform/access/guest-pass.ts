import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const claims = z.strictObject({
  tenantId: z.uuid(),
  /** Id of the one thing it opens. */
  subject: z.uuid(),
  /** Place in it from which on something may be seen. */
  since: z.int(),
  /** Milliseconds since 1970. */
  expiresAt: z.int(),
});

/** Leave to read one thing of one company for a while, without an account. */
export type GuestClaims = z.infer<typeof claims>;

/** What tells such a pass from the access token of a person. */
export const GUEST_PREFIX = 'guest~';

/** The key passes are sealed with, derived so that it is good for nothing else. */
export function guestKey(secret: string): Buffer {
  return createHmac('sha256', secret).update('guest-pass').digest();
}

/** `guest~<claims>.<HMAC-SHA256 of them>`, both base64url: fit for `Authorization: Bearer`. */
export function sealGuestPass(key: Buffer, pass: GuestClaims): string {
  const body = Buffer.from(JSON.stringify(pass)).toString('base64url');
  return `${GUEST_PREFIX}${body}.${macOf(key, body).toString('base64url')}`;
}

/** The claims of a pass of ours that has not expired at `now`; otherwise null. */
export function openGuestPass(key: Buffer, token: string, now: Date): GuestClaims | null {
  if (!token.startsWith(GUEST_PREFIX)) return null;
  const [body, mac, ...rest] = token.slice(GUEST_PREFIX.length).split('.');
  if (!body || !mac || rest.length > 0) return null;
  const given = Buffer.from(mac, 'base64url');
  const expected = macOf(key, body);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const opened = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return opened.success && opened.data.expiresAt > now.getTime() ? opened.data : null;
}

function macOf(key: Buffer, body: string): Buffer {
  return createHmac('sha256', key).update(body).digest();
}
