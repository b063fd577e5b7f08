import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A form's name and the project its senders are interested in. */
@Entity('form_mappings')
export class FormMapping {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'project_id' })
  projectId!: string;

  /** Unique per tenant, whatever its case. */
  @Column({ type: 'text', name: 'form_name' })
  formName!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
