import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Passport } from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { Unauthenticated } from '../../platform/errors/domain-error';
import { AUDIENCE, type AccessClaims, isCurrent, keyIdOf, readClaims } from './access-claims';
import { SigningKeys } from './signing-keys';

export const ACCESS_TOKEN_STRATEGY = 'access-token';

/**
 * Passport's JWT strategy for our access tokens. The algorithm is fixed: left open, the JWT library would choose one by the type of
 * the key. Expiry is judged by the program's clock below, not by the library's.
 */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, ACCESS_TOKEN_STRATEGY) {
  private registry?: InstanceType<typeof Passport>;

  constructor(
    config: AppConfig,
    keys: SigningKeys,
    private readonly clock: Clock,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: (_request: unknown, token: string, done: (error: Error | null, key?: string) => void) => {
        const kid = keyIdOf(token);
        const key = kid === undefined ? undefined : keys.find(kid);
        if (key) done(null, key);
        else done(new Unauthenticated('The access token is not one of ours.'));
      },
      algorithms: ['ES256'],
      issuer: config.publicUrl,
      audience: AUDIENCE,
      ignoreExpiration: true,
      jsonWebTokenOptions: { ignoreNotBefore: true },
    });
  }

  /** A registry of this application's own; the library's is one per process, and the last strategy put there would win. */
  getPassportInstance(): InstanceType<typeof Passport> {
    return (this.registry ??= new Passport());
  }

  /** Called once the signature, issuer and audience are right. */
  validate(payload: unknown): AccessClaims {
    const claims = readClaims(payload);
    if (!claims) throw new Unauthenticated('The access token is not one of ours.');
    if (!isCurrent(claims, this.clock.now())) throw new Unauthenticated('The access token has expired.');
    return claims;
  }
}
