import { ROLES } from '../../platform/access/role';
import { leavesNoOwner, mayManage } from './member-rules';

describe('mayManage', () => {
  it.each(ROLES)('lets an owner manage a %s', (role) => {
    expect(mayManage('OWNER', [role])).toBe(true);
  });

  it.each([
    ['ADMIN', true],
    ['OPERATOR', true],
    ['VIEWER', true],
    ['OWNER', false],
  ] as const)('an admin managing a %s: %s', (role, allowed) => {
    expect(mayManage('ADMIN', [role])).toBe(allowed);
  });

  it('does not let an admin make somebody an owner', () => {
    expect(mayManage('ADMIN', ['VIEWER', 'OWNER'])).toBe(false);
  });

  it.each(['OPERATOR', 'VIEWER'] as const)('lets no %s manage anybody', (acting) => {
    expect(ROLES.some((role) => mayManage(acting, [role]))).toBe(false);
  });
});

describe('leavesNoOwner', () => {
  it.each([
    [1, 'OWNER', 'ADMIN', true],
    [1, 'OWNER', null, true],
    [1, 'OWNER', 'OWNER', false],
    [2, 'OWNER', null, false],
    [2, 'OWNER', 'VIEWER', false],
    [1, 'ADMIN', null, false],
    [1, 'ADMIN', 'OWNER', false],
  ] as const)('with %i owner(s), %s becoming %s: %s', (owners, was, becomes, expected) => {
    expect(leavesNoOwner(owners, was, becomes)).toBe(expected);
  });
});
