import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { advisoryLock, rowOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { AuditTrail } from '../tenants/audit-trail.service';
import { KnowledgeDocument } from './knowledge-document.entity';
import { MAX_DOCUMENTS } from './knowledge-limits';
import { KnowledgeDocumentExists, TooManyKnowledgeDocuments } from './knowledge.refusals';
import { type Posting, postingsOf, stemKey } from './search/postings';
import type { PassageDraft } from './splitting/split-sections';
import type { Stemming } from './terms/terms';

/** A document whose words have been read. */
export interface ReadKnowledge extends Pick<
  KnowledgeDocument,
  'title' | 'kind' | 'language' | 'projectId' | 'fileName' | 'contentHash' | 'byteSize'
> {
  readonly passages: readonly PassageDraft[];
}

/** Stores documents with their passages and the index of them, all or nothing. */
@Injectable()
export class DocumentStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** Whether the content may be added: nobody has, and there is room. */
  async refusalOf(
    projectId: string | null,
    contentHash: Buffer,
  ): Promise<KnowledgeDocumentExists | TooManyKnowledgeDocuments | null> {
    return this.work.run(async (tx) => {
      const known = await rowOf<{ count: number; same: string | null }>(
        tx,
        `select count(*)::int as count,
           (select id from knowledge_documents where tenant_id = $1 and project_id is not distinct from $2 and content_hash = $3) as same
         from knowledge_documents where tenant_id = $1`,
        [currentTenantId(), projectId, contentHash],
      );
      if (known?.same) return new KnowledgeDocumentExists(known.same);
      return (known?.count ?? 0) >= MAX_DOCUMENTS ? new TooManyKnowledgeDocuments() : null;
    });
  }

  async add(read: ReadKnowledge): Promise<KnowledgeDocument | KnowledgeDocumentExists | TooManyKnowledgeDocuments> {
    const postings = await postingsOf(read.title, read.passages, (words) => this.stemsOf(words));
    return this.work.run(async (tx) => {
      // Two who add the same at once take turns, and the second hears of the first.
      await advisoryLock(tx, `knowledge:${currentTenantId()}`);
      const refusal = await this.refusalOf(read.projectId, read.contentHash);
      if (refusal) return refusal;
      const document = await this.insert(tx, read);
      await insertPassages(tx, document.id, read.passages);
      for (const part of partsOf(postings)) await insertPostings(tx, document.id, part);
      const { id, projectId, kind, passageCount: passages } = document;
      await this.audit.record({
        action: 'knowledge-document.added',
        target: `knowledge-document:${id}`,
        details: { projectId, kind, passages },
      });
      return document;
    });
  }

  private async insert(tx: EntityManager, { passages, ...read }: ReadKnowledge): Promise<KnowledgeDocument> {
    const document = tx.create(KnowledgeDocument, {
      tenantId: currentTenantId(),
      id: uuidv7(),
      ...read,
      passageCount: passages.length,
      createdAt: this.clock.now(),
    });
    await tx.insert(KnowledgeDocument, document);
    return document;
  }

  private async stemsOf(words: readonly Stemming[]): Promise<ReadonlyMap<string, string | null>> {
    const stems = new Map<string, string | null>();
    for (const part of partsOf(words)) {
      const rows = await this.work.read<{ stem: string | null }>({ text: STEMS }, [
        part.map(({ word }) => word),
        part.map(({ dictionary }) => dictionary),
      ]);
      for (const [at, word] of part.entries()) stems.set(stemKey(word), rows[at]?.stem ?? null);
    }
    return stems;
  }
}

/** Words or terms of one statement: some ten milliseconds to write it down, after which others get a turn. */
const IN_A_STATEMENT = 2_000;

function* partsOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += IN_A_STATEMENT) yield all.slice(from, from + IN_A_STATEMENT);
}

const STEMS = /* sql */ `
select (ts_lexize(dictionary::regdictionary, word))[1] as stem
from unnest($1::text[], $2::text[]) with ordinality as asked (word, dictionary, no) order by no`;

async function insertPassages(tx: EntityManager, documentId: string, passages: readonly PassageDraft[]): Promise<void> {
  await tx.query(
    `insert into knowledge_passages (tenant_id, document_id, ordinal, id, heading, text)
     select $1, $2, no - 1, id, heading, text
     from unnest($3::uuid[], $4::text[], $5::text[]) with ordinality as passage (id, heading, text, no)`,
    [
      currentTenantId(),
      documentId,
      passages.map(() => uuidv7()),
      passages.map(({ heading }) => heading),
      passages.map(({ text }) => text),
    ],
  );
}

async function insertPostings(tx: EntityManager, documentId: string, postings: readonly Posting[]): Promise<void> {
  await tx.query(
    `insert into knowledge_terms (tenant_id, term, document_id, ordinals, impacts)
     select $1, term, $2, ordinals::smallint[], impacts::smallint[]
     from unnest($3::text[], $4::text[], $5::text[]) as posting (term, ordinals, impacts)`,
    [
      currentTenantId(),
      documentId,
      postings.map(({ term }) => term),
      postings.map(({ ordinals }) => `{${ordinals.join(',')}}`),
      postings.map(({ impacts }) => `{${impacts.join(',')}}`),
    ],
  );
}
