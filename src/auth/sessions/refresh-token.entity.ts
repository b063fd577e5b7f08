import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one token that keeps its family alive; the used ones before it are kept, until they expire, to be known again. */
export const ALIVE = 'used_at is null and revoked_at is null';

/** One refresh token; those of one sign-in form a family, of which only the newest is good. */
@Entity('refresh_tokens')
export class RefreshToken {
  /** SHA-256; the token itself holds 256 random bits, so a slow hash would add nothing. */
  @PrimaryColumn({ type: 'bytea', name: 'token_hash' })
  tokenHash!: Buffer;

  @Column({ type: 'uuid', name: 'family_id' })
  familyId!: string;

  @Column({ type: 'uuid', name: 'user_id' })
  userId!: string;

  /** Company acted in; null for a platform admin's session. */
  @Column({ type: 'uuid', name: 'acting_tenant', nullable: true })
  actingTenant!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'used_at', nullable: true })
  usedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
