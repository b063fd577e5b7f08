import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowPlatformAdmin } from '../../platform/access/allow.decorator';
import { PageArgs } from '../../platform/graphql/connection';
import type { Page } from '../../platform/graphql/page';
import { AuditTrail } from '../audit-trail.service';
import { PlatformAuditTrail } from '../platform-audit-trail.service';
import { AuditEntryConnection, AuditEntryModel } from './audit-entry.model';

@Resolver()
export class AuditLogResolver {
  constructor(
    private readonly audit: AuditTrail,
    private readonly platformAudit: PlatformAuditTrail,
  ) {}

  @Allow('ADMIN')
  @Query(() => AuditEntryConnection, { description: 'What was done in the company and by whom, newest first.' })
  async auditLog(@Args() args: PageArgs): Promise<Page<AuditEntryModel>> {
    return (await this.audit.list(args)).map((entry) => AuditEntryModel.of(entry));
  }

  @AllowPlatformAdmin()
  @Query(() => AuditEntryConnection, {
    description:
      'What was done to the whole platform by those who run it, newest first. What they did to one company is in its own log.',
  })
  async platformAuditLog(@Args() args: PageArgs): Promise<Page<AuditEntryModel>> {
    return (await this.platformAudit.list(args)).map((entry) => AuditEntryModel.of(entry));
  }
}
