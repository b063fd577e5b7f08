import { Module } from '@nestjs/common';
import { ComplianceModule } from '../compliance/compliance.module';
import { TenantsModule } from '../tenants/tenants.module';
import { ConsentingLeads } from './consenting-leads.service';
import { LeadChangesResolver } from './lead-changes.resolver';
import { LeadEditor } from './lead-editor.service';
import { LeadEntry } from './lead-entry.service';
import { LeadLists } from './lead-lists.service';
import { LeadNews } from './lead-news.service';
import { LeadReceiver } from './lead-receiver.service';
import { LeadsResolver } from './leads.resolver';
import { LeadsService } from './leads.service';
import { BatchStore } from './imports/batch-store.service';
import { ImportLedger } from './imports/import-ledger.service';
import { ImportLimits } from './imports/import-limits';
import { ImportNews } from './imports/import-news.service';
import { ImportWatch } from './imports/import-watch.service';
import { SilentImports } from './imports/silent-imports.service';
import { LeadImporter } from './imports/lead-importer.service';
import { LeadImportsResolver } from './imports/lead-imports.resolver';
import { LeadImportsService } from './imports/lead-imports.service';
import { FormMappingTestResolver } from './projects/form-mapping-test.resolver';
import { FormMappingsResolver } from './projects/form-mappings.resolver';
import { FormMappingsService } from './projects/form-mappings.service';
import { FormMatcher } from './projects/form-matcher.service';
import { ProjectsResolver } from './projects/projects.resolver';
import { ProjectsService } from './projects/projects.service';
import { UnmappedLeads } from './unmapped-leads.service';
import { LeadZoningSweep } from './zoning/lead-zoning-sweep';
import { LeadZoning } from './zoning/lead-zoning.service';

/** People to contact, and the projects they are interested in. */
@Module({
  imports: [ComplianceModule, TenantsModule],
  providers: [
    LeadsService,
    LeadEntry,
    LeadReceiver,
    ConsentingLeads,
    LeadEditor,
    LeadLists,
    LeadNews,
    UnmappedLeads,
    LeadZoning,
    LeadZoningSweep,
    LeadsResolver,
    LeadChangesResolver,
    ProjectsService,
    FormMappingsService,
    FormMatcher,
    ProjectsResolver,
    FormMappingsResolver,
    FormMappingTestResolver,
    LeadImportsService,
    LeadImporter,
    BatchStore,
    ImportLedger,
    ImportLimits,
    ImportNews,
    ImportWatch,
    SilentImports,
    LeadImportsResolver,
  ],
  exports: [LeadsService, ProjectsService],
})
export class LeadsModule {}
