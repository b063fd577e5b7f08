import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { loaderFor } from '../../platform/graphql/loaders';
import { CallModel } from '../call.model';
import { TransferCallArgs } from './inputs/transfer-call.args';
import { OperatorTransfers } from './operator-transfers.service';
import { TransferTargetModel } from './targets/transfer-target.model';
import { TransferTargets } from './targets/transfer-targets.service';
import { TransferCallResult, transferCallResultOf } from './transfer-call.results';
import { TransferStore } from './transfer-store.service';
import { ColleagueCallModel, TransferModel } from './transfer.model';

/** Adds its transfer to a call. */
@Resolver(() => CallModel)
export class CallTransferFieldResolver {
  constructor(private readonly store: TransferStore) {}

  @ResolveField(() => TransferModel, {
    nullable: true,
    description: 'The latest attempt to put this caller through to a colleague; null when there was none.',
  })
  async transfer(@Parent() { id }: CallModel, @Context() context: object): Promise<TransferModel | null> {
    const loader = loaderFor(context, 'calls.transfer', (ids: readonly string[]) => this.store.latestOf(ids));
    const transfer = await loader.load(id);
    return transfer ? TransferModel.of(transfer) : null;
  }
}

@Resolver(() => TransferModel)
export class CallTransferResolver {
  constructor(
    private readonly operators: OperatorTransfers,
    private readonly store: TransferStore,
  ) {}

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => TransferCallResult, {
    description:
      'Puts the caller of a call that is being talked on through to a colleague: they wait while colleagues are rung one after the other; who presses 1 takes the call, and when nobody does the agent goes on.',
  })
  async transferCall(@Args() { callId, targetIds, note }: TransferCallArgs): Promise<TransferCallResult> {
    return transferCallResultOf(await this.operators.begin(callId, targetIds, note));
  }

  @ResolveField(() => [ColleagueCallModel], { description: 'The colleagues for it, in the order of their turns.' })
  async colleagues(@Parent() { id }: TransferModel, @Context() context: object): Promise<ColleagueCallModel[]> {
    const loader = loaderFor(context, 'transfers.colleagues', (ids: readonly string[]) => this.store.legsOf(ids));
    return ((await loader.load(id)) ?? []).map((leg) => ColleagueCallModel.of(leg));
  }
}

/** Adds who was rung. */
@Resolver(() => ColleagueCallModel)
export class ColleagueCallResolver {
  constructor(private readonly targets: TransferTargets) {}

  @ResolveField(() => TransferTargetModel, { nullable: true, description: 'The colleague.' })
  async target(
    @Parent() { targetId }: ColleagueCallModel,
    @Context() context: object,
  ): Promise<TransferTargetModel | null> {
    const loader = loaderFor(context, 'transfers.target', (ids: readonly string[]) => this.targets.byIds(ids));
    const target = await loader.load(targetId);
    return target ? TransferTargetModel.of(target) : null;
  }
}
