import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../../platform/access/allow.decorator';
import { PageArgs } from '../../../platform/graphql/connection';
import type { Page } from '../../../platform/graphql/page';
import { UuidPipe } from '../../../platform/graphql/uuid.pipe';
import { TransferTargetChangesInput, TransferTargetInput } from '../inputs/transfer-target.input';
import { TransferTargetConnection, TransferTargetModel } from './transfer-target.model';
import { TransferTargetResult, transferTargetResultOf } from './transfer-target.results';
import { TransferTargets } from './transfer-targets.service';

const TARGET_ID = { type: () => ID, description: 'The transfer target.' };

@Resolver(() => TransferTargetModel)
export class TransferTargetsResolver {
  constructor(private readonly targets: TransferTargets) {}

  @Allow('VIEWER', 'calls:read')
  @Query(() => TransferTargetConnection, {
    description: 'Colleagues to whom callers are put through, in the order in which they are rung.',
  })
  async transferTargets(@Args() page: PageArgs): Promise<Page<TransferTargetModel>> {
    return (await this.targets.list(page)).map((target) => TransferTargetModel.of(target));
  }

  @Allow('ADMIN')
  @Mutation(() => TransferTargetResult, { description: 'Adds a colleague to whom callers are put through.' })
  async addTransferTarget(
    @Args('input', { description: 'The colleague.' }) input: TransferTargetInput,
  ): Promise<TransferTargetResult> {
    return transferTargetResultOf(await this.targets.add(input));
  }

  @Allow('ADMIN')
  @Mutation(() => TransferTargetResult, {
    description: 'Changes a transfer target; whoever is being rung is rung as they were.',
  })
  async changeTransferTarget(
    @Args('id', TARGET_ID, UuidPipe) id: string,
    @Args('input', { description: 'The changes.' }) input: TransferTargetChangesInput,
  ): Promise<TransferTargetResult> {
    return transferTargetResultOf(await this.targets.change(id, input));
  }

  @Allow('ADMIN')
  @Mutation(() => TransferTargetModel, {
    description: 'Takes a colleague off the list: they are rung no more, not even for a caller who waits already.',
  })
  async removeTransferTarget(@Args('id', TARGET_ID, UuidPipe) id: string): Promise<TransferTargetModel> {
    return TransferTargetModel.of(await this.targets.remove(id));
  }
}
