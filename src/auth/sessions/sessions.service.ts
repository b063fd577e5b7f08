import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Role } from '../../platform/access/role';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AccountsService, type PasswordAttempt } from '../../tenants/accounts/accounts.service';
import type { User } from '../../tenants/accounts/user.entity';
import { InvalidCredentials } from '../../tenants/tenants.refusals';
import { type AccessToken, AccessTokens, type Acting } from '../tokens/access-tokens.service';
import { type IssuedRefreshToken, RefreshTokens } from './refresh-tokens.service';
import { SessionEnded } from './sessions.refusals';

export interface SignIn extends PasswordAttempt {
  /** Company to act in; without one, the one joined first, or the platform itself for a platform admin. */
  readonly tenantId?: string | null;
}

export interface Session {
  readonly access: AccessToken;
  readonly refresh: IssuedRefreshToken;
}

/** Signing in, staying signed in, signing out. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly accessTokens: AccessTokens,
    private readonly refreshTokens: RefreshTokens,
  ) {}

  /** @throws RateLimited after too many failures. */
  async signIn(attempt: SignIn): Promise<Session | InvalidCredentials> {
    const user = await this.accounts.prove(attempt);
    if (!user) return new InvalidCredentials();
    const refresh = await this.work.asPlatform('sign in', async (tx) => {
      const acting = await actingFor(tx, user, attempt.tenantId ?? undefined);
      return acting && this.refreshTokens.issue(tx, uuidv7(), acting);
    });
    return refresh ? this.with(refresh) : new InvalidCredentials();
  }

  /** A new pair for a refresh token, which works only once. */
  async refresh(token: string): Promise<Session | SessionEnded> {
    const refresh = await this.refreshTokens.rotate(token);
    return refresh ? this.with(refresh) : new SessionEnded();
  }

  async signOut(token: string): Promise<void> {
    await this.refreshTokens.revoke(token);
  }

  private async with(refresh: IssuedRefreshToken): Promise<Session> {
    return { refresh, access: await this.accessTokens.issue(refresh.acting, refresh.sessionId) };
  }
}

/** Where a person acts after signing in; undefined when there is no such place for them. */
async function actingFor(tx: EntityManager, user: User, tenantId: string | undefined): Promise<Acting | undefined> {
  if (!tenantId && user.isPlatformAdmin) return { userId: user.id };
  const member = await rowOf<{ tenant_id: string; role: Role }>(
    tx,
    `select tenant_id, role from members where user_id = $1 and ($2::uuid is null or tenant_id = $2)
     order by created_at, tenant_id limit 1`,
    [user.id, tenantId ?? null],
  );
  return member && { userId: user.id, tenantId: member.tenant_id, role: member.role };
}
