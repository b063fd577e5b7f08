import { z } from 'zod';
import { ROLES } from '../../platform/access/role';

/** Only we read our access tokens. */
export const AUDIENCE = 'callwright-api';

/** RFC 9068 section 2.1: tells an access token from any other JWT. */
export const TOKEN_TYPE = 'at+jwt';

/** Seconds a token may be ahead of our clock: replicas are not perfectly in step. */
const CLOCK_SKEW_SECONDS = 5;

/** Exactly these members: `jku`, `x5u`, `jwk`, `crit` and `b64` would let a token choose how it is checked (RFC 8725 section 3). */
const header = z.strictObject({
  alg: z.literal('ES256'),
  typ: z.literal(TOKEN_TYPE),
  kid: z.string().min(1).max(100),
});

const claims = z.object({
  /** User id. */
  sub: z.uuid(),
  /** Company acted in; absent for a platform admin's session. */
  tid: z.uuid().optional(),
  /** Role there when the token was made; what counts is the role at the moment of the request. */
  role: z.enum(ROLES).optional(),
  /** True for a session of a platform admin. */
  pa: z.boolean(),
  /** The session: family of the refresh tokens beside this one. */
  sid: z.uuid(),
  nbf: z.int(),
  exp: z.int(),
});

export type AccessClaims = z.infer<typeof claims>;

/** Id of the key a token claims to be signed with; undefined unless its header is exactly one of ours. */
export function keyIdOf(token: string): string | undefined {
  const [encoded = ''] = token.split('.');
  try {
    const parsed = header.safeParse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));
    return parsed.data?.kid;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function readClaims(payload: unknown): AccessClaims | undefined {
  return claims.safeParse(payload).data;
}

/** True while the token may be used at `now`. */
export function isCurrent({ nbf, exp }: Pick<AccessClaims, 'nbf' | 'exp'>, now: Date): boolean {
  const seconds = now.getTime() / 1_000;
  return nbf <= seconds + CLOCK_SKEW_SECONDS && seconds < exp;
}
