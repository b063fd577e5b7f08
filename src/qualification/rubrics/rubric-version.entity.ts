import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Criterion } from '../rules/criterion';

/** A rubric as it was saved once; never changed. */
@Entity('rubric_versions')
export class RubricVersion {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'rubric_id' })
  rubricId!: string;

  @PrimaryColumn({ type: 'integer', name: 'version' })
  version!: number;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  @Column({ type: 'jsonb', name: 'criteria' })
  criteria!: readonly Criterion[];

  @Column({
    type: 'numeric',
    name: 'min_score',
    precision: 5,
    scale: 2,
    transformer: { to: (score: number) => score, from: Number },
  })
  minScore!: number;

  @Column({ type: 'timestamptz', name: 'saved_at' })
  savedAt!: Date;
}
