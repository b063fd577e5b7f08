import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { NotFound } from '../../platform/errors/domain-error';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { RuleBook } from '../rules/rule-book.service';
import { ContactList, type ContactListState } from './contact-list.entity';
import { ListImportError } from './list-import-error.entity';
import { ListImport } from './list-import.entity';

/** A copy of a list, and how old it is. */
export interface AgedList {
  readonly list: ContactList;
  /** Whole days since the moment it speaks for. */
  readonly ageDays: number;
  /** True when it is older than the rules take a copy to be good for. */
  readonly isStale: boolean;
}

const DAY = 86_400_000;
const NEWEST_FIRST: KeysetOrder<ContactList> = [
  { expression: 'list.importedAt', direction: 'DESC', cast: 'timestamptz', keyOf: (list) => list.importedAt },
  { expression: 'list.id', direction: 'DESC', cast: 'uuid', keyOf: (list) => list.id },
];
const BY_LINE: KeysetOrder<ListImportError> = [
  { expression: 'bad.line', direction: 'ASC', cast: 'integer', keyOf: (bad) => bad.line },
];

/** The copies of the lists of others that a company holds, and how their imports went. */
@Injectable()
export class ContactListsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly book: RuleBook,
  ) {}

  /** Newest first; those in use only, or those of one state. */
  async list(page: PageRequest, state: ContactListState): Promise<Page<AgedList>> {
    const where = { tenantId: currentTenantId(), state };
    const found = await pageBy(
      this.work,
      (tx) => tx.createQueryBuilder(ContactList, 'list').where(where),
      NEWEST_FIRST,
      page,
    );
    return found.map((list) => this.aged(list));
  }

  /** @throws NotFound */
  async getImport(id: string): Promise<ListImport> {
    const found = await this.work.single((tx) => tx.findOneBy(ListImport, { tenantId: currentTenantId(), id }));
    if (!found) throw new NotFound('Import');
    return found;
  }

  /** Bad lines in the order of the file. */
  async listErrors(importId: string, page: PageRequest): Promise<Page<ListImportError>> {
    const where = { tenantId: currentTenantId(), importId };
    return pageBy(this.work, (tx) => tx.createQueryBuilder(ListImportError, 'bad').where(where), BY_LINE, page);
  }

  private aged(list: ContactList): AgedList {
    const age = this.clock.now().getTime() - list.asOf.getTime();
    const isStale = age > this.book.rules.policy.dnc_scrub_max_age_days * DAY;
    return { list, ageDays: Math.floor(age / DAY), isStale };
  }
}
