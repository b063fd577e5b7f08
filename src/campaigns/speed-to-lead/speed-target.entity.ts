import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How fast leads of a source are to be called. */
@Entity('speed_targets')
export class SpeedTarget {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'text' })
  source!: string;

  @Column({ type: 'integer' })
  seconds!: number;

  @Column({ type: 'smallint' })
  percentile!: number;

  @Column({ type: 'integer', name: 'max_wait_seconds', nullable: true })
  maxWaitSeconds!: number | null;

  /** Null while it is met. */
  @Column({ type: 'timestamptz', name: 'missed_since', nullable: true })
  missedSince!: Date | null;

  /** Null while nobody waits too long. */
  @Column({ type: 'timestamptz', name: 'waiting_since', nullable: true })
  waitingSince!: Date | null;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
