import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { NotFound } from '../platform/errors/domain-error';
import { Outbox } from '../platform/events/outbox';
import { AuditTrail } from './audit-trail.service';
import { Tenant } from './tenant.entity';
import { CompanyLimitsChanged } from './tenants.events';

/** Settings a company changes itself; absent ones stay as they are. */
export type TenantChanges = Partial<
  Pick<
    Tenant,
    | 'name'
    | 'defaultCountry'
    | 'timeZone'
    | 'currency'
    | 'maxConcurrentCalls'
    | 'dailyCallLimit'
    | 'conversationHoldMinutes'
    | 'missedCallPolicy'
    | 'missedCallText'
    | 'brandVoice'
  >
>;

/** What null takes away. */
const MAY_BE_TAKEN_AWAY: readonly string[] = ['dailyCallLimit', 'missedCallText', 'brandVoice'];

/** Changes of these let more, or fewer, calls be made; the time zone says when a day begins. */
const LIMITS: readonly string[] = ['maxConcurrentCalls', 'dailyCallLimit', 'timeZone'];

/** The company of the work in progress. */
@Injectable()
export class TenantsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  /** @throws NotFound when the ambient tenant does not exist. */
  async getCurrent(): Promise<Tenant> {
    const tenant = await this.work.single((tx) => tx.getRepository(Tenant).findOneBy({ id: currentTenantId() }));
    if (!tenant) throw new NotFound('Company');
    return tenant;
  }

  /** Null takes a limit of calls per day, or words of one's own, away; everywhere else it means "as it is". */
  async change(changes: TenantChanges): Promise<Tenant> {
    const given = Object.fromEntries(
      Object.entries(changes).filter(
        ([name, value]) => value !== undefined && (value !== null || MAY_BE_TAKEN_AWAY.includes(name)),
      ),
    );
    return this.work.run(async (tx) => {
      const id = currentTenantId();
      await tx.getRepository(Tenant).update({ id }, { ...given, updatedAt: this.clock.now() });
      await this.audit.record({
        action: 'tenant.updated',
        target: `tenant:${id}`,
        details: { fields: Object.keys(given) },
      });
      if (LIMITS.some((name) => name in given)) await this.outbox.record(CompanyLimitsChanged, { tenantId: id });
      return this.getCurrent();
    });
  }
}
