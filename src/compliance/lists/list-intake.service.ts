import { Injectable } from '@nestjs/common';
import { SuppressionsService } from '../suppressions/suppressions.service';
import { ContactListCopies } from './contact-list-copies.service';
import { isCopied } from './list-kind';
import type { ListOrder } from './list-order';
import type { ListedNumber } from './listed-rows';
import { ReassignedChecks } from './reassigned-checks.service';

/** Where the numbers of each kind of file go. */
@Injectable()
export class ListIntake {
  constructor(
    private readonly suppressions: SuppressionsService,
    private readonly copies: ContactListCopies,
    private readonly checks: ReassignedChecks,
  ) {}

  /** Answers how many of the numbers were news. Joins the open unit of work. */
  async take(
    { importId, order, name }: { readonly importId: string; readonly order: ListOrder; readonly name: string | null },
    numbers: readonly ListedNumber[],
  ): Promise<number> {
    const phones = numbers.map(({ phone }) => phone);
    if (order.kind === 'REASSIGNED_NUMBERS') return this.checks.record(importId, order.asOf, numbers);
    if (isCopied(order.kind)) return this.copies.fill(importId, phones);
    const reason = name ? `Imported with the file ${name}.` : 'Imported with a list.';
    return this.suppressions.addAll(phones, { reason, source: 'IMPORT' });
  }

  /** Answers how many copies went out of use. */
  async finish(importId: string, order: ListOrder): Promise<number> {
    return isCopied(order.kind) ? this.copies.use(importId, order) : 0;
  }
}
