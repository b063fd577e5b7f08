/** Roles of a member, strongest first; a role includes every weaker one. */
export const ROLES = ['OWNER', 'ADMIN', 'OPERATOR', 'VIEWER'] as const;

export type Role = (typeof ROLES)[number];

/** True when `role` may do what `needed` may do. */
export function includesRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(needed);
}
