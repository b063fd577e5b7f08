import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { JOB_HANDLER } from './handles-job.decorator';
import { declaredJobs, type JobPayload } from './job';

export type JobHandler = (payload: JobPayload) => Promise<void>;

/** Finds the `@HandlesJob` methods. */
@Injectable()
export class JobHandlers {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** @throws when a declared job has no handler, or more than one, or a handler's job is not declared: the wiring is wrong. */
  wired(): ReadonlyMap<string, JobHandler> {
    const found = this.find();
    const problems = declaredJobs().flatMap(({ name }) => {
      const count = found.get(name)?.length ?? 0;
      return count === 1 ? [] : [`${name} has ${count} handlers`];
    });
    if (problems.length > 0) throw new Error(`Every declared job needs exactly one handler: ${problems.join(', ')}.`);
    return new Map([...found].map(([name, [handler]]) => [name, handler as JobHandler]));
  }

  private find(): Map<string, JobHandler[]> {
    const found = new Map<string, JobHandler[]>();
    for (const { instance } of this.discovery.getProviders()) {
      if (!instance || typeof instance !== 'object') continue;
      const methods = instance as Record<string, JobHandler>;
      for (const method of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const handler = methods[method];
        const name = handler && this.reflector.get<string | undefined>(JOB_HANDLER, handler);
        if (handler && name) found.set(name, [...(found.get(name) ?? []), handler.bind(instance)]);
      }
    }
    return found;
  }
}
