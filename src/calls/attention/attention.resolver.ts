import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { PageArgs } from '../../platform/graphql/connection';
import type { Page } from '../../platform/graphql/page';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import { CallModel } from '../call.model';
import { CallsService } from '../calls.service';
import { CallNeedingAttentionConnection, CallNeedingAttentionModel } from './call-needing-attention.model';
import { CallSettler, type SettledAs } from './call-settler.service';
import { CallsNeedingAttention } from './calls-needing-attention.service';
import {
  CallMayStillLive,
  CallNotStuck,
  CallVerdictEnum,
  CarrierAnswers,
  SettleCallResult,
} from './settle-call.results';

@Resolver(() => CallNeedingAttentionModel)
export class AttentionResolver {
  constructor(
    private readonly stuck: CallsNeedingAttention,
    private readonly settler: CallSettler,
    private readonly calls: CallsService,
  ) {}

  @Allow('VIEWER', 'calls:read')
  @Query(() => CallNeedingAttentionConnection, {
    description:
      'Calls about which nothing can be found out at the carrier, newest first. Their people are not called meanwhile.',
  })
  async callsNeedingAttention(@Args() page: PageArgs): Promise<Page<CallNeedingAttentionModel>> {
    return (await this.stuck.list(page)).map((call) => CallNeedingAttentionModel.of(call));
  }

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => SettleCallResult, {
    description:
      'Says what became of a call that needs attention, where the carrier cannot be asked. Noted in the audit log.',
  })
  async settleCall(
    @Args('callId', { type: () => ID, description: 'The call.' }, UuidPipe) callId: string,
    @Args('verdict', { type: () => CallVerdictEnum, description: 'What became of it.' }) verdict: SettledAs,
  ): Promise<SettleCallResult> {
    const settlement = await this.settler.settle(callId, verdict);
    switch (settlement.kind) {
      case 'SETTLED':
        return CallModel.of(await this.calls.get(callId));
      case 'NOT_STUCK':
        return new CallNotStuck();
      case 'MAY_STILL_LIVE':
        return new CallMayStillLive(settlement.until);
      case 'CARRIER_ANSWERS':
        return new CarrierAnswers();
    }
  }
}
