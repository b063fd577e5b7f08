import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../../platform/clock/clock';
import { Unauthenticated } from '../../platform/errors/domain-error';
import { type AccessClaims, isCurrent } from './access-claims';
import { ACCESS_TOKEN_STRATEGY, AccessTokenStrategy } from './access-token.strategy';

/** Tokens whose signature is remembered, those proved first forgotten first. */
const MAX_PROVED = 10_000;

/**
 * Puts bearer tokens before Passport, whether they came with an HTTP request or over a socket. The same bytes are proved once:
 * their claims never change, and only whether they are current is asked each time.
 */
@Injectable()
export class BearerTokens {
  private readonly proved = new Map<string, AccessClaims>();

  constructor(
    private readonly strategy: AccessTokenStrategy,
    private readonly clock: Clock,
  ) {}

  /** @throws Unauthenticated when the token is not ours, was changed or has expired. */
  async verify(token: string): Promise<AccessClaims> {
    const key = createHash('sha256').update(token).digest('base64');
    const known = this.proved.get(key);
    if (known && isCurrent(known, this.clock.now())) return known;
    this.proved.delete(key);
    const claims = await this.prove(token);
    this.remember(key, claims);
    return claims;
  }

  private remember(key: string, claims: AccessClaims): void {
    this.proved.set(key, claims);
    if (this.proved.size <= MAX_PROVED) return;
    const [oldest] = this.proved.keys();
    if (oldest !== undefined) this.proved.delete(oldest);
  }

  private prove(token: string): Promise<AccessClaims> {
    return new Promise((resolve, reject) => {
      const decided = (error: unknown, claims: AccessClaims | false | null): void => {
        if (claims) resolve(claims);
        else reject(error instanceof Error ? error : new Unauthenticated('The access token is not valid.'));
      };
      // The strategy reads the one header and answers through `decided` only.
      const request = { headers: { authorization: `Bearer ${token}` } } as unknown as Request;
      const middleware: unknown = this.strategy
        .getPassportInstance()
        .authenticate(ACCESS_TOKEN_STRATEGY, { session: false }, decided);
      (middleware as (request: Request, response: Response, next: (error?: unknown) => void) => void)(
        request,
        {} as Response,
        (error) => reject(error instanceof Error ? error : new Unauthenticated()),
      );
    });
  }
}
