import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { advisoryLock } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { randomBase62 } from '../random-base62';
import type { Acting } from '../tokens/access-tokens.service';
import { ALIVE, RefreshToken } from './refresh-token.entity';
import { mayAct, Standings } from './standing.service';

const PREFIX = 'rt_live_';
const DAY_MS = 86_400_000;

/** A refresh token as the client gets it, and the session it belongs to. */
export interface IssuedRefreshToken {
  readonly token: string;
  readonly expiresAt: Date;
  readonly sessionId: string;
  readonly acting: Acting;
}

/**
 * Refresh tokens that work once. Presenting a used one means that two parties hold it, so the whole family ends and both must sign in
 * (RFC 9700 section 4.14.2). Work on one family takes turns: of two at the same time one wins, and the other ends the family.
 */
@Injectable()
export class RefreshTokens {
  private readonly logger = new Logger(RefreshTokens.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly standings: Standings,
  ) {}

  /** The first token of a session, or the successor of one just used: of each family one token is unused. */
  async issue(tx: EntityManager, sessionId: string, acting: Acting): Promise<IssuedRefreshToken> {
    const token = `${PREFIX}${randomBase62(43)}`;
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + this.config.auth.refreshTokenDays * DAY_MS);
    await tx.getRepository(RefreshToken).insert({
      tokenHash: hashOf(token),
      familyId: sessionId,
      userId: acting.userId,
      actingTenant: acting.tenantId ?? null,
      createdAt: now,
      expiresAt,
      usedAt: null,
      revokedAt: null,
    });
    return { token, expiresAt, sessionId, acting };
  }

  /** The successor of a token, or null when it cannot be used: unknown, expired, revoked, used, or its person lost the right. */
  async rotate(token: string): Promise<IssuedRefreshToken | null> {
    return this.work.asPlatform('rotate a refresh token', async (tx) => {
      const found = await this.lock(tx, token);
      if (!found || found.revokedAt || found.expiresAt <= this.clock.now()) return null;
      const { familyId, userId } = found;
      const tenantId = found.actingTenant ?? undefined;
      const standing = await this.standings.read(tx, userId, tenantId);
      if (found.usedAt) this.logger.warn('a used refresh token came again', { event: 'refresh-token-reused', userId });
      if (found.usedAt || !mayAct(standing, tenantId)) {
        await this.end(tx, familyId);
        return null;
      }
      await tx.getRepository(RefreshToken).update({ tokenHash: found.tokenHash }, { usedAt: this.clock.now() });
      return this.issue(tx, familyId, { userId, tenantId, role: standing?.role });
    });
  }

  /** Ends the session a token belongs to; an unknown token ends nothing and is no error (RFC 7009 section 2.2). */
  async revoke(token: string): Promise<void> {
    await this.work.asPlatform('end a session', async (tx) => {
      const found = await this.lock(tx, token);
      if (found) await this.end(tx, found.familyId);
    });
  }

  /** Ends every session of a person. */
  async revokeAll(userId: string): Promise<void> {
    await this.work.singleAsPlatform('end all sessions of a person', (tx) =>
      tx.query(`update refresh_tokens set revoked_at = $2 where user_id = $1 and ${ALIVE}`, [userId, this.clock.now()]),
    );
  }

  /** The row as it is once nobody else works on its family. */
  private async lock(tx: EntityManager, token: string): Promise<RefreshToken | null> {
    const tokens = tx.getRepository(RefreshToken);
    const tokenHash = hashOf(token);
    const seen = await tokens.findOneBy({ tokenHash });
    if (!seen) return null;
    await advisoryLock(tx, `refresh:${seen.familyId}`);
    return tokens.findOneBy({ tokenHash });
  }

  private async end(tx: EntityManager, familyId: string): Promise<void> {
    await tx.query(`update refresh_tokens set revoked_at = $2 where family_id = $1 and ${ALIVE}`, [
      familyId,
      this.clock.now(),
    ]);
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
