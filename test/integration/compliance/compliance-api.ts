import { type CanActivate, type ExecutionContext, Global, Injectable, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Args, GqlExecutionContext, ID, Mutation, ObjectType, Field, Resolver } from '@nestjs/graphql';
import { CheckCallingRules } from '../../../src/compliance/check-calling-rules.decorator';
import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { CALLING_RULE_REFUSALS } from '../../../src/compliance/compliance.refusals';
import { CONTACT_LOOKUP, type ContactLookup, type LeadContact } from '../../../src/compliance/contact-lookup.port';
import { Allow } from '../../../src/platform/access/allow.decorator';
import { Authenticator, type Identity } from '../../../src/platform/access/authenticator.port';
import { credentialsFrom, type HeaderBag } from '../../../src/platform/access/credentials';
import { findContext } from '../../../src/platform/context/request-context';
import { rowOf } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { Unauthenticated } from '../../../src/platform/errors/domain-error';
import { PlatformGraphqlModule } from '../../../src/platform/graphql/platform-graphql.module';
import { unionOf } from '../../../src/platform/graphql/refusal.model';

/** The bearer token is the tenant's id. */
class TokenIsTenant extends Authenticator {
  override authenticate({ bearer }: { bearer?: string }): Promise<Identity | null> {
    const identity = bearer && {
      tenantId: bearer,
      actor: { kind: 'MEMBER', userId: 'somebody', role: 'OWNER' } as const,
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

@Injectable()
class LeadsTable implements ContactLookup {
  constructor(private readonly work: UnitOfWork) {}

  async find(leadId: string): Promise<LeadContact | null> {
    const text = `select id as "leadId", phone, zone_key as "zoneKey", phone_status in ('UNVERIFIED', 'REACHED') as "phoneUsable"
      from leads where id = $1`;
    return this.work.run(async (tx) => (await rowOf<LeadContact>(tx, text, [leadId])) ?? null);
  }
}

@ObjectType('Rang')
class RangModel {
  @Field(() => ID)
  readonly leadId!: string;
}

const RingResult = unionOf('RingResult', RangModel, ...CALLING_RULE_REFUSALS);

/** Stands for any mutation that would call somebody. */
@Resolver()
class RingResolver {
  @Allow('OPERATOR')
  @CheckCallingRules((args: { leadId: string }) => args.leadId)
  @Mutation(() => RingResult)
  ring(@Args('leadId', { type: () => ID }) leadId: string): RangModel {
    return Object.assign(new RangModel(), { leadId });
  }
}

@Module({
  imports: [TokenModule, PlatformGraphqlModule, ComplianceModule],
  providers: [
    RingResolver,
    { provide: CONTACT_LOOKUP, useClass: LeadsTable },
    { provide: APP_GUARD, useClass: TokenGuard },
  ],
})
export class ComplianceApiModule {}
