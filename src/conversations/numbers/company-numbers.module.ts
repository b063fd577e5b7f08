import { Module } from '@nestjs/common';
import { LeadsModule } from '../../leads/leads.module';
import { TenantsModule } from '../../tenants/tenants.module';
import { CompanyNumbersResolver } from './company-numbers.resolver';
import { CompanyNumbers } from './company-numbers.service';

/** Numbers that are one company's alone. */
@Module({
  imports: [LeadsModule, TenantsModule],
  providers: [CompanyNumbers, CompanyNumbersResolver],
  exports: [CompanyNumbers],
})
export class CompanyNumbersModule {}
