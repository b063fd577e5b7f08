import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A piece of a document that is found and cited as a whole; never changed. */
@Entity('knowledge_passages')
export class KnowledgePassage {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'document_id' })
  documentId!: string;

  /** From 0, in the order of the document. */
  @PrimaryColumn({ type: 'smallint', name: 'ordinal' })
  ordinal!: number;

  @Column({ type: 'uuid', name: 'id' })
  id!: string;

  @Column({ type: 'text', name: 'heading' })
  heading!: string;

  @Column({ type: 'text', name: 'text' })
  text!: string;
}
