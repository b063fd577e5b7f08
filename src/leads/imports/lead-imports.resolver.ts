import { Args, Extensions, ID, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { BadUserInput } from '../../platform/errors/domain-error';
import { PageArgs } from '../../platform/graphql/connection';
import type { Page } from '../../platform/graphql/page';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import { bytesOf } from '../../platform/csv/csv-source';
import { ImportLeadsArgs } from './import-leads.args';
import { ImportWatch } from './import-watch.service';
import {
  ImportLeadsResult,
  LeadImportErrorConnection,
  LeadImportErrorModel,
  LeadImportModel,
} from './lead-import.model';
import { type LeadFile, LeadImporter } from './lead-importer.service';
import { ImportAlreadyRunning } from './lead-imports.refusals';
import { LeadImportsService } from './lead-imports.service';

/** A gigabyte over a slow line takes a while; the HTTP server allows a request the same. */
const UPLOAD_MS = 30 * 60_000;

@Resolver(() => LeadImportModel)
export class LeadImportsResolver {
  constructor(
    private readonly imports: LeadImportsService,
    private readonly importer: LeadImporter,
    private readonly watch: ImportWatch,
  ) {}

  @Allow('VIEWER', 'leads:read')
  @Query(() => LeadImportModel, { name: 'leadImport', description: 'An import by its identifier.' })
  async one(
    @Args('id', { type: () => ID, description: 'Identifier of the import.' }, UuidPipe) id: string,
  ): Promise<LeadImportModel> {
    return LeadImportModel.of(await this.imports.get(id));
  }

  @Allow('OPERATOR', 'leads:write')
  @Extensions({ executionMs: UPLOAD_MS })
  @Mutation(() => ImportLeadsResult, {
    name: 'importLeads',
    description:
      'Imports leads from CSV: separated by comma, semicolon or tab, in UTF-8, the first line naming the columns, one of them the phone. ' +
      'Answers when the file has been read; good rows are kept whatever the others are like. Of several rows of one phone the first counts.',
  })
  async import(@Args() args: ImportLeadsArgs): Promise<LeadImportModel | ImportAlreadyRunning> {
    const ended = await this.importer.import(await fileOf(args));
    return ended instanceof ImportAlreadyRunning ? ended : LeadImportModel.of(await this.imports.get(ended));
  }

  @Allow('VIEWER', 'leads:read')
  @Subscription(() => LeadImportModel, {
    name: 'leadImportProgressed',
    description: 'An import as it stands now and as it moves, at most four times a second, until it has ended.',
    async resolve(this: LeadImportsResolver, { importId }: { importId: string }): Promise<LeadImportModel> {
      return LeadImportModel.of(await this.imports.get(importId));
    },
  })
  async progressed(
    @Args('importId', { type: () => ID, description: 'Identifier of the import; it need not have begun.' }, UuidPipe)
    importId: string,
  ): Promise<AsyncIterableIterator<{ importId: string }>> {
    return this.watch.open(importId);
  }

  @ResolveField(() => LeadImportErrorConnection, {
    description: 'Rows that were not imported, in the order of the file; the first 10000 are kept.',
  })
  async errors(@Parent() { id }: LeadImportModel, @Args() args: PageArgs): Promise<Page<LeadImportErrorModel>> {
    return (await this.imports.listErrors(id, args)).map((row) => LeadImportErrorModel.of(row));
  }
}

async function fileOf({ file, text, ...order }: ImportLeadsArgs): Promise<LeadFile> {
  const upload = await file;
  if (Boolean(upload) === (typeof text === 'string'))
    throw new BadUserInput('file', 'or text must be given, one of the two.');
  if (!upload) return { ...order, bytes: bytesOf(text ?? '') };
  return { ...order, fileName: upload.filename || order.fileName, bytes: upload.createReadStream() };
}
