import type { FailpointName } from './failpoint-plan';

/** What happens at a failpoint. */
export interface ArmedFailpoints {
  /** Anything but a promise has happened by the time it returns. @throws what the plan asks for. */
  pass(name: FailpointName): Promise<void> | undefined;
}

let armed: ArmedFailpoints | undefined;

/**
 * A place where a fault can be asked for with `FAILPOINTS`; nothing otherwise. Await it where a wait is possible: a kill, a freeze
 * and a standing loop happen at once in any case.
 */
export function failpoint(name: FailpointName): Promise<void> | undefined {
  return armed?.pass(name);
}

/** From now on failpoints act. Only the beginning of a process and tests call this; `undefined` takes the faults away. */
export function armFailpoints(faults: ArmedFailpoints | undefined): void {
  armed = faults;
}
