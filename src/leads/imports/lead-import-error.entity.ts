import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row that could not be imported. */
@Entity('lead_import_errors')
export class LeadImportError {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'import_id' })
  importId!: string;

  /** Line of the file the row begins on; the first line is 1. */
  @PrimaryColumn({ type: 'integer' })
  line!: number;

  /** The field to blame; null when it is the row as a whole. */
  @Column({ type: 'text', nullable: true })
  field!: string | null;

  @Column({ type: 'text' })
  reason!: string;
}
