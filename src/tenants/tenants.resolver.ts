import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowPlatformAdmin } from '../platform/access/allow.decorator';
import type { Page } from '../platform/graphql/page';
import { RefusalModel } from '../platform/graphql/refusal.model';
import { CreateTenantResult } from './create-tenant.result';
import { CreateTenantInput } from './inputs/create-tenant.input';
import { ShareCapacityArgs, TenantArgs, TenantsArgs } from './inputs/tenant.args';
import { UpdateTenantInput } from './inputs/update-tenant.input';
import { TenantDirectory } from './tenant-directory.service';
import { TenantFounder } from './tenant-founder.service';
import { TenantConnection, TenantModel } from './tenant.model';
import { TenantsService } from './tenants.service';

@Resolver()
export class TenantsResolver {
  constructor(
    private readonly current: TenantsService,
    private readonly directory: TenantDirectory,
    private readonly founder: TenantFounder,
  ) {}

  @Allow('VIEWER', 'tenant:read')
  @Query(() => TenantModel, { description: 'The company one is signed in to.' })
  async tenant(): Promise<TenantModel> {
    return TenantModel.of(await this.current.getCurrent());
  }

  @AllowPlatformAdmin()
  @Query(() => TenantConnection, { description: 'All companies, newest first.' })
  async tenants(@Args() args: TenantsArgs): Promise<Page<TenantModel>> {
    return (await this.directory.list(args)).map((tenant) => TenantModel.of(tenant));
  }

  @AllowPlatformAdmin()
  @Mutation(() => CreateTenantResult, {
    description: 'Founds a company with its first owner, for whom it makes an account.',
  })
  async createTenant(
    @Args('input', { description: 'What to save.' }) input: CreateTenantInput,
  ): Promise<CreateTenantResult> {
    const founded = await this.founder.found(input);
    return founded instanceof RefusalModel ? founded : TenantModel.of(founded);
  }

  @Allow('ADMIN')
  @Mutation(() => TenantModel, { description: 'Changes settings of the company one is signed in to.' })
  async updateTenant(@Args('input', { description: 'What to save.' }) input: UpdateTenantInput): Promise<TenantModel> {
    return TenantModel.of(await this.current.change(input));
  }

  @AllowPlatformAdmin()
  @Mutation(() => TenantModel, { description: 'Lets a paused company be dialed for again.' })
  async activateTenant(@Args() { id }: TenantArgs): Promise<TenantModel> {
    return TenantModel.of(await this.directory.activate(id));
  }

  @AllowPlatformAdmin()
  @Mutation(() => TenantModel, {
    description:
      'Stops all dialing for a company. Its members keep access, so that an opt-out or an erasure is never held up.',
  })
  async pauseTenant(@Args() { id }: TenantArgs): Promise<TenantModel> {
    return TenantModel.of(await this.directory.pause(id));
  }

  @AllowPlatformAdmin()
  @Mutation(() => TenantModel, {
    description:
      'Sets how a company shares calls with the others: how many it is guaranteed, and its weight while there are too few.',
  })
  async shareCapacity(@Args() { id, ...share }: ShareCapacityArgs): Promise<TenantModel> {
    return TenantModel.of(await this.directory.share(id, share));
  }
}
