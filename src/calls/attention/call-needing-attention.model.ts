import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import { ATTENTION_REASONS, type AttentionReason, type Call } from '../call.entity';
import { CallModel } from '../call.model';
import { enumOf } from '../../platform/graphql/enum-of';

export const AttentionReasonEnum = enumOf(ATTENTION_REASONS);
registerEnumType(AttentionReasonEnum, {
  name: 'AttentionReason',
  description: 'Why the program cannot find out what became of a call.',
  valuesMap: {
    CARRIER_UNREACHABLE: { description: 'The carrier does not answer when its list of calls is asked for.' },
    CONTESTED: { description: 'The carrier lists a call that may be another attempt on the same phone.' },
    UNRESOLVED: { description: 'The carrier’s lists do not show it, and have not yet been believed.' },
  },
});

@ObjectType('CallNeedingAttention', {
  description:
    'A call whose request the carrier never answered, and about which nothing could be found out within 15 minutes. Its person is not called meanwhile.',
})
export class CallNeedingAttentionModel {
  @Field(() => CallModel, { description: 'The call.' })
  readonly call!: CallModel;

  @Field(() => DateTimeScalar, { description: 'Since when somebody has to look after it.' })
  readonly since!: Date;

  @Field(() => AttentionReasonEnum, { description: 'Why, as of the last look.' })
  readonly reason!: AttentionReason;

  static of(call: Call): CallNeedingAttentionModel {
    const { attentionSince: since, attentionReason: reason } = call;
    return Object.assign(new CallNeedingAttentionModel(), { call: CallModel.of(call), since, reason });
  }
}

@ObjectType('CallNeedingAttentionConnection', { description: 'A page of calls that need attention.' })
export class CallNeedingAttentionConnection extends Connection(CallNeedingAttentionModel) {}
