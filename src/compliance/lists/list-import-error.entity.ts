import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A line of a file of numbers that was not taken, and why. */
@Entity('list_import_errors')
export class ListImportError {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'import_id' })
  importId!: string;

  /** From 1. */
  @PrimaryColumn({ type: 'integer' })
  line!: number;

  @Column({ type: 'text' })
  reason!: string;
}
