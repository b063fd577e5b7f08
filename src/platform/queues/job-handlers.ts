import { Injectable } from '@nestjs/common';
import { MarkedMethods } from '../discovery/marked-methods';
import { JOB_HANDLER } from './handles-job.decorator';
import { declaredJobs, type JobPayload } from './job';

export type JobHandler = (payload: JobPayload) => Promise<void>;

/** Every `@HandlesJob` method. */
@Injectable()
export class JobHandlers {
  constructor(private readonly methods: MarkedMethods) {}

  /** @throws when a declared job has no handler, or more than one, or a handler's job is not declared: the wiring is wrong. */
  wired(): ReadonlyMap<string, JobHandler> {
    const found = this.methods.find<JobHandler>(JOB_HANDLER);
    const declared = declaredJobs().map(({ name }) => name);
    const wired = new Map<string, JobHandler>();
    const problems: string[] = [];
    for (const name of new Set([...declared, ...found.keys()])) {
      const [handler, ...others] = found.get(name) ?? [];
      if (!declared.includes(name)) problems.push(`${name} is not declared`);
      else if (handler && others.length === 0) wired.set(name, handler);
      else problems.push(`${name} has ${handler ? others.length + 1 : 0} handlers`);
    }
    if (problems.length > 0) throw new Error(`Every declared job needs exactly one handler: ${problems.join(', ')}.`);
    return wired;
  }
}
