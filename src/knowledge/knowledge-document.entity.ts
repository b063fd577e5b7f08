import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DocumentKind } from './document-kind';

/** What a company gives its agents to answer from. Its words are in passages; the file itself is not kept. */
@Entity('knowledge_documents')
export class KnowledgeDocument {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'id' })
  id!: string;

  /** Null for every project of the tenant. */
  @Column({ type: 'uuid', name: 'project_id', nullable: true })
  projectId!: string | null;

  @Column({ type: 'text', name: 'title' })
  title!: string;

  @Column({ type: 'text', name: 'kind' })
  kind!: DocumentKind;

  @Column({ type: 'text', name: 'language', nullable: true })
  language!: string | null;

  @Column({ type: 'text', name: 'file_name', nullable: true })
  fileName!: string | null;

  /** SHA-256 of the bytes as they came. */
  @Column({ type: 'bytea', name: 'content_hash' })
  contentHash!: Buffer;

  @Column({ type: 'integer', name: 'byte_size' })
  byteSize!: number;

  @Column({ type: 'integer', name: 'passage_count' })
  passageCount!: number;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
