import { runInContext } from '../../../src/platform/context/request-context';

export const ADMIN_ID = '00000000-0000-4000-8000-00000000000a';

/** Runs `work` as somebody who runs the platform and belongs to no company. */
export function asAdmin<T>(work: () => Promise<T>): Promise<T> {
  return runInContext({ requestId: 'r', actor: { kind: 'PLATFORM_ADMIN', userId: ADMIN_ID } }, work);
}
