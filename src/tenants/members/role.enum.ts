import { registerEnumType } from '@nestjs/graphql';
import type { Role } from '../../platform/access/role';

/** The roles as GraphQL shows them. */
export const RoleEnum = {
  OWNER: 'OWNER',
  ADMIN: 'ADMIN',
  OPERATOR: 'OPERATOR',
  VIEWER: 'VIEWER',
} as const satisfies Record<Role, Role>;

registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What a member may do; each role includes the ones after it.',
  valuesMap: {
    OWNER: { description: 'Everything, including who else is an owner.' },
    ADMIN: { description: 'Members, API keys, budgets and settings.' },
    OPERATOR: { description: 'Daily work: leads, campaigns, calls.' },
    VIEWER: { description: 'Reads only.' },
  },
});
