import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { LeadImportError } from './lead-import-error.entity';
import { LeadImport } from './lead-import.entity';
import { LeadImportNotFound } from './lead-imports.errors';

const BY_LINE: KeysetOrder<LeadImportError> = [
  { expression: 'bad.line', direction: 'ASC', cast: 'integer', keyOf: (bad) => bad.line },
];

/** How imports went. */
@Injectable()
export class LeadImportsService {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws LeadImportNotFound */
  async get(id: string): Promise<LeadImport> {
    const found = await this.find(id);
    if (!found) throw new LeadImportNotFound();
    return found;
  }

  async find(id: string): Promise<LeadImport | null> {
    return this.work.single((tx) => tx.findOneBy(LeadImport, { tenantId: currentTenantId(), id }));
  }

  /** Bad rows in the order of the file. */
  async listErrors(importId: string, request: PageRequest): Promise<Page<LeadImportError>> {
    const where = { tenantId: currentTenantId(), importId };
    return pageBy(this.work, (tx) => tx.createQueryBuilder(LeadImportError, 'bad').where(where), BY_LINE, request);
  }
}
