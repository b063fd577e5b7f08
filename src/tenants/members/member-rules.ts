import type { Role } from '../../platform/access/role';

/** Admins manage everybody but owners; only an owner makes, changes or removes an owner. */
export function mayManage(acting: Role, roles: readonly Role[]): boolean {
  if (acting === 'OWNER') return true;
  return acting === 'ADMIN' && !roles.includes('OWNER');
}

/** True when the company would be left without an owner. `becomes` is null for a removal. */
export function leavesNoOwner(owners: number, was: Role, becomes: Role | null): boolean {
  return was === 'OWNER' && becomes !== 'OWNER' && owners <= 1;
}
