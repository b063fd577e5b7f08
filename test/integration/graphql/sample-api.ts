import { CanActivate, ExecutionContext, Global, Injectable, Module } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import {
  Args,
  ArgsType,
  Context,
  Field,
  GqlExecutionContext,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
  Subscription,
} from '@nestjs/graphql';
import { IsOptional, Length, Matches } from 'class-validator';
import { Authenticator, type Credentials, type Identity } from '../../../src/platform/access/authenticator.port';
import { ACCESS_RULE, type AccessRule, Allow, Public } from '../../../src/platform/access/allow.decorator';
import { credentialsFrom, type HeaderBag } from '../../../src/platform/access/credentials';
import { currentTenantId, findContext } from '../../../src/platform/context/request-context';
import {
  BadUserInput,
  Conflict,
  NotFound,
  RateLimited,
  Unauthenticated,
} from '../../../src/platform/errors/domain-error';
import { Connection, PageArgs } from '../../../src/platform/graphql/connection';
import { loaderFor } from '../../../src/platform/graphql/loaders';
import { MoneyModel } from '../../../src/platform/graphql/money.model';
import { type Page, pageOf } from '../../../src/platform/graphql/page';
import { PlatformGraphqlModule } from '../../../src/platform/graphql/platform-graphql.module';
import { RefusalModel, unionOf } from '../../../src/platform/graphql/refusal.model';
import { PhoneNumberScalar } from '../../../src/platform/graphql/scalars';
import { type UploadedFile, UploadScalar } from '../../../src/platform/graphql/upload';
import { BoundedStream, SlowSubscriber } from '../../../src/platform/pubsub/bounded-stream';

export const SECRET = 'connect ECONNREFUSED postgres://app:s3cret@db:5432/callwright';
export const TENANT_A = '018f0000-0000-7000-8000-00000000000a';
export const TENANT_B = '018f0000-0000-7000-8000-00000000000b';

/** Knows a few tokens; a test adds, expires and revokes them. */
export class FakeAuthenticator extends Authenticator {
  readonly identities = new Map<string, Identity>();

  constructor() {
    super();
    for (const [token, tenantId] of [
      ['token-a', TENANT_A],
      ['token-b', TENANT_B],
    ] as const) {
      this.identities.set(token, { tenantId, actor: { kind: 'MEMBER', userId: `user-of-${token}`, role: 'OWNER' } });
    }
    this.identities.set('key-a', { tenantId: TENANT_A, actor: { kind: 'API_KEY', apiKeyId: 'key-1', scopes: [] } });
  }

  override async authenticate({ bearer, apiKey }: Credentials): Promise<Identity | null> {
    const presented = bearer ?? apiKey;
    if (!presented) return null;
    const identity = this.identities.get(presented);
    if (!identity) throw new Unauthenticated();
    return identity;
  }
}

/** The shortest guard that does what the real one does: fill the context, refuse strangers. */
@Injectable()
class SampleGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get<AccessRule | undefined>(ACCESS_RULE, execution.getHandler());
    if (rule?.kind === 'PUBLIC') return true;
    const { req } = GqlExecutionContext.create(execution).getContext<{ req: { headers: HeaderBag } }>();
    const identity = await this.authenticator.authenticate(credentialsFrom(req.headers));
    const context = findContext();
    if (!identity || !context) throw new Unauthenticated();
    context.actor = identity.actor;
    context.tenantId = identity.tenantId;
    return true;
  }
}

@ObjectType('Item')
class ItemModel {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Date)
  readonly madeAt!: Date;

  @Field(() => MoneyModel)
  readonly price!: MoneyModel;
}

@ObjectType()
class ItemConnection extends Connection(ItemModel) {}

@ArgsType()
class ItemsArgs extends PageArgs {
  @Field(() => String, { nullable: true })
  filter?: string;
}

@InputType()
class SaveItemInput {
  @Field(() => String)
  @Length(2, 10, { message: 'must have 2 to 10 characters' })
  name!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(/^[a-z]+$/)
  slug?: string;

  @Field(() => PhoneNumberScalar, { nullable: true })
  phone?: string;
}

@ObjectType({ implements: () => RefusalModel })
class NameTaken extends RefusalModel {
  override readonly code = 'NAME_TAKEN';
  override readonly message = 'Another item has this name.';

  @Field(() => ID)
  readonly itemId = 'i-1';
}

const SaveItemResult = unionOf('SaveItemResult', ItemModel, NameTaken);
type SaveItemResult = typeof SaveItemResult;

const FAULTS: Record<string, () => unknown> = {
  internal: () => new Error(SECRET),
  missing: () => new NotFound('Item'),
  input: () => new BadUserInput('input.name', 'is not nice.'),
  conflict: () => new Conflict('It is running.'),
  limited: () => new RateLimited(7),
};

export const counters = { totalCounts: 0, batches: [] as string[][], live: 0 };

@Resolver(() => ItemModel)
class SampleResolver {
  @Query(() => String, { nullable: true })
  @Allow('VIEWER')
  whoami(): string {
    return currentTenantId();
  }

  @Query(() => ItemConnection)
  @Public()
  items(@Args() args: ItemsArgs): Page<ItemModel> {
    const rows = Array.from({ length: args.first + 1 }, (_, i) => item(`${args.filter ?? 'i'}-${i}`));
    return pageOf(
      rows,
      args,
      (row) => [row.madeAt, row.id],
      async () => {
        counters.totalCounts += 1;
        return 1_000;
      },
    );
  }

  @ResolveField(() => ItemConnection)
  children(@Parent() parent: ItemModel, @Args() args: PageArgs): Page<ItemModel> {
    return pageOf(
      [item(`${parent.id}-child`)],
      args,
      (row) => [row.madeAt, row.id],
      async () => 1,
    );
  }

  @ResolveField(() => ItemModel)
  async twin(@Parent() parent: ItemModel, @Context() context: object): Promise<ItemModel> {
    const loader = loaderFor(context, 'twins', async (ids: readonly string[]) => {
      counters.batches.push([...ids]);
      return new Map(ids.map((id) => [id, item(`${id}-twin`)]));
    });
    return (await loader.load(parent.id)) ?? parent;
  }

  @Query(() => Int)
  @Public()
  fail(@Args('how') how: string): number {
    throw FAULTS[how]?.() ?? new Error(SECRET);
  }

  @Query(() => Int)
  @Public()
  outOfRange(): number {
    return 2 ** 40;
  }

  @Mutation(() => SaveItemResult)
  @Public()
  saveItem(@Args('input') input: SaveItemInput): SaveItemResult {
    return input.name === 'taken' ? new NameTaken() : item(input.name);
  }

  @Mutation(() => Int)
  @Public()
  async upload(@Args('file', { type: () => UploadScalar }) file: Promise<UploadedFile>): Promise<number> {
    let bytes = 0;
    for await (const chunk of (await file).createReadStream()) bytes += (chunk as Buffer).length;
    return bytes;
  }

  @Mutation(() => Boolean)
  @Allow('VIEWER')
  refuseUpload(@Args('file', { type: () => UploadScalar }) _file: Promise<UploadedFile>): boolean {
    return true;
  }

  @Subscription(() => String, { resolve: (value: string) => value })
  @Allow('VIEWER')
  async *counted(@Args('upTo', { type: () => Int }) upTo: number): AsyncGenerator<string> {
    for (let i = 1; i <= upTo; i += 1) yield `${currentTenantId()}:${i}`;
  }

  @Subscription(() => String, { resolve: (value: string) => value })
  @Allow('VIEWER')
  silent(): AsyncIterableIterator<string> {
    counters.live += 1;
    return new BoundedStream<string>(1, () => {
      counters.live -= 1;
    });
  }

  @Subscription(() => Int, {
    resolve: () => {
      throw new Error(SECRET);
    },
  })
  @Allow('VIEWER')
  async *broken(): AsyncGenerator<number> {
    yield 1;
  }

  @Subscription(() => Int, { resolve: (value: number) => value })
  @Allow('VIEWER')
  async *tooFast(): AsyncGenerator<number> {
    yield 1;
    throw new SlowSubscriber();
  }
}

function item(id: string): ItemModel {
  return Object.assign(new ItemModel(), {
    id,
    madeAt: new Date('2026-07-07T18:00:00.000Z'),
    price: MoneyModel.of('9007199254740993', 'USD'),
  });
}

export const authenticator = new FakeAuthenticator();

@Global()
@Module({ providers: [{ provide: Authenticator, useValue: authenticator }], exports: [Authenticator] })
class SampleAuthModule {}

/** An API of its own on the real GraphQL module: what the limits, errors and sockets do is seen without any domain. */
@Module({
  imports: [SampleAuthModule, PlatformGraphqlModule],
  providers: [SampleResolver, { provide: APP_GUARD, useClass: SampleGuard }],
})
export class SampleApiModule {}
