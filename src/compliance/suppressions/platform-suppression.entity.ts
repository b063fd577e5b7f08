import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A number nobody may contact for any company while `removedAt` is null. At most one in force per number; never deleted. */
@Entity('platform_suppressions')
export class PlatformSuppression {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** E.164. */
  @Column({ type: 'text' })
  phone!: string;

  /** Why, for people to read. */
  @Column({ type: 'text' })
  reason!: string;

  /** Where it came from, for example MANUAL. */
  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'timestamptz', name: 'added_at' })
  addedAt!: Date;

  /** Kind and id of who added it. */
  @Column({ type: 'text', name: 'added_by' })
  addedBy!: string;

  @Column({ type: 'timestamptz', name: 'removed_at', nullable: true })
  removedAt!: Date | null;

  @Column({ type: 'text', name: 'removed_by', nullable: true })
  removedBy!: string | null;

  @Column({ type: 'text', name: 'removal_reason', nullable: true })
  removalReason!: string | null;
}
