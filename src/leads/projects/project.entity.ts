import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is being sold. */
@Entity('projects')
export class Project {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** Unique per tenant, whatever its case. */
  @Column({ type: 'text' })
  name!: string;

  /** Words in a form's name that give the project away. */
  @Column({ type: 'text', array: true })
  keywords!: string[];

  /** True when a lead that arrives for this project is called at once. */
  @Column({ type: 'boolean', name: 'auto_call' })
  autoCall!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
