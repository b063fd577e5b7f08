import { Args, Extensions, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { bytesOf } from '../../platform/csv/csv-source';
import { BadUserInput } from '../../platform/errors/domain-error';
import { PageArgs } from '../../platform/graphql/connection';
import type { Page } from '../../platform/graphql/page';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import { ContactListsService } from './contact-lists.service';
import { type ListFile, ListImporter } from './list-importer.service';
import { ContactListsArgs, ImportSuppressionsArgs } from './lists.args';
import {
  ContactListConnection,
  ContactListModel,
  ImportSuppressionsResult,
  ListImportErrorConnection,
  ListImportErrorModel,
  ListImportModel,
} from './lists.model';
import { ListImportAlreadyRunning } from './lists.refusals';

/** The whole national registry over a slow line takes a while; the HTTP server allows a request the same. */
const UPLOAD_MS = 30 * 60_000;

@Resolver(() => ListImportModel)
export class ListsResolver {
  constructor(
    private readonly lists: ContactListsService,
    private readonly importer: ListImporter,
  ) {}

  @Allow('VIEWER', 'consent:read')
  @Query(() => ContactListConnection, {
    description: 'Copies of the lists of others that contacts are checked against, newest first, and how old they are.',
  })
  async contactLists(@Args() { state, ...page }: ContactListsArgs): Promise<Page<ContactListModel>> {
    return (await this.lists.list(page, state)).map((aged) => ContactListModel.of(aged));
  }

  @Allow('VIEWER', 'consent:read')
  @Query(() => ListImportModel, { description: 'An import of a list by its identifier.' })
  async listImport(
    @Args('id', { type: () => ID, description: 'Identifier of the import.' }, UuidPipe) id: string,
  ): Promise<ListImportModel> {
    return ListImportModel.of(await this.lists.getImport(id));
  }

  @Allow('ADMIN', 'consent:write')
  @Extensions({ executionMs: UPLOAD_MS })
  @Mutation(() => ImportSuppressionsResult, {
    description:
      'Imports numbers from CSV in UTF-8, with a first line that names the columns or without. INTERNAL suppresses them; a copy of ' +
      'another’s list takes the place of the older one once the file is read to its end; REASSIGNED_NUMBERS wants a column result. ' +
      'Answers when the file has been read. Lines that cannot be read are told and left out.',
  })
  async importSuppressions(@Args() args: ImportSuppressionsArgs): Promise<ListImportModel | ListImportAlreadyRunning> {
    const ended = await this.importer.import(await fileOf(args));
    return ended instanceof ListImportAlreadyRunning ? ended : ListImportModel.of(await this.lists.getImport(ended));
  }

  @ResolveField(() => ListImportErrorConnection, {
    description: 'Lines that were not taken, in the order of the file; the first 10000 are kept.',
  })
  async errors(@Parent() { id }: ListImportModel, @Args() page: PageArgs): Promise<Page<ListImportErrorModel>> {
    return (await this.lists.listErrors(id, page)).map((bad) => ListImportErrorModel.of(bad));
  }
}

async function fileOf({ file, text, ...said }: ImportSuppressionsArgs): Promise<ListFile> {
  const upload = await file;
  if (Boolean(upload) === (typeof text === 'string'))
    throw new BadUserInput('file', 'or text must be given, one of the two.');
  if (!upload) return { ...said, bytes: bytesOf(text ?? '') };
  return { ...said, fileName: upload.filename, bytes: upload.createReadStream() };
}
