import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Unauthenticated } from '../../platform/errors/domain-error';
import type { AccessClaims } from './access-claims';
import { ACCESS_TOKEN_STRATEGY, AccessTokenStrategy } from './access-token.strategy';

/** Puts bearer tokens before Passport, whether they came with an HTTP request or over a socket. */
@Injectable()
export class BearerTokens {
  constructor(private readonly strategy: AccessTokenStrategy) {}

  /** @throws Unauthenticated when the token is not ours, was changed or has expired. */
  verify(token: string): Promise<AccessClaims> {
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
