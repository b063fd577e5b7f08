import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A number that must not be contacted, on any channel, while `removedAt` is null. At most one in force per number; never deleted. */
@Entity('suppressions')
export class Suppression {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** E.164. */
  @Column({ type: 'text' })
  phone!: string;

  /** Why, for people to read. */
  @Column({ type: 'text' })
  reason!: string;

  /** Where it came from, for example MANUAL or SPOKEN. */
  @Column({ type: 'text' })
  source!: string;

  /** Kind and id of who added it. */
  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'added_at' })
  addedAt!: Date;

  @Column({ type: 'timestamptz', name: 'removed_at', nullable: true })
  removedAt!: Date | null;

  @Column({ type: 'text', name: 'removed_by', nullable: true })
  removedBy!: string | null;

  @Column({ type: 'text', name: 'removal_reason', nullable: true })
  removalReason!: string | null;

  /** The consent given after it, by which it was lifted. */
  @Column({ type: 'uuid', name: 'opt_in_id', nullable: true })
  optInId!: string | null;
}
