import { Args, Context, Extensions, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { loadProject } from '../leads/projects/load-project';
import { ProjectModel } from '../leads/projects/project.model';
import { ProjectsService } from '../leads/projects/projects.service';
import { Allow } from '../platform/access/allow.decorator';
import type { Page } from '../platform/graphql/page';
import { UuidPipe } from '../platform/graphql/uuid.pipe';
import { KnowledgeSearchResultModel } from './found-passage.model';
import { AddKnowledgeDocumentInput } from './inputs/add-knowledge-document.input';
import { KnowledgeDocumentsArgs, KnowledgePassagesArgs, SearchKnowledgeArgs } from './inputs/knowledge.args';
import { KnowledgeDocument } from './knowledge-document.entity';
import {
  AddKnowledgeDocumentResult,
  KnowledgeDocumentConnection,
  KnowledgeDocumentModel,
  KnowledgePassageConnection,
  KnowledgePassageModel,
} from './knowledge-document.model';
import { KnowledgeDocuments } from './knowledge-documents.service';
import { KnowledgeIntake } from './knowledge-intake.service';
import { KnowledgeSearch } from './knowledge-search.service';

/** Ten megabytes over a slow line, and the reading of them. */
const UPLOAD_MS = 5 * 60_000;

@Resolver(() => KnowledgeDocumentModel)
export class KnowledgeResolver {
  constructor(
    private readonly documents: KnowledgeDocuments,
    private readonly intake: KnowledgeIntake,
    private readonly knowledge: KnowledgeSearch,
    private readonly projects: ProjectsService,
  ) {}

  @Allow('OPERATOR', 'knowledge:read')
  @Query(() => KnowledgeDocumentConnection, { description: 'Documents agents answer from, oldest first.' })
  async knowledgeDocuments(@Args() { filter, ...page }: KnowledgeDocumentsArgs): Promise<Page<KnowledgeDocumentModel>> {
    return (await this.documents.list(filter ?? {}, page)).map((document) => KnowledgeDocumentModel.of(document));
  }

  @Allow('OPERATOR', 'knowledge:read')
  @Query(() => KnowledgePassageConnection, { description: 'What a document was read as, in its order.' })
  async knowledgePassages(
    @Args() { documentId, ...page }: KnowledgePassagesArgs,
  ): Promise<Page<KnowledgePassageModel>> {
    return (await this.documents.listPassages(documentId, page)).map((passage) => KnowledgePassageModel.of(passage));
  }

  @Allow('OPERATOR', 'knowledge:read')
  @Query(() => KnowledgeSearchResultModel, {
    description: 'What agents would be given to answer a question from, and why.',
  })
  async searchKnowledge(@Args() { query, projectId, first }: SearchKnowledgeArgs): Promise<KnowledgeSearchResultModel> {
    if (projectId) await this.projects.get(projectId);
    const question = { query, projectId: projectId ?? null, limit: first };
    return KnowledgeSearchResultModel.of(await this.knowledge.search(question));
  }

  @Allow('ADMIN', 'knowledge:write')
  @Extensions({ executionMs: UPLOAD_MS })
  @Mutation(() => AddKnowledgeDocumentResult, {
    description: 'Adds a document; agents answer from it at once. The same content for the same project is there once.',
  })
  async addKnowledgeDocument(
    @Args('input', { description: 'The document.' }) { file, ...document }: AddKnowledgeDocumentInput,
  ): Promise<AddKnowledgeDocumentResult> {
    const added = await this.intake.add({ ...document, file: await file });
    return added instanceof KnowledgeDocument ? KnowledgeDocumentModel.of(added) : added;
  }

  @Allow('ADMIN', 'knowledge:write')
  @Mutation(() => KnowledgeDocumentModel, {
    description: 'Removes a document and its passages, and answers what it was; no agent answers from it any more.',
  })
  async deleteKnowledgeDocument(
    @Args('id', { type: () => ID, description: 'The document.' }, UuidPipe) id: string,
  ): Promise<KnowledgeDocumentModel> {
    return KnowledgeDocumentModel.of(await this.documents.remove(id));
  }

  @ResolveField(() => ProjectModel, { nullable: true, description: 'The project it is for; null for all projects.' })
  async project(
    @Parent() { projectId }: KnowledgeDocumentModel,
    @Context() context: object,
  ): Promise<ProjectModel | null> {
    return loadProject(context, this.projects, projectId);
  }
}
