import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One link of a company's audit chain; never changed, never deleted. */
@Entity('audit_log')
export class AuditEntry {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  /** 1, 2, 3 … per company, as decimal text (bigint). */
  @PrimaryColumn({ type: 'bigint', name: 'seq' })
  seq!: string;

  /** Kind and id, for example `MEMBER:0197…`. */
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
