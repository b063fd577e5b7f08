import { Column, Entity, PrimaryColumn } from 'typeorm';

export const IMPORT_STATUSES = ['RUNNING', 'COMPLETED', 'FAILED'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** One file of leads; its counts move in the transactions that store its rows. */
@Entity('lead_imports')
export class LeadImport {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', name: 'file_name', nullable: true })
  fileName!: string | null;

  /** SHA-256 of the file; null until it has been read to its end. */
  @Column({ type: 'bytea', name: 'content_hash', nullable: true })
  contentHash!: Buffer | null;

  @Column({ type: 'uuid', name: 'project_id', nullable: true })
  projectId!: string | null;

  @Column({ type: 'text' })
  status!: ImportStatus;

  /** What went wrong with the file as a whole, for its owner to read. */
  @Column({ type: 'text', nullable: true })
  failure!: string | null;

  @Column({ type: 'bigint', name: 'bytes_read' })
  bytesRead!: string;

  @Column({ type: 'integer', name: 'rows_read' })
  rowsRead!: number;

  @Column({ type: 'integer', name: 'created_count' })
  createdCount!: number;

  @Column({ type: 'integer', name: 'updated_count' })
  updatedCount!: number;

  @Column({ type: 'integer', name: 'unchanged_count' })
  unchangedCount!: number;

  @Column({ type: 'integer', name: 'rejected_count' })
  rejectedCount!: number;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
