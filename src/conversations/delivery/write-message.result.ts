import { ObjectType } from '@nestjs/graphql';
import { CALLING_RULE_REFUSALS, type CallingRuleRefusal } from '../../compliance/compliance.refusals';
import { RefusalModel, unionOf } from '../../platform/graphql/refusal.model';
import { CompanyPaused, refusedText, TextChannelNotConfigured } from '../texts/text.results';
import { TurnModel } from '../turn.model';
import type { Delivery } from './thread-delivery.service';

@ObjectType('MessageNotTaken', {
  implements: () => RefusalModel,
  description: 'The carrier did not take the message; another key may try again.',
})
export class MessageNotTaken extends RefusalModel {
  readonly code = 'MESSAGE_NOT_TAKEN';
  readonly message = 'The carrier did not take the message. Try again under another key.';
}

export const WriteMessageResult = unionOf(
  'WriteMessageResult',
  TurnModel,
  MessageNotTaken,
  TextChannelNotConfigured,
  CompanyPaused,
  ...CALLING_RULE_REFUSALS,
);
export type WriteMessageResult = typeof WriteMessageResult;

export function writeMessageResultOf(
  delivery: Delivery,
): TurnModel | MessageNotTaken | TextChannelNotConfigured | CompanyPaused | CallingRuleRefusal {
  switch (delivery.kind) {
    case 'SAID':
      return TurnModel.of(delivery.turn);
    case 'NOT_SENT':
      return new MessageNotTaken();
    case 'REFUSED':
      return refusedText(delivery.cause);
  }
}
