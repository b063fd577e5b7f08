import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ListKind } from './list-kind';

export const LIST_IMPORT_STATUSES = ['RUNNING', 'COMPLETED', 'FAILED'] as const;
export type ListImportStatus = (typeof LIST_IMPORT_STATUSES)[number];

/** One file of numbers and what became of its lines. */
@Entity('list_imports')
export class ListImport {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  kind!: ListKind;

  /** Row id of the rule base; null for files that are no place's. */
  @Column({ type: 'text', nullable: true })
  jurisdiction!: string | null;

  @Column({ type: 'text', array: true, name: 'area_codes', nullable: true })
  areaCodes!: string[] | null;

  /** The moment the file speaks for. */
  @Column({ type: 'timestamptz', name: 'as_of' })
  asOf!: Date;

  @Column({ type: 'text', name: 'file_name', nullable: true })
  fileName!: string | null;

  @Column({ type: 'text' })
  status!: ListImportStatus;

  @Column({ type: 'text', nullable: true })
  failure!: string | null;

  /** Decimal text. */
  @Column({ type: 'bigint', name: 'bytes_read' })
  bytesRead!: string;

  @Column({ type: 'integer', name: 'rows_read' })
  rowsRead!: number;

  @Column({ type: 'integer', name: 'taken_count' })
  takenCount!: number;

  /** Lines that said nothing new. */
  @Column({ type: 'integer', name: 'known_count' })
  knownCount!: number;

  @Column({ type: 'integer', name: 'rejected_count' })
  rejectedCount!: number;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
