import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { InvalidInput } from '../platform/http/invalid-input';
import { TenantsService } from '../tenants/tenants.service';
import { ConsentingLeads } from './consenting-leads.service';
import { countryOf } from './country';
import { parsePhone } from './lead-phone';
import { LeadNews } from './lead-news.service';
import type { ReceivedLead } from './lead-receiver.service';
import type { NewLead } from './new-lead';
import { ProjectsService } from './projects/projects.service';

/** Lets one person in: checks what was said and hands it on. */
@Injectable()
export class LeadEntry {
  constructor(
    private readonly work: UnitOfWork,
    private readonly tenants: TenantsService,
    private readonly projects: ProjectsService,
    private readonly people: ConsentingLeads,
    private readonly news: LeadNews,
  ) {}

  /** @throws InvalidInput, ProjectNotFound */
  async receive(input: NewLead, path: string, beforehand?: (phone: string) => Promise<void>): Promise<ReceivedLead> {
    return this.work.run(async () => {
      const { defaultCountry } = await this.tenants.getCurrent();
      const check = await this.people.checkFor([input]);
      const person = check(input, countryOf(defaultCountry), path);
      if ('problems' in person) throw new InvalidInput(person.problems);
      if (person.lead.projectId !== null) await this.projects.get(person.lead.projectId);
      await beforehand?.(person.lead.phone);
      const [received] = await this.people.receiveAll([person]);
      if (!received) throw new Error('The receiver answered nothing.');
      if (received.created || received.changed) this.news.show(received.lead.id);
      return received;
    });
  }

  /** @throws InvalidInput */
  async phoneOf(typed: string | null | undefined): Promise<string> {
    const country = countryOf((await this.tenants.getCurrent()).defaultCountry);
    const parsed = parsePhone(typed ?? '', country ? [country] : []);
    if ('phone' in parsed) return parsed.phone;
    throw new InvalidInput([{ field: 'phone', message: parsed.reason }]);
  }
}
