import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../platform/graphql/keyset';
import type { Page, PageRequest } from '../platform/graphql/page';
import { AuditTrail } from '../tenants/audit-trail.service';
import { KnowledgeDocument } from './knowledge-document.entity';
import { KnowledgePassage } from './knowledge-passage.entity';
import { KnowledgeDocumentNotFound } from './knowledge.errors';

export interface DocumentSelection {
  readonly projectId?: string | null;
}

const OLDEST_FIRST: KeysetOrder<KnowledgeDocument> = [
  { expression: 'document.createdAt', direction: 'ASC', cast: 'timestamptz', keyOf: (document) => document.createdAt },
  { expression: 'document.id', direction: 'ASC', cast: 'uuid', keyOf: (document) => document.id },
];

const IN_ORDER: KeysetOrder<KnowledgePassage> = [
  { expression: 'passage.ordinal', direction: 'ASC', cast: 'integer', keyOf: (passage) => passage.ordinal },
];

/** The documents of a company. */
@Injectable()
export class KnowledgeDocuments {
  constructor(
    private readonly work: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws KnowledgeDocumentNotFound */
  async get(id: string): Promise<KnowledgeDocument> {
    const found = await this.work.single((tx) => tx.findOneBy(KnowledgeDocument, { tenantId: currentTenantId(), id }));
    if (!found) throw new KnowledgeDocumentNotFound();
    return found;
  }

  /** Oldest first; of a project only its own, without those of all projects. */
  async list({ projectId }: DocumentSelection, page: PageRequest): Promise<Page<KnowledgeDocument>> {
    const where = { tenantId: currentTenantId(), ...(projectId ? { projectId } : {}) };
    const select = (tx: EntityManager) => tx.createQueryBuilder(KnowledgeDocument, 'document').where(where);
    return pageBy(this.work, select, OLDEST_FIRST, page);
  }

  /** In the order of the document. @throws KnowledgeDocumentNotFound */
  async listPassages(documentId: string, page: PageRequest): Promise<Page<KnowledgePassage>> {
    await this.get(documentId);
    const where = { tenantId: currentTenantId(), documentId };
    const select = (tx: EntityManager) => tx.createQueryBuilder(KnowledgePassage, 'passage').where(where);
    return pageBy(this.work, select, IN_ORDER, page);
  }

  /** Removes a document with its passages and answers what it was. @throws KnowledgeDocumentNotFound */
  async remove(id: string): Promise<KnowledgeDocument> {
    return this.work.run(async (tx) => {
      const document = await this.get(id);
      const removed = await changedBy(tx, 'delete from knowledge_documents where tenant_id = $1 and id = $2', [
        currentTenantId(),
        id,
      ]);
      // Somebody else was faster.
      if (removed === 0) throw new KnowledgeDocumentNotFound();
      const { projectId, kind, passageCount: passages } = document;
      await this.audit.record({
        action: 'knowledge-document.deleted',
        target: `knowledge-document:${id}`,
        details: { projectId, kind, passages },
      });
      return document;
    });
  }
}
