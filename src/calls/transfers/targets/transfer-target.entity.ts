import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DutyHours } from './duty-hours';

/** A colleague who takes calls over. */
@Entity('transfer_targets')
export class TransferTarget {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** E.164. */
  @Column({ type: 'text' })
  phone!: string;

  /** Primary subtags of the languages they speak; all when empty. */
  @Column({ type: 'text', array: true })
  languages!: string[];

  /** Their turn among the others, lowest first. */
  @Column({ type: 'integer' })
  position!: number;

  /** The member they are, where they are one. */
  @Column({ type: 'uuid', name: 'member_id', nullable: true })
  memberId!: string | null;

  /** Always on duty when null. */
  @Column({ type: 'jsonb', nullable: true })
  hours!: DutyHours | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;

  @Column({ type: 'timestamptz', name: 'removed_at', nullable: true })
  removedAt!: Date | null;
}
