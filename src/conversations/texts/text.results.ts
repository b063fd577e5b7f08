import { ObjectType } from '@nestjs/graphql';
import { CALLING_RULE_REFUSALS, type CallingRuleRefusal, refusalOf } from '../../compliance/compliance.refusals';
import { RefusalModel, unionOf } from '../../platform/graphql/refusal.model';
import type { Refused } from './text-dispatch.service';
import type { SentText } from './text-sending.service';
import { TextMessageModel } from './text.model';

@ObjectType('TextChannelNotConfigured', {
  implements: () => RefusalModel,
  description: 'No number is configured to send texts of this channel from.',
})
export class TextChannelNotConfigured extends RefusalModel {
  readonly code = 'TEXT_CHANNEL_NOT_CONFIGURED';
  readonly message = 'No number is configured to send texts of this channel from.';
}

@ObjectType('CompanyPaused', {
  implements: () => RefusalModel,
  description: 'The company is paused and contacts nobody.',
})
export class CompanyPaused extends RefusalModel {
  readonly code = 'COMPANY_PAUSED';
  readonly message = 'The company is paused and contacts nobody.';
}

export const SendMessageResult = unionOf(
  'SendMessageResult',
  TextMessageModel,
  TextChannelNotConfigured,
  CompanyPaused,
  ...CALLING_RULE_REFUSALS,
);
export type SendMessageResult = typeof SendMessageResult;

export function sendMessageResultOf(result: SentText): SendMessageResult {
  return result.kind === 'SENT' ? TextMessageModel.of(result.text) : refusedText(result);
}

/** Why a text was not sent, for whoever wanted to send it. */
export function refusedText(
  result: Exclude<SentText, { kind: 'SENT' }>,
): TextChannelNotConfigured | CompanyPaused | CallingRuleRefusal {
  switch (result.kind) {
    case 'CHANNEL_NOT_CONFIGURED':
      return new TextChannelNotConfigured();
    case 'COMPANY_PAUSED':
      return new CompanyPaused();
    case 'REFUSED':
      return refused(result.decision);
  }
}

function refused(decision: Refused): CallingRuleRefusal {
  const refusal = refusalOf(decision);
  if (!refusal) throw new Error('A text was refused for no reason.');
  return refusal;
}
