import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, AllowPlatformAdmin } from '../../platform/access/allow.decorator';
import { PageArgs } from '../../platform/graphql/connection';
import type { Page } from '../../platform/graphql/page';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import {
  AssignCompanyNumberArgs,
  CompanyNumberConnection,
  CompanyNumberModel,
  SetCompanyNumberProjectArgs,
} from './company-number.model';
import { CompanyNumbers } from './company-numbers.service';

@Resolver()
export class CompanyNumbersResolver {
  constructor(private readonly numbers: CompanyNumbers) {}

  @Allow('VIEWER', 'tenant:read')
  @Query(() => CompanyNumberConnection, { description: 'Numbers that are the company’s alone, newest first.' })
  async companyNumbers(@Args() page: PageArgs): Promise<Page<CompanyNumberModel>> {
    return (await this.numbers.list(page)).map((number) => CompanyNumberModel.of(number));
  }

  @Allow('ADMIN')
  @Mutation(() => CompanyNumberModel, {
    description: 'Says which project people are interested in who contact this number first.',
  })
  async setCompanyNumberProject(@Args() { id, projectId }: SetCompanyNumberProjectArgs): Promise<CompanyNumberModel> {
    return CompanyNumberModel.of(await this.numbers.setProject(id, projectId ?? null));
  }

  @AllowPlatformAdmin()
  @Mutation(() => CompanyNumberModel, {
    description: 'Gives a number of the platform to one company alone; giving it what it has changes nothing.',
  })
  async assignCompanyNumber(
    @Args() { tenantId, channel, phone }: AssignCompanyNumberArgs,
  ): Promise<CompanyNumberModel> {
    return CompanyNumberModel.of(await this.numbers.assign(tenantId, channel, phone));
  }

  @AllowPlatformAdmin()
  @Mutation(() => CompanyNumberModel, { description: 'Takes a number from its company: companies share it again.' })
  async releaseCompanyNumber(
    @Args('id', { type: () => ID, description: 'The number’s entry.' }, UuidPipe) id: string,
  ): Promise<CompanyNumberModel> {
    return CompanyNumberModel.of(await this.numbers.release(id));
  }
}
