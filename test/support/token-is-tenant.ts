import { type CanActivate, type ExecutionContext, Global, Injectable, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { Authenticator, type Identity } from '../../src/platform/access/authenticator.port';
import { credentialsFrom, type HeaderBag } from '../../src/platform/access/credentials';
import { findContext } from '../../src/platform/context/request-context';
import { Unauthenticated } from '../../src/platform/errors/domain-error';
import { PlatformGraphqlModule } from '../../src/platform/graphql/platform-graphql.module';

/** For tests of a room's part of the schema: the bearer token is the tenant's id, and everybody is its owner. */
class TokenIsTenant extends Authenticator {
  override authenticate({ bearer }: { bearer?: string }): Promise<Identity | null> {
    const identity = bearer && {
      tenantId: bearer,
      actor: { kind: 'MEMBER', userId: '00000000-0000-4000-8000-000000000001', role: 'OWNER' } as const,
    };
    return Promise.resolve(identity || null);
  }
}

@Injectable()
class TokenGuard implements CanActivate {
  constructor(private readonly authenticator: Authenticator) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const { req } = GqlExecutionContext.create(execution).getContext<{ req: { headers: HeaderBag } }>();
    const identity = await this.authenticator.authenticate(credentialsFrom(req.headers));
    const context = findContext();
    if (!identity || !context) throw new Unauthenticated();
    Object.assign(context, { actor: identity.actor, tenantId: identity.tenantId });
    return true;
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: TokenIsTenant }], exports: [Authenticator] })
class TokenModule {}

@Module({ imports: [TokenModule, PlatformGraphqlModule], providers: [{ provide: APP_GUARD, useClass: TokenGuard }] })
export class TenantTokenModule {}

/** One operation over HTTP. */
export async function ask<T = Record<string, never>>(
  url: string,
  tenantId: string,
  query: string,
  variables: object = {},
): Promise<{ data: T; errors?: { message: string; extensions: { code: string } }[] }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tenantId}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data: T; errors?: { message: string; extensions: { code: string } }[] };
}
