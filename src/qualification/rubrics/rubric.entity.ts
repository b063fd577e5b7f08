import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Criterion } from '../rules/criterion';

/** The criteria a campaign's conversations are scored by. */
@Entity('rubrics')
export class Rubric {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'id' })
  id!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  /** Counts the times it was saved, from 1. */
  @Column({ type: 'integer', name: 'version' })
  version!: number;

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

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
