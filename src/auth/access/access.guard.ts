import { type CanActivate, type ExecutionContext, Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { ACCESS_RULE, type AccessRule } from '../../platform/access/allow.decorator';
import { Authenticator, type Identity } from '../../platform/access/authenticator.port';
import { credentialsFrom, type HeaderBag } from '../../platform/access/credentials';
import { findContext, type RequestContext } from '../../platform/context/request-context';
import { Forbidden, Unauthenticated } from '../../platform/errors/domain-error';
import { decide } from './access-decision';

/** An HTTP request, or what stands in for one in the operation of a socket, which has proved its caller already. */
interface IncomingRequest {
  readonly headers: HeaderBag;
  readonly identity?: Identity;
}

/**
 * Stands before every route and every root field: reads the handler's rule, proves the caller, and puts tenant and actor into the
 * ambient context. Fields below the root are guarded by the root they hang on.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly logger = new Logger(AccessGuard.name);
  /** One proof per request, however many root fields it asks for. */
  private readonly proofs = new WeakMap<RequestContext, Promise<Identity | null>>();

  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  /** @throws Unauthenticated or Forbidden; never answers false. */
  async canActivate(execution: ExecutionContext): Promise<boolean> {
    if (isBelowRoot(execution)) return true;
    const handler = execution.getHandler();
    const owner = execution.getClass();
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [handler, owner]);
    if (!rule)
      this.logger.error({ handler: `${owner.name}.${handler.name}` }, 'a handler has no access rule and stays shut');
    const identity = rule && rule.kind !== 'PUBLIC' ? await this.prove(requestOf(execution)) : null;
    const decision = decide(rule, identity);
    if (decision === 'UNAUTHENTICATED') throw new Unauthenticated();
    if (decision === 'FORBIDDEN') throw new Forbidden();
    return true;
  }

  private async prove(request: IncomingRequest): Promise<Identity | null> {
    const context = findContext();
    if (!context) throw new Error('A request reached its handler without a context.');
    const proof = this.proofs.get(context) ?? this.authenticate(request);
    this.proofs.set(context, proof);
    const identity = await proof;
    if (identity) Object.assign(context, { tenantId: identity.tenantId, actor: identity.actor });
    return identity;
  }

  private async authenticate({ identity, headers }: IncomingRequest): Promise<Identity | null> {
    return identity ?? this.authenticator.authenticate(credentialsFrom(headers));
  }
}

function requestOf(execution: ExecutionContext): IncomingRequest {
  if (execution.getType<GqlContextType>() !== 'graphql') return execution.switchToHttp().getRequest<IncomingRequest>();
  return GqlExecutionContext.create(execution).getContext<{ req: IncomingRequest }>().req;
}

function isBelowRoot(execution: ExecutionContext): boolean {
  if (execution.getType<GqlContextType>() !== 'graphql') return false;
  const { parentType, schema } = GqlExecutionContext.create(execution).getInfo<GraphQLResolveInfo>();
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return !roots.includes(parentType);
}
