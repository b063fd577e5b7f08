import { AsyncLocalStorage } from 'node:async_hooks';
import { TenantRequired, Unauthenticated } from '../errors/domain-error';
import type { Actor } from './actor';

/** What is known about the work in progress: one HTTP request, socket operation, job or outbox delivery. */
export interface RequestContext {
  readonly requestId: string;
  /** Tenant whose rows this work may touch; absent until a guard has proved it. */
  tenantId?: string;
  actor?: Actor;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` with `context` as its ambient context; nested calls replace it for their own duration. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

export function findContext(): RequestContext | undefined {
  return storage.getStore();
}

/** @throws TenantRequired when no tenant has been established for this work. */
export function currentTenantId(): string {
  const tenantId = storage.getStore()?.tenantId;
  if (!tenantId) throw new TenantRequired();
  return tenantId;
}

/** @throws Unauthenticated when nobody is acting. */
export function currentActor(): Actor {
  const actor = storage.getStore()?.actor;
  if (!actor) throw new Unauthenticated();
  return actor;
}
