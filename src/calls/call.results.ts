import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CALLING_RULE_REFUSALS } from '../compliance/compliance.refusals';
import { RefusalModel, unionOf } from '../platform/graphql/refusal.model';
import { DateTimeScalar } from '../platform/graphql/scalars';
import { TokenBudgetSpent } from '../usage/usage.refusals';
import { CallModel } from './call.model';
import type { FullLimit } from './call-slots.port';
import type { ManualCall } from './manual-calls.service';

@ObjectType('AgentUnavailable', {
  implements: () => RefusalModel,
  description: 'No active agent may speak for this lead.',
})
export class AgentUnavailable extends RefusalModel {
  readonly code = 'AGENT_UNAVAILABLE';
  readonly message = 'No active agent may speak for this lead.';
}

@ObjectType('LeadBusy', { implements: () => RefusalModel, description: 'A call to this person is already under way.' })
export class LeadBusy extends RefusalModel {
  readonly code = 'LEAD_BUSY';
  readonly message = 'A call to this person is already under way.';
}

@ObjectType('LeadInConversation', {
  implements: () => RefusalModel,
  description: 'This person is talking to the company in writing, or somebody of the company has the conversation.',
})
export class LeadInConversation extends RefusalModel {
  readonly code = 'LEAD_IN_CONVERSATION';
  readonly message = 'This person is talking to us in writing; a call now would interrupt that.';

  @Field(() => DateTimeScalar, { description: 'When the call may be asked for again, if nobody writes before.' })
  readonly nextAllowedAt: Date;

  constructor(nextAllowedAt: Date) {
    super();
    this.nextAllowedAt = nextAllowedAt;
  }
}

@ObjectType('CarrierNotConfigured', {
  implements: () => RefusalModel,
  description: 'No telephone carrier is configured.',
})
export class CarrierNotConfigured extends RefusalModel {
  readonly code = 'CARRIER_NOT_CONFIGURED';
  readonly message = 'No telephone carrier is configured.';
}

@ObjectType('ModelNotConfigured', {
  implements: () => RefusalModel,
  description: 'No language model is configured: nobody could speak.',
})
export class ModelNotConfigured extends RefusalModel {
  readonly code = 'MODEL_NOT_CONFIGURED';
  readonly message = 'No language model is configured: nobody could speak.';
}

export const CallLimitEnum = {
  TENANT_CONCURRENCY: 'TENANT_CONCURRENCY',
  TENANT_DAILY_LIMIT: 'TENANT_DAILY_LIMIT',
  AGENT_CONCURRENCY: 'AGENT_CONCURRENCY',
  CARRIER_CONCURRENCY: 'CARRIER_CONCURRENCY',
  PLATFORM_CONCURRENCY: 'PLATFORM_CONCURRENCY',
} as const satisfies Record<FullLimit, FullLimit>;

registerEnumType(CallLimitEnum, {
  name: 'CallLimit',
  description: 'A limit that leaves no room for one more call.',
  valuesMap: {
    TENANT_CONCURRENCY: { description: 'Calls of the company at once.' },
    TENANT_DAILY_LIMIT: { description: 'Calls of the company on one day.' },
    AGENT_CONCURRENCY: { description: 'Calls of the agent at once.' },
    CARRIER_CONCURRENCY: { description: 'Calls at once of the carrier account, which all companies share.' },
    PLATFORM_CONCURRENCY: { description: 'Calls at once of all companies.' },
  },
});

const WHAT_IS_FULL: Readonly<Record<FullLimit, string>> = {
  TENANT_CONCURRENCY: 'The company has as many calls at once as it may have: try again when one has ended.',
  TENANT_DAILY_LIMIT: 'The company has made as many calls today as it may make.',
  AGENT_CONCURRENCY:
    'The agent has as many calls at once as it may have: try again when one has ended, or choose another.',
  CARRIER_CONCURRENCY: 'The carrier account has as many calls at once as it may have: try again when one has ended.',
  PLATFORM_CONCURRENCY: 'As many calls are under way as there may be: try again when one has ended.',
};

@ObjectType('CallLimitReached', {
  implements: () => RefusalModel,
  description: 'There is no room for one more call now; nothing was queued.',
})
export class CallLimitReached extends RefusalModel {
  readonly code = 'CALL_LIMIT_REACHED';
  readonly message: string;

  @Field(() => CallLimitEnum, { description: 'The limit that is full.' })
  readonly limit: FullLimit;

  constructor(limit: FullLimit) {
    super();
    this.message = WHAT_IS_FULL[limit];
    this.limit = limit;
  }
}

export const CallLeadResult = unionOf(
  'CallLeadResult',
  CallModel,
  AgentUnavailable,
  LeadBusy,
  LeadInConversation,
  CallLimitReached,
  CarrierNotConfigured,
  ModelNotConfigured,
  TokenBudgetSpent,
  ...CALLING_RULE_REFUSALS,
);
export type CallLeadResult = typeof CallLeadResult;

export function callLeadResultOf(result: ManualCall): CallLeadResult {
  switch (result.kind) {
    case 'QUEUED':
      return CallModel.of(result.call);
    case 'AGENT_UNAVAILABLE':
      return new AgentUnavailable();
    case 'LIMIT_REACHED':
      return new CallLimitReached(result.limit);
    case 'IN_CONVERSATION':
      return new LeadInConversation(result.until);
    case 'LEAD_BUSY':
      return new LeadBusy();
    case 'CARRIER_NOT_CONFIGURED':
      return new CarrierNotConfigured();
    case 'MODEL_NOT_CONFIGURED':
      return new ModelNotConfigured();
  }
}
