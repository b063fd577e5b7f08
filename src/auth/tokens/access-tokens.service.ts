import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { v7 as uuidv7 } from 'uuid';
import type { Role } from '../../platform/access/role';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { AUDIENCE, TOKEN_TYPE } from './access-claims';
import { SigningKeys } from './signing-keys';

/** In whose name, and where, a session acts: as a member of one company, or as a platform admin of none. */
export interface Acting {
  readonly userId: string;
  readonly tenantId?: string;
  readonly role?: Role;
}

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Signs access tokens (RFC 9068). */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: SigningKeys,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async issue({ userId, tenantId, role }: Acting, sessionId: string): Promise<AccessToken> {
    const iat = Math.floor(this.clock.now().getTime() / 1_000);
    const exp = iat + this.config.auth.accessTokenSeconds;
    const acting = tenantId ? { tid: tenantId, role, pa: false } : { pa: true };
    const claims = { sub: userId, ...acting, sid: sessionId, jti: uuidv7(), iat, nbf: iat, exp };
    const token = await this.jwt.signAsync(claims, {
      algorithm: 'ES256',
      keyid: this.keys.kid,
      privateKey: this.keys.privateKey,
      issuer: this.config.publicUrl,
      audience: AUDIENCE,
      header: { alg: 'ES256', typ: TOKEN_TYPE },
    });
    return { token, expiresAt: new Date(exp * 1_000) };
  }
}
