import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { PageArgs } from '../../platform/graphql/connection';
import type { Page } from '../../platform/graphql/page';
import { SuppressionRemoval } from './suppression-removal.service';
import { SuppressionConnection, SuppressionModel } from './suppression.model';
import { AddSuppressionArgs, RemoveSuppressionArgs } from './suppressions.args';
import { SuppressionsService } from './suppressions.service';

@Resolver()
export class SuppressionsResolver {
  constructor(
    private readonly suppressed: SuppressionsService,
    private readonly removal: SuppressionRemoval,
  ) {}

  @Allow('VIEWER', 'consent:read')
  @Query(() => SuppressionConnection, { description: 'Numbers that must not be contacted, newest first.' })
  async suppressions(@Args() page: PageArgs): Promise<Page<SuppressionModel>> {
    return (await this.suppressed.list(page)).map((suppression) => SuppressionModel.of(suppression));
  }

  @Allow('OPERATOR', 'consent:write')
  @Mutation(() => SuppressionModel, {
    description: 'Puts a number on the do-not-contact list at once; one already listed keeps its first entry.',
  })
  async addSuppression(@Args() { phone, reason }: AddSuppressionArgs): Promise<SuppressionModel> {
    return SuppressionModel.of(await this.suppressed.add({ phone, reason, source: 'MANUAL' }));
  }

  @Allow('OPERATOR', 'consent:write')
  @Mutation(() => SuppressionModel, {
    description:
      'Takes a number off the do-not-contact list, which only a written consent that the person gave after opting out can do.',
  })
  async removeSuppression(@Args() { id, optIn, reason }: RemoveSuppressionArgs): Promise<SuppressionModel> {
    return SuppressionModel.of(await this.removal.remove(id, optIn, reason));
  }
}
