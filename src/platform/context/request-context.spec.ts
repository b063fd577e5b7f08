import { TenantRequired, Unauthenticated } from '../errors/domain-error';
import { actorReference } from './actor';
import { currentActor, currentTenantId, findContext, runInContext } from './request-context';

describe('request context', () => {
  it('is ambient through asynchronous work and gone outside', async () => {
    await runInContext({ requestId: 'r1', tenantId: 't1' }, async () => {
      await Promise.resolve();
      expect(currentTenantId()).toBe('t1');
      await runInContext({ requestId: 'r2', tenantId: 't2' }, () =>
        Promise.resolve(expect(currentTenantId()).toBe('t2')),
      );
      expect(currentTenantId()).toBe('t1');
    });
    expect(findContext()).toBeUndefined();
  });

  it('keeps parallel work apart', async () => {
    const seen = await Promise.all(
      ['a', 'b', 'c'].map((tenantId) =>
        runInContext({ requestId: tenantId, tenantId }, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return currentTenantId();
        }),
      ),
    );
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('refuses work without a tenant or an actor', () => {
    expect(() => currentTenantId()).toThrow(TenantRequired);
    runInContext({ requestId: 'r' }, () => {
      expect(() => currentTenantId()).toThrow(TenantRequired);
      expect(() => currentActor()).toThrow(Unauthenticated);
    });
  });

  it('writes actors as kind and id', () => {
    expect(actorReference({ kind: 'MEMBER', userId: 'u', role: 'VIEWER' })).toBe('MEMBER:u');
    expect(actorReference({ kind: 'API_KEY', apiKeyId: 'k', scopes: [] })).toBe('API_KEY:k');
    expect(actorReference({ kind: 'SYSTEM', name: 'outbox' })).toBe('SYSTEM:outbox');
  });
});
