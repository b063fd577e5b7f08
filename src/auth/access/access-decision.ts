import type { AccessRule } from '../../platform/access/allow.decorator';
import type { Identity } from '../../platform/access/authenticator.port';
import { includesRole } from '../../platform/access/role';

export type AccessDecision = 'ALLOWED' | 'UNAUTHENTICATED' | 'FORBIDDEN';

/**
 * Whether a caller may pass a rule. Closed unless opened: no rule, no entry; an API key enters only by a scope it holds; a platform
 * admin acts in no company; a guest sees what the pass is for and nothing else; the program itself is never a caller.
 */
export function decide(rule: AccessRule | undefined, identity: Identity | null): AccessDecision {
  if (!rule) return 'FORBIDDEN';
  if (rule.kind === 'PUBLIC') return 'ALLOWED';
  if (!identity) return 'UNAUTHENTICATED';
  return passes(rule, identity) ? 'ALLOWED' : 'FORBIDDEN';
}

function passes(rule: Exclude<AccessRule, { kind: 'PUBLIC' }>, { actor, tenantId }: Identity): boolean {
  if (rule.kind === 'SIGNED_IN') return actor.kind === 'MEMBER' || actor.kind === 'PLATFORM_ADMIN';
  if (rule.kind === 'GUEST') return actor.kind === 'GUEST' && tenantId !== undefined;
  if (rule.kind === 'PLATFORM_ADMIN') return actor.kind === 'PLATFORM_ADMIN';
  if (tenantId === undefined) return false;
  if (actor.kind === 'MEMBER') return includesRole(actor.role, rule.role);
  return actor.kind === 'API_KEY' && rule.scope !== undefined && actor.scopes.includes(rule.scope);
}
