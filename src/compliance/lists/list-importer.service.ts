import { Injectable, Logger } from '@nestjs/common';
import { CsvBatches } from '../../platform/csv/csv-batches';
import { unbroken } from '../../platform/csv/csv-source';
import { CsvUnreadable } from '../../platform/csv/csv-unreadable';
import { Clock } from '../../platform/clock/clock';
import { TenantsService } from '../../tenants/tenants.service';
import { RuleBook } from '../rules/rule-book.service';
import { isCopied } from './list-kind';
import { type ListOrder, orderOf, type SaidOfList } from './list-order';
import { ListStore, type ListTally } from './list-store.service';
import { ListedRows } from './listed-rows';
import { ListImportGivenUp } from './lists.errors';
import { ListImportAlreadyRunning } from './lists.refusals';

/** A file of numbers to import. */
export interface ListFile extends SaidOfList {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly fileName?: string | null;
}

const OUR_FAULT = 'The import broke off through a fault on our side; send the file again.';
const LONGEST_NAME = 255;

/**
 * Imports a file of numbers as it streams in, holding no more than a batch. Lines that cannot be read are told and left out; a copy of
 * another's list is taken into use only once the file was read to its end.
 */
@Injectable()
export class ListImporter {
  private readonly logger = new Logger(ListImporter.name);

  constructor(
    private readonly tenants: TenantsService,
    private readonly clock: Clock,
    private readonly book: RuleBook,
    private readonly store: ListStore,
  ) {}

  /**
   * Answers the import's id when it has ended, well or badly: a file that cannot be read is a failed import, not an error.
   * @throws BadUserInput naming what is wrong with the order, before anything is begun.
   */
  async import({ bytes, fileName, ...said }: ListFile): Promise<string | ListImportAlreadyRunning> {
    const order = orderOf(said, this.clock.now(), (id) =>
      (this.book.rules.rowsById.get(id) ?? []).map((row) => row.file),
    );
    const name = cleanName(fileName ?? '');
    const begun = await this.store.ledger.begin(order, name);
    if (begun instanceof ListImportAlreadyRunning) return begun;
    try {
      await this.whileHeard(begun, () => this.run(begun, bytes, order, name));
    } catch (error) {
      await this.giveUp(begun, error);
    }
    return begun;
  }

  private async run(
    importId: string,
    bytes: AsyncIterable<Uint8Array>,
    order: ListOrder,
    name: string | null,
  ): Promise<void> {
    const { limits } = this.store;
    const country = order.jurisdiction?.slice(0, 2) ?? (await this.tenants.getCurrent()).defaultCountry;
    const terms = {
      country,
      onlyCountry: isCopied(order.kind),
      areaCodes: order.areaCodes,
      withResult: order.kind === 'REASSIGNED_NUMBERS',
    };
    const batches = new CsvBatches(
      unbroken(bytes),
      (first) => new ListedRows(first, terms),
      order.kind === 'INTERNAL' ? limits.lockedRows : limits.batchRows,
    );
    const tally: ListTally = { taken: 0, known: 0, rejected: 0 };
    for await (const batch of batches.read()) {
      await this.store.store({ importId, order, name }, { ...batch, bytesRead: batches.text.bytesRead }, tally);
      if (tally.taken + tally.known + tally.rejected > limits.rows)
        throw new CsvUnreadable(`The file has more than ${limits.rows} lines.`);
    }
    const end = { bytesRead: batches.text.bytesRead, contentHash: batches.text.digest() };
    await this.store.finish({ importId, order, name }, tally, end);
  }

  /** The import is heard of while it waits for its file, too: a slow line is nobody's death. */
  private async whileHeard(importId: string, work: () => Promise<void>): Promise<void> {
    const touch = (): void => {
      this.store.ledger
        .touch(importId)
        .catch((error: unknown) => this.logger.warn('an import could not be heard of', { importId }, error));
    };
    const timer = setInterval(touch, this.store.limits.silenceMs / 4);
    try {
      await work();
    } finally {
      clearInterval(timer);
    }
  }

  private async giveUp(importId: string, error: unknown): Promise<void> {
    if (error instanceof ListImportGivenUp) return;
    await this.store.ledger.fail(importId, error instanceof CsvUnreadable ? error.message : OUR_FAULT);
    if (!(error instanceof CsvUnreadable)) throw error;
  }
}

function cleanName(fileName: string): string | null {
  return (
    fileName
      .replaceAll(/[\p{Cc}\p{Cf}\p{Surrogate}\s]+/gu, ' ')
      .trim()
      .slice(0, LONGEST_NAME) || null
  );
}
