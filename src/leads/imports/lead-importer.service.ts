import { Injectable, Logger } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { BadUserInput } from '../../platform/errors/domain-error';
import { TenantsService } from '../../tenants/tenants.service';
import { cleanLine } from '../clean-text';
import { countryOf } from '../country';
import { failpoint } from '../../platform/failpoints/failpoint';
import { ProjectsService } from '../projects/projects.service';
import { BatchStore, type CheckedBatch, type ImportTally } from './batch-store.service';
import { abreast } from './abreast';
import { unbroken } from '../../platform/csv/csv-source';
import { CsvBatches } from '../../platform/csv/csv-batches';
import { CsvRows } from './csv/csv-rows';
import { CsvUnreadable } from '../../platform/csv/csv-unreadable';
import { ImportLedger } from './import-ledger.service';
import { ImportNews } from './import-news.service';
import { ImportGivenUp } from './lead-imports.errors';
import { ImportAlreadyRunning } from './lead-imports.refusals';

/** A file of leads to import. */
export interface LeadFile {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly fileName?: string | null;
  /** Project of every lead of the file that has none yet; when left out, the form a row names decides. */
  readonly projectId?: string | null;
  /** Country of phones written without one, before the tenant's: code or English name. */
  readonly defaultCountry?: string | null;
  /** A UUID of the client's choosing, so that it can watch from the beginning. */
  readonly importId?: string | null;
}

const OUR_FAULT =
  'The import broke off through a fault on our side; send the file again, what was stored is not stored twice.';

/**
 * Imports a CSV file as it streams in. Good rows are kept whatever the others are like. Of several rows of one phone the first
 * counts, so that a file sent twice changes nothing the second time. One import of a tenant runs at a time.
 */
@Injectable()
export class LeadImporter {
  private readonly logger = new Logger(LeadImporter.name);

  constructor(
    private readonly tenants: TenantsService,
    private readonly projects: ProjectsService,
    private readonly ledger: ImportLedger,
    private readonly store: BatchStore,
    private readonly news: ImportNews,
  ) {}

  /**
   * Answers the import's id when it has ended, well or badly: a file that cannot be read is a failed import, not an error.
   * @throws BadUserInput, ProjectNotFound before anything is begun.
   */
  async import(file: LeadFile): Promise<string | ImportAlreadyRunning> {
    const country = await this.countryFor(file);
    if (file.projectId) await this.projects.get(file.projectId);
    const fileName = cleanLine(file.fileName ?? '').slice(0, 255) || null;
    const begun = await this.ledger.begin({ id: file.importId, fileName, projectId: file.projectId ?? null });
    if (begun instanceof ImportAlreadyRunning) return begun;
    try {
      await this.whileHeard(begun, () => this.run(begun, file, country));
    } catch (error) {
      await this.giveUp(begun, error);
    } finally {
      await this.news.ended(begun);
    }
    return begun;
  }

  /** The import is heard of while it waits for its file, too: a slow line is nobody's death. */
  private async whileHeard(importId: string, work: () => Promise<void>): Promise<void> {
    const touch = (): void => {
      this.ledger
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

  private async run(importId: string, file: LeadFile, country: CountryCode | undefined): Promise<void> {
    const { limits } = this.store;
    const defaults = { importId, projectId: file.projectId ?? null, defaultCountry: file.defaultCountry ?? null };
    const batches = new CsvBatches(unbroken(file.bytes), (titles) => new CsvRows(titles, defaults), limits.batchRows);
    const tally: ImportTally = { rows: 0, rejected: 0 };
    await abreast(batches.read(), {
      prepare: (batch) => this.store.check({ ...batch, bytesRead: batches.text.bytesRead }, country),
      finish: (batch) => this.keep(importId, batch, tally),
      // Of several rows of one phone the first counts.
      keysOf: ({ people }) => new Set(people.map(({ lead }) => lead.phone)),
    });
    await this.ledger.complete(importId, { bytesRead: batches.text.bytesRead, contentHash: batches.text.digest() });
  }

  private async keep(importId: string, batch: CheckedBatch, tally: ImportTally): Promise<void> {
    const { rows } = this.store.limits;
    await this.store.store(importId, batch, tally);
    if (tally.rows > rows)
      throw new CsvUnreadable(`The file has more than ${rows} rows; the first ${tally.rows} were read.`);
    await failpoint('import.batch');
    await this.news.moved(importId);
  }

  private async giveUp(importId: string, error: unknown): Promise<void> {
    if (error instanceof ImportGivenUp) return;
    await this.ledger.fail(importId, error instanceof CsvUnreadable ? error.message : OUR_FAULT);
    if (!(error instanceof CsvUnreadable)) throw error;
  }

  private async countryFor({ defaultCountry }: LeadFile): Promise<CountryCode | undefined> {
    if (defaultCountry && !countryOf(defaultCountry)) {
      throw new BadUserInput('defaultCountry', 'is not a country: give its two-letter code or its English name.');
    }
    return countryOf((await this.tenants.getCurrent()).defaultCountry);
  }
}
