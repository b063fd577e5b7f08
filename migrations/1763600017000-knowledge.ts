import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What agents answer from: documents, their passages, and the index by which passages are found. */
export class Knowledge1763600017000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(KNOWLEDGE);
  }

  async down(): Promise<void> {
    throw new Error('Knowledge cannot be reverted: restore a backup instead.');
  }
}

const KNOWLEDGE = /* sql */ `
-- project_id: null for every project of the company. content_hash: SHA-256 of the bytes as they came; the bytes are not kept.
create table knowledge_documents (
  tenant_id uuid not null references tenants (id),
  id uuid not null,
  project_id uuid,
  title text not null check (length(title) between 1 and 200),
  kind text not null check (kind in ('TEXT', 'MARKDOWN', 'HTML', 'PDF', 'FAQ_CSV')),
  language text,
  file_name text,
  content_hash bytea not null check (length(content_hash) = 32),
  byte_size integer not null check (byte_size > 0),
  passage_count integer not null check (passage_count between 1 and 2000),
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects (tenant_id, id)
);
create unique index knowledge_documents_content on knowledge_documents (tenant_id, project_id, content_hash) nulls not distinct;
create index knowledge_documents_list on knowledge_documents (tenant_id, created_at, id);
create index knowledge_documents_project on knowledge_documents (tenant_id, project_id, created_at, id);
call protect_tenant_table('knowledge_documents', 'select, insert, delete');

create table knowledge_passages (
  tenant_id uuid not null references tenants (id),
  document_id uuid not null,
  ordinal smallint not null check (ordinal >= 0),
  id uuid not null,
  heading text not null,
  text text not null check (length(text) between 1 and 4000),
  primary key (tenant_id, document_id, ordinal),
  foreign key (tenant_id, document_id) references knowledge_documents (tenant_id, id) on delete cascade
);
create unique index knowledge_passages_id on knowledge_passages (tenant_id, id);
call protect_tenant_table('knowledge_passages', 'select, insert');

-- The inverted index: one row for each term of a document, with the passages that have it and how much it counts in each (a thousandth
-- is the unit). It is a table because row security asks an index only through leakproof operators: those of text are, @@ is not, so a
-- GIN index on a tsvector would never be used by the program. Stems come from PostgreSQL's full text dictionaries.
create table knowledge_terms (
  tenant_id uuid not null references tenants (id),
  term text collate "C" not null check (length(term) between 1 and 100),
  document_id uuid not null,
  ordinals smallint[] not null check (cardinality(ordinals) > 0),
  impacts smallint[] not null check (cardinality(impacts) = cardinality(ordinals)),
  primary key (tenant_id, term, document_id),
  foreign key (tenant_id, document_id) references knowledge_documents (tenant_id, id) on delete cascade
);
create index knowledge_terms_document on knowledge_terms (tenant_id, document_id);
call protect_tenant_table('knowledge_terms', 'select, insert');
`;
