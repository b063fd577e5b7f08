import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ROLES } from '../../platform/access/role';

const claims = z.strictObject({
  /** Id of the invitation, for the audit log. */
  id: z.uuid(),
  tenantId: z.uuid(),
  email: z.string().min(3),
  role: z.enum(ROLES),
  /** Member who invited. */
  invitedBy: z.uuid(),
  /** State of the account when the invitation was made; see `accountState`. */
  account: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.int(),
});

export type InvitationClaims = z.infer<typeof claims>;

/** The key invitations are sealed with, derived so that it is good for nothing else. */
export function invitationKey(secret: string): Buffer {
  return createHmac('sha256', secret).update('invitation').digest();
}

/**
 * Fingerprint of what accepting an invitation changes: the password hash, or that there is no account yet. An invitation is good
 * only while it is the same, so it works once, without a table of invitations.
 */
export function accountState(passwordHash: string | undefined): string {
  return createHash('sha256')
    .update(passwordHash ?? 'no account')
    .digest('base64url')
    .slice(0, 22);
}

/** `<claims>.<HMAC-SHA256 of them>`, both base64url. */
export function sealInvitation(key: Buffer, invitation: InvitationClaims): string {
  const body = Buffer.from(JSON.stringify(invitation)).toString('base64url');
  return `${body}.${macOf(key, body).toString('base64url')}`;
}

/** The claims of a token of ours that has not expired at `now`; otherwise null. */
export function openInvitation(key: Buffer, token: string, now: Date): InvitationClaims | null {
  const [body, mac, ...rest] = token.split('.');
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
