import { v7 as uuidv7 } from 'uuid';
import type { AccessRule } from '../../platform/access/allow.decorator';
import type { Identity } from '../../platform/access/authenticator.port';
import { type Role, ROLES } from '../../platform/access/role';
import { decide } from './access-decision';

const tenantId = uuidv7();
const member = (role: Role): Identity => ({ tenantId, actor: { kind: 'MEMBER', userId: uuidv7(), role } });
const key = (...scopes: string[]): Identity => ({ tenantId, actor: { kind: 'API_KEY', apiKeyId: uuidv7(), scopes } });
const admin: Identity = { actor: { kind: 'PLATFORM_ADMIN', userId: uuidv7() } };
const system: Identity = { tenantId, actor: { kind: 'SYSTEM', name: 'sweep' } };
const everybody = [...ROLES.map(member), key('leads:read', 'leads:write'), admin, system];

describe('decide', () => {
  it('lets nobody in where there is no rule', () => {
    expect(decide(undefined, null)).toBe('FORBIDDEN');
    for (const identity of everybody) expect(decide(undefined, identity)).toBe('FORBIDDEN');
  });

  it('lets everybody in where it is public', () => {
    for (const identity of [null, ...everybody]) expect(decide({ kind: 'PUBLIC' }, identity)).toBe('ALLOWED');
  });

  it.each<AccessRule>([{ kind: 'SIGNED_IN' }, { kind: 'PLATFORM_ADMIN' }, { kind: 'TENANT', role: 'VIEWER' }])(
    'asks a stranger to sign in: %j',
    (rule) => {
      expect(decide(rule, null)).toBe('UNAUTHENTICATED');
    },
  );

  it.each(
    ROLES.flatMap((needed, i) => ROLES.map((held, j) => [needed, held, j <= i ? 'ALLOWED' : 'FORBIDDEN'] as const)),
  )('where %s is needed, %s is %s', (role, held, decision) => {
    expect(decide({ kind: 'TENANT', role }, member(held))).toBe(decision);
  });

  it('lets an API key in by its scope only, whatever the role', () => {
    const rule: AccessRule = { kind: 'TENANT', role: 'OWNER', scope: 'leads:write' };
    expect(decide(rule, key('leads:write'))).toBe('ALLOWED');
    expect(decide(rule, key('leads:read'))).toBe('FORBIDDEN');
    expect(decide({ kind: 'TENANT', role: 'VIEWER' }, key('leads:read'))).toBe('FORBIDDEN');
  });

  it('keeps a platform admin out of companies, and members out of the platform', () => {
    expect(decide({ kind: 'TENANT', role: 'VIEWER' }, admin)).toBe('FORBIDDEN');
    expect(decide({ kind: 'PLATFORM_ADMIN' }, admin)).toBe('ALLOWED');
    expect(decide({ kind: 'PLATFORM_ADMIN' }, member('OWNER'))).toBe('FORBIDDEN');
    expect(decide({ kind: 'PLATFORM_ADMIN' }, key('leads:read'))).toBe('FORBIDDEN');
  });

  it('takes people, not machines, for signed in', () => {
    expect(decide({ kind: 'SIGNED_IN' }, member('VIEWER'))).toBe('ALLOWED');
    expect(decide({ kind: 'SIGNED_IN' }, admin)).toBe('ALLOWED');
    expect(decide({ kind: 'SIGNED_IN' }, key('leads:read'))).toBe('FORBIDDEN');
  });

  it('never lets a member act without a company', () => {
    const lost: Identity = { actor: { kind: 'MEMBER', userId: uuidv7(), role: 'OWNER' } };
    expect(decide({ kind: 'TENANT', role: 'VIEWER' }, lost)).toBe('FORBIDDEN');
  });
});
