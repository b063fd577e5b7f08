import { SetMetadata } from '@nestjs/common';
import type { Job, JobPayload } from './job';

export const JOB_HANDLER = 'callwright:job-handler';

/** Makes the method the one handler of a declared job; it runs in the payload's tenant context. */
export function HandlesJob<P extends JobPayload>(job: Job<P>) {
  return <M extends (payload: P) => Promise<void>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    SetMetadata(JOB_HANDLER, job.name)(target, key, descriptor as PropertyDescriptor);
  };
}
