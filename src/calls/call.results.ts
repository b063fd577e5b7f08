import { ObjectType } from '@nestjs/graphql';
import { CALLING_RULE_REFUSALS } from '../compliance/compliance.refusals';
import { RefusalModel, unionOf } from '../platform/graphql/refusal.model';
import { TokenBudgetSpent } from '../usage/usage.refusals';
import { CallModel } from './call.model';
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

export const CallLeadResult = unionOf(
  'CallLeadResult',
  CallModel,
  AgentUnavailable,
  LeadBusy,
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
    case 'LEAD_BUSY':
      return new LeadBusy();
    case 'CARRIER_NOT_CONFIGURED':
      return new CarrierNotConfigured();
    case 'MODEL_NOT_CONFIGURED':
      return new ModelNotConfigured();
  }
}
