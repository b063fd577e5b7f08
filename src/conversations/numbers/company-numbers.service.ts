import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { ProjectsService } from '../../leads/projects/projects.service';
import { Clock } from '../../platform/clock/clock';
import { actorReference } from '../../platform/context/actor';
import { inTenant } from '../../platform/context/in-tenant';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput, Conflict, NotFound } from '../../platform/errors/domain-error';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { E164 } from '../../platform/values/phone-number';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { TenantsService } from '../../tenants/tenants.service';
import { CompanyNumber, type NumberChannel } from './company-number.entity';

/** Ids carry their moment of creation. */
const NEWEST_FIRST: KeysetOrder<CompanyNumber> = [
  { expression: 'number.id', direction: 'DESC', cast: 'uuid', keyOf: (number) => number.id },
];

/** Numbers given to one company alone. The platform gives and takes them; the company says what each is about. */
@Injectable()
export class CompanyNumbers {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly tenants: TenantsService,
    private readonly projects: ProjectsService,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Gives a number to a company; giving it what it has changes nothing.
   * @throws NotFound for an unknown company, BadUserInput for a number not in E.164, Conflict when it is another company's.
   */
  async assign(tenantId: string, channel: NumberChannel, phone: string): Promise<CompanyNumber> {
    if (!E164.test(phone)) throw new BadUserInput('phone', 'must be in E.164, for example +14155550123.');
    await inTenant(tenantId, () => this.tenants.getCurrent());
    const [id, now, actor] = [uuidv7(), this.clock.now(), actorReference(currentActor())];
    return this.work.asPlatform('give a number to a company', async (tx) => {
      const made = await rowOf<{ id: string }>(tx, ASSIGN, [tenantId, id, channel, phone, now]);
      const number = await tx.findOneByOrFail(CompanyNumber, { channel, phone });
      if (number.tenantId !== tenantId) throw new Conflict('This number is another company’s.');
      const note = { action: 'company-number.assigned', target: `company-number:${number.id}`, details: { channel } };
      if (made) await this.audit.append(tx, { tenantId, actor }, note);
      return number;
    });
  }

  /** Takes a number from its company, and answers what it was; what was said on it stays. @throws NotFound */
  async release(id: string): Promise<CompanyNumber> {
    const actor = actorReference(currentActor());
    return this.work.asPlatform('take a number from a company', async (tx) => {
      const number = await tx.findOneBy(CompanyNumber, { id });
      if (!number) throw new NotFound('Number');
      const { affected } = await tx.delete(CompanyNumber, { tenantId: number.tenantId, id });
      if (affected !== 1) throw new NotFound('Number');
      const note = { action: 'company-number.released', target: `company-number:${id}` };
      await this.audit.append(tx, { tenantId: number.tenantId, actor }, note);
      return number;
    });
  }

  /** What people who contact it first are interested in; null: nothing is known. @throws NotFound, ProjectNotFound */
  async setProject(id: string, projectId: string | null): Promise<CompanyNumber> {
    return this.work.run(async (tx) => {
      if (projectId !== null) await this.projects.get(projectId);
      const key = { tenantId: currentTenantId(), id };
      const { affected } = await tx.update(CompanyNumber, key, { projectId, updatedAt: this.clock.now() });
      if (affected !== 1) throw new NotFound('Number');
      await this.audit.record({ action: 'company-number.project-set', target: `company-number:${id}` });
      return tx.findOneByOrFail(CompanyNumber, key);
    });
  }

  /** Of the ambient company, newest first. */
  list(page: PageRequest): Promise<Page<CompanyNumber>> {
    const tenantId = currentTenantId();
    return pageBy(
      this.work,
      (tx) => tx.createQueryBuilder(CompanyNumber, 'number').where('number.tenantId = :tenantId', { tenantId }),
      NEWEST_FIRST,
      page,
    );
  }

  /** Whose it is, before the company is known; null where companies share it. */
  async ownerOf(channel: NumberChannel, phone: string): Promise<CompanyNumber | null> {
    return this.work.singleAsPlatform('whose number is this', (tx) => tx.findOneBy(CompanyNumber, { channel, phone }));
  }

  /** The ambient company's own number of this name; null when it has none. */
  async find(channel: NumberChannel, phone: string): Promise<CompanyNumber | null> {
    return this.work.single((tx) => tx.findOneBy(CompanyNumber, { tenantId: currentTenantId(), channel, phone }));
  }

  /**
   * What the ambient company texts from on this channel: the preferred number where it has that, else the oldest it has; null when it
   * has none.
   */
  async senderOf(channel: NumberChannel, preferred: string | null = null): Promise<string | null> {
    const row = await this.work.single((tx) =>
      rowOf<{ phone: string }>(tx, SENDER, [currentTenantId(), channel, preferred]),
    );
    return row?.phone ?? null;
  }
}

const SENDER = /* sql */ `
select phone from company_numbers where tenant_id = $1 and channel = $2
order by phone = $3 desc nulls last, id limit 1`;

const ASSIGN = /* sql */ `
insert into company_numbers (tenant_id, id, channel, phone, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)
on conflict (channel, phone) do nothing returning id`;
