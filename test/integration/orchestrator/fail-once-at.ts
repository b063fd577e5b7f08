import { armFailpoints } from '../../../src/platform/failpoints/failpoint';
import type { FailpointName } from '../../../src/platform/failpoints/failpoint-plan';

/** Whoever comes there fails, the first time. */
export function failOnceAt(point: FailpointName): void {
  let struck = false;
  armFailpoints({
    pass: (name) => {
      if (name !== point || struck) return undefined;
      struck = true;
      return Promise.reject(new Error('struck'));
    },
  });
}
