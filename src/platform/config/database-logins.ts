import { createHmac } from 'node:crypto';

/** Serves requests: subject to row security, owns nothing. */
export const APP_ROLE = 'callwright_app';
/** Cross-tenant housekeeping from named places only. */
export const PLATFORM_ROLE = 'callwright_platform';
/** Reads everything, changes nothing; judges the invariants and is held by no pod. */
export const JUDGE_ROLE = 'callwright_judge';

/** The owner's URL with another login: the role's password is derived, so nothing has to be handed round on a laptop. */
export function roleUrl(ownerUrl: string, role: string, roleSecret: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = rolePassword(role, roleSecret);
  return url.toString();
}

/** 256 bits in base64url, derived from the secret and the role's name. */
export function rolePassword(role: string, roleSecret: string): string {
  return createHmac('sha256', roleSecret).update(`database-role:${role}`).digest('base64url');
}
