import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { InvalidInput } from '../platform/http/invalid-input';
import { TenantsService } from '../tenants/tenants.service';
import { checkLead } from './check-lead';
import { countryOf } from './country';
import { LeadNews } from './lead-news.service';
import { LeadReceiver, type ReceivedLead } from './lead-receiver.service';
import type { NewLead } from './new-lead';
import { ProjectsService } from './projects/projects.service';

/** Lets one person in: checks what was said and hands it to the receiver. */
@Injectable()
export class LeadEntry {
  constructor(
    private readonly work: UnitOfWork,
    private readonly tenants: TenantsService,
    private readonly projects: ProjectsService,
    private readonly receiver: LeadReceiver,
    private readonly news: LeadNews,
  ) {}

  /** @throws InvalidInput, ProjectNotFound */
  async receive(input: NewLead, path: string): Promise<ReceivedLead> {
    return this.work.run(async () => {
      const { defaultCountry } = await this.tenants.getCurrent();
      const checked = checkLead(input, countryOf(defaultCountry), path);
      if ('problems' in checked) throw new InvalidInput(checked.problems);
      if (checked.projectId !== null) await this.projects.get(checked.projectId);
      const [received] = await this.receiver.receiveAll([checked]);
      if (!received) throw new Error('The receiver answered nothing.');
      if (received.created || received.changed) this.news.show(received.lead.id);
      return received;
    });
  }
}
