import { currentActor, currentTenantId, findContext, runInContext } from './request-context';
import { runAsSystem } from './run-as-system';

describe('runAsSystem', () => {
  const tenantId = '018f0000-0000-7000-8000-000000000001';

  it('acts as the program in the tenant, whoever acted before', () => {
    const member = { kind: 'MEMBER', userId: 'u-1', role: 'ADMIN' } as const;
    const seen = runInContext({ requestId: 'r-1', tenantId: 't-2', actor: member }, () =>
      runAsSystem({ name: 'outbox', tenantId, requestId: 'row-1' }, () => ({ ...findContext() })),
    );
    expect(seen).toEqual({ requestId: 'row-1', tenantId, actor: { kind: 'SYSTEM', name: 'outbox' } });
  });

  it('answers what the work answers, under a request id of its own', async () => {
    const ids = await Promise.all(
      [1, 2].map(() =>
        runAsSystem({ name: 'outbox', tenantId }, async () => {
          expect(currentActor()).toEqual({ kind: 'SYSTEM', name: 'outbox' });
          expect(currentTenantId()).toBe(tenantId);
          return findContext()?.requestId;
        }),
      ),
    );
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
  });
});
