import { randomUUID } from 'node:crypto';
import { runInContext } from './request-context';

/** Work of the program itself in one tenant: a job, a sweep, an outbox delivery, a verified webhook. */
export interface SystemWork {
  /** Who acts, as ledgers and audit entries show it (`SYSTEM:<name>`); never a value from a row. */
  readonly name: string;
  readonly tenantId: string;
  /** Ties the log lines together, best the id of the row worked on; a random one when left out. */
  readonly requestId?: string;
}

/** Runs `work` with the program as the actor in the tenant; answers and throws what `work` does. */
export function runAsSystem<T>({ name, tenantId, requestId = randomUUID() }: SystemWork, work: () => T): T {
  return runInContext({ requestId, tenantId, actor: { kind: 'SYSTEM', name } }, work);
}
