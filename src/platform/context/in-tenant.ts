import { Unauthenticated } from '../errors/domain-error';
import { findContext, runInContext } from './request-context';

/**
 * Lets a platform admin, who has no tenant, work inside one for the length of `work`.
 * @throws Unauthenticated when nobody is acting.
 */
export function inTenant<T>(tenantId: string, work: () => Promise<T>): Promise<T> {
  const context = findContext();
  if (!context) throw new Unauthenticated();
  return runInContext({ ...context, tenantId }, work);
}
