import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key a machine of a company presents. The secret itself is stored nowhere. */
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'id' })
  id!: string;

  /** Public half of the key; unique over the platform. */
  @Column({ type: 'text', name: 'key_id' })
  keyId!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  /** SHA-256 of the secret half. */
  @Column({ type: 'bytea', name: 'secret_hash' })
  secretHash!: Buffer;

  @Column({ type: 'text', array: true, name: 'scopes' })
  scopes!: string[];

  /** As `actorReference` writes it. */
  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** To the minute. */
  @Column({ type: 'timestamptz', name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  /** Key that took its place. */
  @Column({ type: 'uuid', name: 'replaced_by', nullable: true })
  replacedBy!: string | null;
}

/** True while the key opens anything at `now`. */
export function isLive(key: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: Date): boolean {
  return key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
}
