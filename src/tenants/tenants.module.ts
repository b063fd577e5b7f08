import { Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module';
import { AuditLogResolver } from './audit/audit-log.resolver';
import { AuditTrail } from './audit-trail.service';
import { InvitationAcceptance } from './invitations/invitation-acceptance.service';
import { InvitationSeal } from './invitations/invitation-seal';
import { InvitationsResolver } from './invitations/invitations.resolver';
import { InvitationsService } from './invitations/invitations.service';
import { MembersResolver } from './members/members.resolver';
import { MembersService } from './members/members.service';
import { PlatformAuditTrail } from './platform-audit-trail.service';
import { TenantDirectory } from './tenant-directory.service';
import { TenantFounder } from './tenant-founder.service';
import { TenantsResolver } from './tenants.resolver';
import { TenantsService } from './tenants.service';

/** Companies, their members and their audit logs. */
@Module({
  imports: [AccountsModule],
  providers: [
    TenantsService,
    TenantDirectory,
    TenantFounder,
    AuditTrail,
    PlatformAuditTrail,
    MembersService,
    InvitationSeal,
    InvitationsService,
    InvitationAcceptance,
    TenantsResolver,
    MembersResolver,
    InvitationsResolver,
    AuditLogResolver,
  ],
  exports: [TenantsService, TenantFounder, MembersService, AuditTrail, PlatformAuditTrail],
})
export class TenantsModule {}
