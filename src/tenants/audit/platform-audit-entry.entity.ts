import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One link of the platform's own audit chain; never changed, never deleted. */
@Entity('platform_audit_log')
export class PlatformAuditEntry {
  /** 1, 2, 3 …, as decimal text (bigint). */
  @PrimaryColumn({ type: 'bigint', name: 'seq' })
  seq!: string;

  /** Kind and id, for example `PLATFORM_ADMIN:0197…`. */
  @Column({ type: 'text', name: 'actor' })
  actor!: string;

  @Column({ type: 'text', name: 'action' })
  action!: string;

  @Column({ type: 'text', name: 'target' })
  target!: string;

  /** JSON text of the whole entry, exactly as it was hashed. */
  @Column({ type: 'text', name: 'body' })
  body!: string;

  @Column({ type: 'bytea', name: 'prev_hash', nullable: true })
  prevHash!: Buffer | null;

  @Column({ type: 'bytea', name: 'row_hash' })
  rowHash!: Buffer;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
