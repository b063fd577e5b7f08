import { Module } from '@nestjs/common';
import { LeadsModule } from '../leads/leads.module';
import { TenantsModule } from '../tenants/tenants.module';
import { DocumentStore } from './document-store.service';
import { KnowledgeDocuments } from './knowledge-documents.service';
import { KnowledgeIntake } from './knowledge-intake.service';
import { KnowledgeSearch } from './knowledge-search.service';
import { KnowledgeResolver } from './knowledge.resolver';
import { DocumentReader } from './reading/document-reader.service';

/** What agents answer from. */
@Module({
  imports: [LeadsModule, TenantsModule],
  providers: [KnowledgeDocuments, KnowledgeIntake, DocumentReader, DocumentStore, KnowledgeSearch, KnowledgeResolver],
  exports: [KnowledgeSearch, KnowledgeDocuments],
})
export class KnowledgeModule {}
