import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A ban on solicitation in one jurisdiction, for every company. Lifted, never deleted. */
@Entity('emergency_holds')
export class EmergencyHoldEntry {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** Row id of the rule base, for example `US-LA`. */
  @Column({ type: 'text' })
  jurisdiction!: string;

  /** Inclusive. */
  @Column({ type: 'timestamptz', name: 'starts_at' })
  startsAt!: Date;

  /** Exclusive; null: until it is lifted. */
  @Column({ type: 'timestamptz', name: 'ends_at', nullable: true })
  endsAt!: Date | null;

  /** Who declared it and where that can be read. */
  @Column({ type: 'text' })
  reason!: string;

  /** Kind and id. */
  @Column({ type: 'text', name: 'placed_by' })
  placedBy!: string;

  @Column({ type: 'timestamptz', name: 'placed_at' })
  placedAt!: Date;

  @Column({ type: 'timestamptz', name: 'lifted_at', nullable: true })
  liftedAt!: Date | null;

  @Column({ type: 'text', name: 'lifted_by', nullable: true })
  liftedBy!: string | null;

  @Column({ type: 'text', name: 'lift_reason', nullable: true })
  liftReason!: string | null;
}
